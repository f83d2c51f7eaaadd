import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { availableEngine, engineFault, engineOf } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { keptFault, type Job } from '../jobs/job.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { startJobIn } from '../jobs/start-job.ts';
import { diskEvent, diskFailure } from './disk-event.ts';
import type { GrowInput } from './disk-jobs.ts';
import { refusalToDisk, restOf } from './disk.ts';
import { enforceDiskQuotas } from './enforce-disk-quotas.ts';
import { lockDisk } from './find-disk.ts';
import { tooLarge } from './insert-disks.ts';
import { bytesOf } from './make-disk.ts';
import { authorizeDisk } from './policy.ts';
import { lockDisks, selectDisks, updateDiskRow } from './queries.ts';

/**
 * Begins a job that makes a disk larger, also while a running server has it; `size` in GiB counts from now on. Faults: forbidden, notFound, invalid (not
 * larger than it is, too large), conflict (something else is being done to it), quota, unavailable (engine).
 */
export async function growDisk(
  context: Context,
  actor: Actor,
  diskId: string,
  size: number,
): Promise<{ jobId: string }> {
  authorizeDisk(actor, 'disk.grow');
  await availableEngine(context);
  return await context.db.transaction().execute(async (tx) => {
    const before = await lockDisk(tx, actor, diskId, 'disk.grow');
    const refusal = refusalToDisk(before, 'grow');
    if (refusal !== null) throw refusal;
    if (size <= before.size) throw notLarger(before.id, before.size);
    if (size > context.settings.diskSizeCap) throw tooLarge(size, context.settings.diskSizeCap);
    const input: GrowInput = { diskId: before.id, size, was: before.size };
    const jobId = await startJobIn(tx, actor, 'grow-disk', input);
    const after = await updateDiskRow(tx, before.id, { status: 'growing', size, job_id: jobId });
    await enforceDiskQuotas(context, tx, before.projectId);
    await recordEvent(tx, actor, diskEvent('disk.grow', before, after));
    return { jobId };
  });
}

/** The work of `grow-disk`. Faults: unavailable (no space). */
export async function runGrowDisk(context: Context, anyRun: JobRun): Promise<void> {
  const run = anyRun as JobRun<GrowInput>;
  const engine = engineOf(context);
  const { diskId, size } = run.job.input;
  const [disk] = await selectDisks(context.db, [diskId]);
  if (disk?.status === 'growing') {
    try {
      await engine.growDisk(diskId, bytesOf(size), disk.serverId);
    } catch (error) {
      throw engineFault(error);
    }
  }
  await context.db.transaction().execute(async (tx) => {
    const [before] = await lockDisks(tx, [diskId]);
    await run.hold(tx);
    if (before?.status === 'growing') {
      const after = await updateDiskRow(tx, diskId, { status: restOf(before) });
      await recordEvent(tx, null, diskEvent('disk.grown', before, after));
    }
    await run.end(tx, { result: { diskId }, fault: null });
  });
}

/** The disk is as large as it was, and as usable. */
export async function undoGrowDisk(
  _context: Context,
  tx: Tx,
  job: Job,
  fault: Fault,
): Promise<void> {
  const { diskId, was } = job.input as GrowInput;
  const [before] = await lockDisks(tx, [diskId]);
  if (before?.status !== 'growing') return;
  const after = await updateDiskRow(tx, diskId, { status: restOf(before), size: was });
  await recordEvent(tx, null, diskFailure(after, keptFault(fault)));
}

function notLarger(diskId: string, size: number): Fault {
  return new Fault(
    'invalid',
    'disk.not-larger',
    `Disk ${diskId} has ${size} GiB: it can only become larger.`,
    { detail: { diskId, size } },
  );
}
