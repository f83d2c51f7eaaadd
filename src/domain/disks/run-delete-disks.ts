// The work of `delete-disks`. Each disk is for itself; one that an earlier attempt has deleted is skipped.
import type { Tx } from '../../db/pool.ts';
import type { Engine } from '../../drivers/engine/engine.ts';
import { sideBySide } from '../../lib/side-by-side.ts';
import type { Context } from '../context.ts';
import { engineFault, engineOf } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import type { Fault } from '../fault.ts';
import { keptFault, type Job, type KeptFault } from '../jobs/job.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { diskFailure } from './disk-event.ts';
import type { DisksInput } from './disk-jobs.ts';
import type { Disk } from './disk.ts';
import { endDisksJob } from './end-disks-job.ts';
import { faultColumn, lockDisks, selectDisks, updateDiskRow } from './queries.ts';
import { retireDisk } from './retire-disk.ts';

const lanes = 4;

export async function runDeleteDisks(context: Context, anyRun: JobRun): Promise<void> {
  const run = anyRun as JobRun<DisksInput>;
  const engine = engineOf(context);
  const disks = await selectDisks(context.db, run.job.input.diskIds);
  let done = 0;
  await sideBySide(disks, lanes, async (disk) => {
    run.signal.throwIfAborted();
    if (disk.status === 'deleting') await deleteOne(context, run, engine, disk);
    done += 1;
    await run.progress(done / disks.length);
  });
  await endDisksJob(context, run, (disk) => (disk.status === 'deleted' ? null : disk.fault));
}

/** What a job that failed as a whole has not deleted is in error, and can be deleted again. */
export async function undoDeleteDisks(
  _context: Context,
  tx: Tx,
  job: Job,
  fault: Fault,
): Promise<void> {
  const disks = await lockDisks(tx, (job.input as DisksInput).diskIds);
  for (const disk of disks.filter(({ status }) => status === 'deleting')) {
    await failDisk(tx, disk, keptFault(fault));
  }
}

async function deleteOne(
  context: Context,
  run: JobRun<DisksInput>,
  engine: Engine,
  { id }: Disk,
): Promise<void> {
  const fault = await dropDisk(engine, id);
  await context.db.transaction().execute(async (tx) => {
    const [disk] = await lockDisks(tx, [id]);
    await run.hold(tx);
    if (disk?.status !== 'deleting') return;
    if (fault === null) await retireDisk(tx, run.job.actor, disk);
    else await failDisk(tx, disk, fault);
  });
}

async function dropDisk(engine: Engine, id: string): Promise<KeptFault | null> {
  try {
    await engine.dropDisk(id);
    return null;
  } catch (error) {
    return keptFault(engineFault(error));
  }
}

async function failDisk(tx: Tx, disk: Disk, fault: KeptFault): Promise<void> {
  const after = await updateDiskRow(tx, disk.id, { status: 'error', fault: faultColumn(fault) });
  await recordEvent(tx, null, diskFailure(after, fault));
}
