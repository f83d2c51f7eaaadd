// The work of `create-disks`. Each disk is for itself: one that cannot be made ends in `error`, and the others are made. An attempt that comes after
// one that was cut off makes those that are still `creating`.
import type { Tx } from '../../db/pool.ts';
import type { Engine } from '../../drivers/engine/engine.ts';
import { sideBySide } from '../../lib/side-by-side.ts';
import type { Context } from '../context.ts';
import { engineFault, engineOf } from '../engine-fault.ts';
import { recordEvent, recordEvents } from '../events/record-event.ts';
import type { Fault } from '../fault.ts';
import { keptFault, type Job, type KeptFault } from '../jobs/job.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { diskEvent, diskFailure } from './disk-event.ts';
import type { DisksInput } from './disk-jobs.ts';
import type { Disk } from './disk.ts';
import { endDisksJob } from './end-disks-job.ts';
import { makeDisk } from './make-disk.ts';
import { faultColumn, lockDisks, selectDisks, updateDiskRow } from './queries.ts';

const lanes = 4;

export async function runCreateDisks(context: Context, anyRun: JobRun): Promise<void> {
  const run = anyRun as JobRun<DisksInput>;
  const engine = engineOf(context);
  const disks = await selectDisks(context.db, run.job.input.diskIds);
  let done = 0;
  await sideBySide(disks, lanes, async (disk) => {
    run.signal.throwIfAborted();
    if (disk.status === 'creating') await createOne(context, run, engine, disk);
    done += 1;
    await run.progress(done / disks.length);
  });
  await endDisksJob(context, run, (disk) => disk.fault);
}

/** What a job that failed as a whole has not made is in error. */
export async function undoCreateDisks(
  _context: Context,
  tx: Tx,
  job: Job,
  fault: Fault,
): Promise<void> {
  const disks = await lockDisks(tx, (job.input as DisksInput).diskIds);
  const kept = keptFault(fault);
  for (const disk of disks.filter(({ status }) => status === 'creating')) {
    const after = await failDisk(tx, disk, kept);
    await recordEvents(tx, null, [diskFailure(after, kept)]);
  }
}

async function createOne(
  context: Context,
  run: JobRun<DisksInput>,
  engine: Engine,
  disk: Disk,
): Promise<void> {
  const fault = await faultOf(async () => await makeDisk(context, engine, disk));
  const wanted = await context.db.transaction().execute(async (tx) => {
    const [before] = await lockDisks(tx, [disk.id]);
    await run.hold(tx);
    if (before?.status !== 'creating') return false;
    if (fault !== null) {
      const after = await failDisk(tx, before, fault);
      await recordEvent(tx, null, diskFailure(after, fault));
      return false;
    }
    const after = await updateDiskRow(tx, disk.id, { status: 'available' });
    await recordEvent(tx, null, diskEvent('disk.ready', before, after));
    return true;
  });
  // Its project may have been deleted meanwhile.
  if (!wanted) await engine.dropDisk(disk.id);
}

async function faultOf(act: () => Promise<void>): Promise<KeptFault | null> {
  try {
    await act();
    return null;
  } catch (error) {
    return keptFault(engineFault(error));
  }
}

async function failDisk(tx: Tx, disk: Disk, fault: KeptFault): Promise<Disk> {
  return await updateDiskRow(tx, disk.id, { status: 'error', fault: faultColumn(fault) });
}
