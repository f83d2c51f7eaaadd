import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cutLog, plainLog } from './cut-log.ts';

describe('a log', () => {
  test('is kept to its last lines when it is long', () => {
    assert.equal(cutLog('short\n'), 'short\n');
    const long = cutLog(`${'first line\n'.repeat(100_000)}last`);
    assert.ok(long.length <= 500_000);
    assert.match(long, /^first line\n/);
    assert.match(long, /last$/);
  });

  test('is read without what is for terminals', () => {
    assert.equal(
      plainLog('\u001b[32mok\u001b[0m\r\n\u001b]0;title\u0007login: \u0007'),
      'ok\nlogin: ',
    );
    assert.equal(plainLog('10 %\r50 %\rdone\r\nnext'), 'done\nnext');
    assert.equal(plainLog('\u001bc\u001b[2J\u001b[?7hGRUB\ttwo'), 'GRUB\ttwo');
  });
});
