// Disks and the engine brought together again: after a start, and when something was given up.
import { sweepBases } from '../bytes/reclaim-blob.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { keptFault } from '../jobs/job.ts';
import { diskFailure } from './disk-event.ts';
import { restOf, type Disk } from './disk.ts';
import {
  faultColumn,
  lockDisks,
  releaseServer,
  selectDisks,
  selectStalledDisks,
  updateDiskRow,
} from './queries.ts';

/** Puts disks right whose job has ended and left them behind, and removes what the engine has and no row knows of. Safe while others work. */
export async function recoverDisks(context: Context, log: (line: string) => void): Promise<void> {
  const stalled = await selectStalledDisks(context.db);
  for (const id of stalled) await settleDisk(context, id);
  const swept = await sweepDisks(context);
  if (stalled.length > 0) log(`disks: ${stalled.length} were left behind by their jobs`);
  if (swept > 0) log(`disks: ${swept} that no row knows of were removed`);
}

/** Removes disks that the engine has and no row knows of, then bases of blobs that are no more. Servers are swept before. Returns how many disks. */
export async function sweepDisks(context: Context): Promise<number> {
  const { engine } = context;
  if (engine === null) return 0;
  // The engine is asked first: a disk's row is committed before the engine makes it.
  const { disks: held } = await engine.holdings();
  const known = new Set(
    (await selectDisks(context.db, held)).flatMap(({ id, status }) =>
      status === 'deleted' ? [] : [id],
    ),
  );
  const unknown = held.filter((id) => !known.has(id));
  for (const id of unknown) await engine.dropDisk(id);
  await sweepBases(context);
  return unknown.length;
}

async function settleDisk(context: Context, id: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const [disk] = await lockDisks(tx, [id]);
    if (disk === undefined) return;
    if (disk.status === 'capturing' && disk.serverId !== null && disk.jobId !== null) {
      await releaseServer(tx, disk.serverId, disk.jobId);
    }
    if (disk.status === 'growing' || disk.status === 'capturing') {
      await updateDiskRow(tx, id, { status: restOf(disk) });
      return;
    }
    if (disk.status !== 'creating' && disk.status !== 'deleting') return;
    const fault = keptFault(leftBehind(disk));
    const after = await updateDiskRow(tx, id, { status: 'error', fault: faultColumn(fault) });
    await recordEvent(tx, null, diskFailure(after, fault));
  });
}

function leftBehind({ id }: Disk): Fault {
  return new Fault(
    'unavailable',
    'disk.left-behind',
    `The job that worked on disk ${id} has ended without it: delete the disk.`,
  );
}
