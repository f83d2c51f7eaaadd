import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { engineOf } from '../engine-fault.ts';
import { recordEvents } from '../events/record-event.ts';
import { startJobIn } from '../jobs/start-job.ts';
import { diskEvent } from './disk-event.ts';
import type { DisksInput } from './disk-jobs.ts';
import { refusalToDisk } from './disk.ts';
import { lockDisksFor } from './find-disk.ts';
import { updateDiskRow } from './queries.ts';

/**
 * Begins a job that deletes disks for good; all of them, or none when one is refused. Faults: forbidden, notFound, conflict (attached, a system disk,
 * something else is being done to it), unavailable (engine).
 */
export async function deleteDisks(
  context: Context,
  actor: Actor,
  diskIds: readonly string[],
): Promise<{ jobId: string }> {
  return await context.db.transaction().execute(async (tx) => {
    const disks = await lockDisksFor(tx, actor, diskIds, 'disk.delete');
    for (const disk of disks) {
      const refusal = refusalToDisk(disk, 'delete');
      if (refusal !== null) throw refusal;
    }
    engineOf(context);
    const input: DisksInput = { diskIds: disks.map(({ id }) => id) };
    const jobId = await startJobIn(tx, actor, 'delete-disks', input);
    for (const before of disks) {
      const after = await updateDiskRow(tx, before.id, {
        status: 'deleting',
        job_id: jobId,
        fault: null,
      });
      await recordEvents(tx, actor, [diskEvent('disk.delete', before, after)]);
    }
    return { jobId };
  });
}
