import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImageFindings } from './measure-machines.ts';
import { withMachines } from './report.ts';

function found(title: string, change: Partial<ImageFindings> = {}): ImageFindings {
  return {
    title,
    one: [1.5, 1, 3],
    many: [2, 4, 3],
    ready: [5],
    disks: [0.1, 0.2],
    copy: 8,
    copyBytes: 2 * 1024 * 1024,
    manyBytes: 1024 * 1024,
    ...change,
  };
}

function report(...images: ImageFindings[]): string {
  return withMachines({ machine: ['processors: 2'], images }, '# Report\n\n## By hand\n\nkept\n');
}

test('the section says how long it took and how much it takes, and the rest stays', () => {
  const text = report(found('small'));
  assert.match(text, /^# Report\n\n## By hand\n\nkept\n\n## From an accepted image to a machine\n/);
  assert.match(
    text,
    /\| small \| 1\.50 \/ 3\.00 s \| 5\.00 s \| 3\.00 \/ 4\.00 s \| 0\.20 \/ 0\.20 s \| 8\.00 s \|/,
  );
  assert.match(text, /\| small \| 1\.00 MiB \| 20\.0 MiB \|/);
});

test('the section says whether the time depends on the size, and whether disks are made as quickly as was aimed at', () => {
  assert.match(report(found('a'), found('b', { one: [1.6] })), /size: met .+0\.5 s: met /);
  const slow = report(found('a'), found('b', { one: [9], disks: [0.7] }));
  assert.match(slow, /size: \*\*missed\*\* .+0\.5 s: \*\*missed\*\* /);
});
