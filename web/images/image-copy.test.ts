import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MyProject } from '../../src/api/accord/session/schema.ts';
import { copyName, newCopyOf, projectsElsewhere } from './image-copy.ts';

test('a copy is called after its image, as far as a name is long', () => {
  assert.equal(copyName({ id: 'x', name: 'golden' }), 'copy_golden');
  assert.equal(copyName({ id: 'x', name: null }), 'copy_x');
  assert.equal(copyName({ id: 'x', name: 'n'.repeat(255) }).length, 255);
});

test('images are copied to projects of the same account in other regions, where one may make images', () => {
  const here: MyProject = {
    id: 'here',
    name: 'here',
    description: '',
    regionId: 'RegionOne',
    accountId: 'acme',
    accountName: 'acme',
    role: 'member',
    waitingOffers: 0,
    openNotices: 0,
  };
  const there = { ...here, id: 'there', regionId: 'RegionTwo' };
  const projects: MyProject[] = [
    here,
    { ...here, id: 'beside' },
    there,
    { ...there, id: 'read', role: 'reader' },
    { ...there, id: 'rule', role: 'admin' },
    { ...there, id: 'foreign', accountId: 'other' },
  ];
  assert.deepEqual(
    projectsElsewhere(projects, here).map(({ id }) => id),
    ['there', 'rule'],
  );
});

test('what is empty is not asked for', () => {
  const values = { name: ' copy ', description: '', projectId: '' };
  assert.deepEqual(newCopyOf(values), { name: 'copy' });
  assert.deepEqual(newCopyOf({ ...values, description: ' mine ', projectId: 'there' }), {
    name: 'copy',
    description: 'mine',
    projectId: 'there',
  });
});
