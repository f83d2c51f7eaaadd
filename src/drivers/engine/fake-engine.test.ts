import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { engineContract, refused } from './engine.contract.ts';
import { FakeEngine } from './fake-engine.ts';

engineContract('fake', async () => {
  const engine = new FakeEngine({ greeting: 'toy\n' });
  return {
    engine,
    system: Buffer.alloc(512),
    switchOff: async (serverId) => engine.emit({ kind: 'stopped', serverId }),
  };
});

test('a verb fails as often as it is told to, before it does anything', async () => {
  const engine = new FakeEngine();
  const disk = { id: randomUUID(), bytes: 512, base: null };
  engine.fail('makeDisk', 'no-space', 2);
  await refused(engine.makeDisk(disk), 'no-space');
  await refused(engine.makeDisk(disk), 'no-space');
  assert.deepEqual((await engine.holdings()).disks, []);
  await engine.makeDisk(disk);
});

test('a verb waits until it is let go', async () => {
  const engine = new FakeEngine();
  const release = engine.hold('makeDisk');
  const making = engine.makeDisk({ id: randomUUID(), bytes: 512, base: null });
  assert.deepEqual((await engine.holdings()).disks, []);
  release();
  await making;
  assert.equal((await engine.holdings()).disks.length, 1);
});
