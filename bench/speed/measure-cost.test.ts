import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mustRun } from '../../test/contract/support/run-command.ts';
import { measureCost } from './measure-cost.ts';
import { memoryOf, treeOf } from './process-usage.ts';

test('CPU time of children that have ended counts', async () => {
  const spin = 'const end = performance.now() + 300; while (performance.now() < end);';
  const { cost } = await measureCost([process.pid], async () => {
    await mustRun(process.execPath, ['--eval', spin]);
  });
  assert.ok(cost.cpuSeconds >= 0.2, `${cost.cpuSeconds} s`);
  assert.ok(cost.peakMemory >= memoryOf([process.pid]) / 2);
});

test('a process belongs to the tree of whoever has started it', () => {
  assert.ok(treeOf([process.ppid]).includes(process.pid));
  assert.deepEqual(treeOf([process.pid]), [process.pid]);
});
