import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withBackups } from './report.ts';

const round = {
  seconds: 8,
  stored: 400 * 1024 * 1024,
  silences: { beat: 0.05, write: 0.25 },
};

test('the section says what a backup costs and how long its guest is held, and the rest stays', () => {
  const findings = {
    machine: ['processors: 2'],
    backups: [round, { ...round, seconds: 9, silences: { beat: 0.5, write: 1 } }, round],
    quiet: [{ beat: 0.04, write: 0.2 }],
    accepts: [0.75, 1.5, 0.5],
  };
  const text = withBackups(findings, '# Report\n\n## By hand\n\nkept\n');
  assert.match(text, /^# Report\n\n## By hand\n\nkept\n\n## Backups of servers/);
  for (const row of [
    '| backup, until its job has ended | 8.00 s | 9.00 s |',
    '| bytes stored | 400 MiB | 400 MiB |',
    '| guest says nothing, during a backup | 0.05 s | 0.50 s |',
    '| no write of the guest is on its disk, without | 0.20 s | 0.20 s |',
    '| 1 000 full-server images accepted in one call | 0.75 s | 1.50 s |',
  ]) {
    assert.ok(text.includes(row), row);
  }
});
