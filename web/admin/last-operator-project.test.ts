import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MyProject } from '../../src/api/accord/session/schema.ts';
import { isLastOperatorProject } from './last-operator-project.ts';

function mine(id: string, role: MyProject['role']): MyProject {
  const names = { name: id, description: '', regionId: 'RegionOne' };
  const account = { accountId: 'default', accountName: 'Default' };
  return { id, role, ...names, ...account, waitingOffers: 0, openNotices: 0 };
}

test('the only project that somebody operates from is known', () => {
  const projects = [mine('a', 'admin'), mine('b', 'member')];
  assert.equal(isLastOperatorProject(projects, 'a'), true);
  assert.equal(isLastOperatorProject(projects, 'b'), false);
  assert.equal(isLastOperatorProject([...projects, mine('c', 'admin')], 'a'), false);
});
