import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatFor } from '../i18n/format.ts';
import { diskTotal, memoryText, namesOf, sshCommand } from './server-words.ts';

describe('a server in words', () => {
  test('says how to get in, as long as there is a way', () => {
    assert.equal(
      sshCommand({ ssh: { host: '127.0.0.1', port: 22001 } }),
      'ssh -p 22001 root@127.0.0.1',
    );
    assert.equal(sshCommand({ ssh: null }), null);
  });

  test('says its memory as people do', () => {
    const format = formatFor('en', 'UTC');
    assert.equal(memoryText(format, { memory: 512 }), '512 MB');
    assert.equal(memoryText(format, { memory: 4096 }), '4 GB');
  });

  test('adds up its disks', () => {
    assert.equal(diskTotal({ disks: [] }), 0);
  });

  test('is numbered when there are several', () => {
    assert.deepEqual(namesOf('web', 1), ['web']);
    assert.deepEqual(namesOf('web', 12), ['web-0001', 'web-0012']);
  });
});
