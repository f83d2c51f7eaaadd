import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bySender } from './by-sender.ts';

test('offers are counted by the account that they come from', () => {
  const offer = (id: string, name: string | null, accountId: string | null) => ({
    sender: {
      id,
      name,
      accountId,
      accountName: accountId === null ? null : `account ${accountId}`,
    },
  });
  const offers = [
    offer('p1', 'web', 'a'),
    offer('p2', 'db', 'b'),
    offer('p3', 'ops', 'a'),
    offer('p1', 'web', 'a'),
    offer('gone', null, null),
  ];
  assert.deepEqual(bySender(offers), [
    { key: 'a', account: 'account a', projects: ['web', 'ops'], count: 3 },
    { key: 'b', account: 'account b', projects: ['db'], count: 1 },
    { key: 'gone', account: null, projects: ['gone'], count: 1 },
  ]);
});
