// The order of system calls behind an acknowledgement, as strace saw it in the real program: bytes and names are on disk before the commit, the
// commit is on disk before PostgreSQL says so, and only then the client is told. (kill -9 alone cannot show this: the kernel still has
// what was not flushed.)
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  childrenOf,
  launchAccord,
  removeData,
  stopAccord,
  type AccordProcess,
} from './accord-process.ts';
import { signIn } from './client.ts';
import { contentOf, type Content } from './model.ts';
import { bytesNamed } from './random.ts';
import { areConnected, parseStrace, targetOf, type SystemCall } from './strace-log.ts';

const traced =
  'fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,link,write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,read,recvfrom,recvmsg';

interface Trace {
  readonly data: string;
  readonly imageId: string;
  readonly content: Content;
  readonly calls: readonly SystemCall[];
}

describe('what strace sees of an upload and of an answer', () => {
  let trace: Trace;
  let data = '';
  let accord: AccordProcess | undefined;

  before(async () => {
    const trial = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { encoding: 'utf8' });
    assert.equal(
      trial.status,
      0,
      `strace cannot trace processes on this machine, and without it nothing is proved: ${trial.error?.message ?? trial.stderr}`,
    );
    data = await realpath(await mkdtemp(join(tmpdir(), 'accord-strace-')));
    await chmod(data, 0o711);
    // The first start makes the database, which is not what is looked at.
    accord = launchAccord(data);
    await accord.ready;
    assert.equal(await stopAccord(accord), 0);
    const log = join(data, 'strace.log');
    accord = launchAccord(data, [
      'strace',
      '-f',
      '-yy',
      '-ttt',
      '-s',
      '2048',
      '-e',
      `trace=${traced}`,
      '-o',
      log,
    ]);
    const address = await accord.ready;
    const { imageId, content } = await act(data, address);
    await endTraced(accord);
    trace = { data, imageId, content, calls: parseStrace(await readFile(log, 'utf8')) };
  });

  after(async () => await removeData(data, accord));

  test('an upload: the staged file is flushed whole, then named, then its folders are flushed, then it commits', () => {
    const { calls } = trace;
    const { staged, blob } = publication(trace);
    const writes = calls.filter((call) => /^p?write/.test(call.name) && targetOf(call) === staged);
    const flush = one(
      calls,
      'flush of the staged file',
      (call) => isFlush(call) && targetOf(call) === staged,
    );
    const rename = one(
      calls,
      'rename',
      (call) => isRename(call) && call.args.includes(`"${blob}"`),
    );
    const folderFlush = one(
      calls,
      'flush of the folder',
      (call) => isFlush(call) && targetOf(call) === dirname(blob) && call.began > rename.ended,
    );
    const { commit } = committing(trace, uploadMark(trace));
    assert.ok(writes.length > 0, 'the bytes were written to the staged file');
    inOrder([...writes.map(each('a write')), each('flush of the file')(flush)], 'writes', true);
    inOrder(
      [
        each('flush of the file')(flush),
        each('rename')(rename),
        each('flush of the folder')(folderFlush),
        each('commit')(commit),
      ],
      'upload',
    );
  });

  test('an upload: a new folder for blobs is flushed into its parent before the commit', () => {
    const { calls } = trace;
    const { blob } = publication(trace);
    const made = one(
      calls,
      'mkdir',
      (call) => call.name.startsWith('mkdir') && call.args.includes(`"${dirname(blob)}"`),
    );
    const parentFlush = one(
      calls,
      'flush of blobs/',
      (call) =>
        isFlush(call) && targetOf(call) === dirname(dirname(blob)) && call.began > made.ended,
    );
    inOrder(
      [
        each('mkdir')(made),
        each('flush of blobs/')(parentFlush),
        each('commit')(committing(trace, uploadMark(trace)).commit),
      ],
      'folder',
    );
  });

  test('an upload: PostgreSQL flushes its log before it confirms the commit, and only then the client is told', () => {
    const response = responseTo(trace, `PUT /v2/images/${trace.imageId}/file `, '204');
    provesCommit(trace, committing(trace, uploadMark(trace)), response);
  });

  test('an answer: PostgreSQL flushes its log before it confirms the commit, and only then the member is told', () => {
    const response = responseTo(trace, `PUT /v2/images/${trace.imageId}/members/`, '200');
    provesCommit(trace, committing(trace, ['member.accept', trace.imageId]), response);
  });
});

/** One upload, one offer, one answer. */
async function act(data: string, address: string): Promise<{ imageId: string; content: Content }> {
  const owner = await signIn(data, () => address, 'owner', 'RegionOne');
  const recipient = await signIn(data, () => address, 'recipient', 'RegionOne');
  const id = randomUUID();
  const bytes = await bytesForNewFolder(data, id);
  const path = `/v2/images/${id}`;
  const member = recipient.projectId;
  const record = { id, name: 'traced', disk_format: 'raw', container_format: 'bare' };
  const steps = [
    { who: owner, method: 'POST', path: '/v2/images', body: record, status: 201 },
    { who: owner, method: 'PUT', path: `${path}/file`, body: bytes, status: 204 },
    { who: owner, method: 'POST', path: `${path}/members`, body: { member }, status: 200 },
    {
      who: recipient,
      method: 'PUT',
      path: `${path}/members/${member}`,
      body: { status: 'accepted' },
      status: 200,
    },
  ];
  for (const step of steps) {
    const response = await step.who.request(step.method, step.path, step.body);
    assert.equal(response.status, step.status, `${step.method} ${step.path}`);
    await response.arrayBuffer();
  }
  return { imageId: id, content: contentOf(bytes) };
}

/** Bytes whose blob is the first in its folder. */
async function bytesForNewFolder(data: string, name: string): Promise<Buffer<ArrayBuffer>> {
  const folders = await readdir(join(data, 'images', 'blobs'));
  for (let turn = 0; ; turn += 1) {
    const bytes = bytesNamed(`${name} ${turn}`, 3_000_000);
    if (!folders.includes(contentOf(bytes).sha256.slice(0, 2))) return bytes;
  }
}

/** Asks the service, which strace has started, to end; strace then writes the rest of its log and ends itself. */
async function endTraced({ child }: AccordProcess): Promise<void> {
  const gone = once(child, 'exit');
  for (const pid of childrenOf(child.pid ?? 0)) process.kill(pid, 'SIGTERM');
  await gone;
}

/** Where the bytes were staged, and where they went. */
function publication({ calls, data, content }: Trace): { staged: string; blob: string } {
  const blob = join(data, 'images', 'blobs', content.sha256.slice(0, 2), content.sha256);
  const rename = one(calls, 'rename', (call) => isRename(call) && call.args.includes(`"${blob}"`));
  const staged = /"([^"]*\/staging\/[^"]*)"/.exec(rename.args)?.[1];
  assert.ok(staged !== undefined, `the blob comes from staging: ${rename.args}`);
  return { staged, blob };
}

function uploadMark({ content, imageId }: Trace): string[] {
  return ['image.upload', content.sha256, imageId];
}

interface Committing {
  /** The service sends `commit`. */
  readonly commit: SystemCall;
  /** PostgreSQL's process has it. */
  readonly received: SystemCall;
  /** The same process answers. */
  readonly confirmed: SystemCall;
}

/** The commit of the transaction in which the service sent a statement with all these words. */
function committing({ calls }: Trace, words: readonly string[]): Committing {
  const writes = calls.filter((call) => isSend(call) && targetOf(call).startsWith('UNIX'));
  const statement = one(writes, `statement with ${words.join(', ')}`, (call) =>
    words.every((word) => call.args.includes(word)),
  );
  const commit = first(writes, 'commit', (call) => {
    const sameConnection = call.pid === statement.pid && targetOf(call) === targetOf(statement);
    // The last statement of a transaction and its commit may leave in one write.
    return sameConnection && call.began >= statement.began && isCommit(call);
  });
  const here = targetOf(commit);
  const received = first(calls, 'commit in PostgreSQL', (call) => {
    const there = targetOf(call);
    // A kernel without socket diagnostics does not tell which two ends belong together.
    const connected = here.includes('->') ? areConnected(here, there) : call.pid !== commit.pid;
    return connected && isReceive(call) && isCommit(call) && call.ended > commit.began;
  });
  const confirmed = first(
    calls,
    'confirmation by PostgreSQL',
    (call) =>
      call.pid === received.pid &&
      isSend(call) &&
      targetOf(call) === targetOf(received) &&
      call.began > received.ended &&
      call.args.includes('COMMIT'),
  );
  return { commit, received, confirmed };
}

function provesCommit({ calls }: Trace, steps: Committing, response: SystemCall): void {
  const { commit, received, confirmed } = steps;
  const toLog = (call: SystemCall): boolean => /\/pg_wal\/[0-9A-F]{24}$/.test(targetOf(call));
  const written = first(
    calls,
    'write to the log',
    (call) => call.name.startsWith('pwrite') && toLog(call) && call.began > received.ended,
  );
  const flushed = first(
    calls,
    'flush of the log',
    (call) => isFlush(call) && toLog(call) && call.began > written.ended,
  );
  inOrder(
    [
      each('commit arrives')(received),
      each('log written')(written),
      each('log flushed')(flushed),
      each('commit confirmed')(confirmed),
    ],
    'commit',
  );
  assert.ok(commit.began < received.ended, 'sent before it arrives');
  assert.ok(confirmed.began < response.began, 'the client is told after the confirmation');
}

/** The head of the answer to the request that begins like this. */
function responseTo({ calls }: Trace, request: string, status: string): SystemCall {
  const asked = one(
    calls,
    `request ${request}`,
    (call) => isReceive(call) && call.args.includes(`"${request}`),
  );
  const response = first(
    calls,
    `answer to ${request}`,
    (call) =>
      isSend(call) &&
      call.pid === asked.pid &&
      targetOf(call) === targetOf(asked) &&
      call.began > asked.ended,
  );
  assert.match(response.args, new RegExp(`"HTTP/1\\.1 ${status} `));
  return response;
}

function isFlush(call: SystemCall): boolean {
  return (call.name === 'fsync' || call.name === 'fdatasync') && call.result === '0';
}

function isRename(call: SystemCall): boolean {
  return call.name.startsWith('rename') && call.result === '0';
}

function isSend(call: SystemCall): boolean {
  return ['write', 'writev', 'sendto', 'sendmsg'].includes(call.name);
}

function isReceive(call: SystemCall): boolean {
  return ['read', 'recvfrom', 'recvmsg'].includes(call.name);
}

function isCommit(call: SystemCall): boolean {
  return /"[^"]*commit\\0/i.test(call.args);
}

function first(
  calls: readonly SystemCall[],
  what: string,
  is: (call: SystemCall) => boolean,
): SystemCall {
  const found = calls.find(is);
  assert.ok(found !== undefined, `strace saw no ${what}`);
  return found;
}

function one(
  calls: readonly SystemCall[],
  what: string,
  is: (call: SystemCall) => boolean,
): SystemCall {
  const found = calls.filter(is);
  assert.equal(found.length, 1, `strace saw ${what} ${found.length} times`);
  return first(found, what, () => true);
}

interface Step {
  readonly what: string;
  readonly call: SystemCall;
}

function each(what: string): (call: SystemCall) => Step {
  return (call) => ({ what, call });
}

/** Each has ended before the next begins; with `onlyLast`, all have ended before the last begins. */
function inOrder(steps: readonly Step[], name: string, onlyLast = false): void {
  const last = steps.at(-1);
  for (const [index, step] of steps.slice(0, -1).entries()) {
    const next = onlyLast ? last : steps[index + 1];
    assert.ok(
      next !== undefined && step.call.ended < next.call.began,
      `${name}: ${step.what} (line ${step.call.ended + 1} of the log) ends before ${next?.what} (line ${(next?.call.began ?? 0) + 1})`,
    );
  }
}
