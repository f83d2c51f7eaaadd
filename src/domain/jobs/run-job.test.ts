// What becomes of a job when the process that does it dies, stops or fails.
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { testService } from '../../../test/support/test-service.ts';
import { Fault } from '../fault.ts';
import type { Job, JobType } from './job.ts';
import { beginJob } from './queries.ts';
import { runJob, type JobWork, type JobWorks } from './run-job.ts';
import { showJob } from './show-job.ts';
import { startJob } from './start-job.ts';

const type: JobType = 'add-members';

/** A job that is waiting; the queue's own task for it finds that it has ended when the test is over. */
async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context } = service;
  const { actor } = await service.person();
  const jobId = await startJob(context, actor, type, { what: 'it' });
  const run = async (work: JobWork, signal = new AbortController().signal): Promise<void> => {
    // Only the work of this type is asked for.
    await runJob(context, { [type]: work } as unknown as JobWorks, jobId, signal);
  };
  const show = async (): Promise<Job> => await showJob(context, actor, jobId);
  /** What a process that dies leaves of an attempt. */
  const dieAtWork = async (): Promise<void> => void (await beginJob(context.db, jobId));
  return { service, context, actor, jobId, run, show, dieAtWork };
}

const succeed: JobWork = async (context, run) => {
  await context.db
    .transaction()
    .execute(async (tx) => await run.end(tx, { result: { done: true }, fault: null }));
};

async function neverAgain(): Promise<void> {
  assert.fail('it is done again');
}

describe('a job', () => {
  test('is given its input, tells its progress, and ends with its result', async (t) => {
    const { run, show } = await setUp(t);
    assert.equal((await show()).status, 'waiting');
    await run(async (context, job) => {
      assert.deepEqual(job.job.input, { what: 'it' });
      await job.progress(0.5);
      const { status, progress } = await show();
      assert.deepEqual([status, progress], ['running', 0.5]);
      await succeed(context, job);
    });
    const { status, result, fault, progress, attempts, endedAt } = await show();
    assert.deepEqual(
      [status, result, fault, progress, attempts],
      ['succeeded', { done: true }, null, 1, 1],
    );
    assert.ok(endedAt !== null);
  });

  test('that has ended is not done again', async (t) => {
    const { run, show } = await setUp(t);
    await run(succeed);
    const ended = await show();
    await run(neverAgain);
    assert.deepEqual(await show(), ended);
  });

  test('ends with what it has done, or not at all', async (t) => {
    const { run, show, context } = await setUp(t);
    const lost = new Error('the connection is lost');
    const cutOff = context.db.transaction().execute(async (tx) => {
      await run(async (_context, job) => await job.end(tx, { result: {}, fault: null }));
      throw lost;
    });
    await assert.rejects(cutOff, lost);
    assert.equal((await show()).status, 'running');
    await run(succeed);
  });

  test('is begun again when its process has died, and each time is counted', async (t) => {
    const { run, show, dieAtWork } = await setUp(t);
    await dieAtWork();
    await dieAtWork();
    const { status, attempts, startedAt } = await show();
    assert.deepEqual([status, attempts], ['running', 2]);
    await run(succeed);
    const ended = await show();
    assert.deepEqual([ended.status, ended.attempts], ['succeeded', 3]);
    assert.equal(ended.startedAt, startedAt);
  });

  test('is given up when three processes have died of it', async (t) => {
    const { run, show, dieAtWork } = await setUp(t);
    for (let n = 0; n < 3; n += 1) await dieAtWork();
    await run(neverAgain);
    const { status, fault } = await show();
    assert.deepEqual([status, fault?.code], ['failed', 'job.given-up']);
  });

  test('that was cut off because the process stops is begun again', async (t) => {
    const { run, show } = await setUp(t);
    const stop = new AbortController();
    const stopped = run(async (_context, { signal }) => {
      stop.abort(new Error('the process stops'));
      signal.throwIfAborted();
    }, stop.signal);
    await assert.rejects(stopped, /the process stops/);
    assert.equal((await show()).status, 'running');
    await run(succeed);
    const { status, attempts } = await show();
    assert.deepEqual([status, attempts], ['succeeded', 2]);
  });

  test('whose work fails for a known reason ends with it', async (t) => {
    const { run, show } = await setUp(t);
    await run(async () => {
      throw new Fault('quota', 'member.too-many', 'There are too many.', { detail: { limit: 1 } });
    });
    const { status, fault, result } = await show();
    assert.deepEqual([status, result], ['failed', null]);
    assert.deepEqual(fault, {
      kind: 'quota',
      code: 'member.too-many',
      message: 'There are too many.',
      detail: { limit: 1 },
    });
  });

  test('whose work fails for an unknown reason ends too, and only the log is told', async (t) => {
    const { run, show } = await setUp(t);
    const bug = new TypeError('secret words');
    await assert.rejects(
      run(async () => {
        throw bug;
      }),
      bug,
    );
    const { status, fault } = await show();
    assert.deepEqual([status, fault?.code], ['failed', 'job.failed']);
    assert.doesNotMatch(JSON.stringify(fault), /secret/);
    await run(neverAgain);
  });
});

test('a job is shown in the project that it is of, and to nobody else', async (t) => {
  const { service, context, actor, jobId, run, show } = await setUp(t);
  const stranger = await service.person();
  const notFound = { code: 'job.not-found' };
  await assert.rejects(showJob(context, stranger.actor, jobId), notFound);
  await assert.rejects(showJob(context, actor, 'no such job'), notFound);
  assert.equal((await show()).id, jobId);
  await run(succeed);
});
