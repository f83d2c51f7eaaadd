import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areConnected, parseStrace, targetOf } from './strace-log.ts';

const log = [
  '10 100.1 fsync(7</data/images/staging/a-b>) = 0',
  '11 100.2 fdatasync(5</data/pg_wal/0001> <unfinished ...>',
  '10 100.3 rename("/a", "/b") = -1 ENOENT (No such file or directory)',
  '11 100.4 <... fdatasync resumed>) = 0',
  '12 100.5 write(23<UNIX-STREAM:[1->2]>, "Q\\0\\0\\0\\vcommit\\0", 12) = 12',
  '13 100.6 recvfrom(9<UNIX-STREAM:[2->1,"/run/s"]>, <unfinished ...>',
  '13 100.7 --- SIGCHLD {si_signo=SIGCHLD} ---',
  '13 100.8 <... recvfrom resumed>"Q\\0", 8192, 0, NULL, NULL) = 12',
  '10 100.9 +++ exited with 0 +++',
  '14 101.0 read(3</x>,  <unfinished ...>',
  '12 101.1 write(7</y>, "a) = b", 5 <unfinished ...>) = ?',
].join('\n');

test('calls are read with their results, also those that another process interrupted', () => {
  assert.deepEqual(
    parseStrace(log).map(({ pid, name, result, began, ended }) => [
      pid,
      name,
      result,
      began,
      ended,
    ]),
    [
      [10, 'fsync', '0', 0, 0],
      [11, 'fdatasync', '0', 1, 3],
      [10, 'rename', '-1', 2, 2],
      [12, 'write', '12', 4, 4],
      [13, 'recvfrom', '12', 5, 7],
      [14, 'read', null, 9, Infinity],
      [12, 'write', '?', 10, 10],
    ],
  );
});

test('descriptors tell what they stand for, and which sockets are the two ends of one', () => {
  const calls = parseStrace(log);
  assert.equal(targetOf(calls[0] ?? assert.fail()), '/data/images/staging/a-b');
  const [here, there] = [targetOf(calls[3] ?? assert.fail()), targetOf(calls[4] ?? assert.fail())];
  assert.ok(areConnected(here, there));
  assert.ok(!areConnected(here, here));
});
