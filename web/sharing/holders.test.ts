import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countAnswers, groupByProject } from './holders.ts';

test('members of several images are told by project', () => {
  const member = (id: string, status: 'pending' | 'accepted' | 'rejected') => ({
    project: { id, name: id, accountId: 'a', accountName: 'a' },
    status,
  });
  const holders = groupByProject([
    { imageId: 'one', member: member('p', 'accepted') },
    { imageId: 'one', member: member('q', 'pending') },
    { imageId: 'two', member: member('p', 'rejected') },
    { imageId: 'three', member: member('p', 'accepted') },
  ]);
  assert.deepEqual(
    holders.map(({ project, places }) => [project.id, [...places.keys()]]),
    [
      ['p', ['one', 'two', 'three']],
      ['q', ['one']],
    ],
  );
  assert.deepEqual(
    [...countAnswers(holders[0] ?? { places: new Map() })],
    [
      ['accepted', 2],
      ['rejected', 1],
    ],
  );
});
