import type { Context } from '../context.ts';
import type { KeptFault } from '../jobs/job.ts';
import type { JobRun } from '../jobs/run-job.ts';
import type { DisksInput, DisksResult } from './disk-jobs.ts';
import type { Disk } from './disk.ts';
import { selectDisks } from './queries.ts';

/** Ends a job about several disks: with the first fault of one of them when there is any. What each has come to stands in its row. */
export async function endDisksJob(
  context: Context,
  run: JobRun<DisksInput>,
  faultOf: (disk: Disk) => KeptFault | null,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await run.hold(tx);
    const disks = await selectDisks(tx, run.job.input.diskIds);
    const result: DisksResult = {
      disks: disks.map((disk) => ({ diskId: disk.id, fault: faultOf(disk) })),
    };
    const fault = result.disks.find((disk) => disk.fault !== null)?.fault ?? null;
    await run.end(tx, { result, fault });
  });
}
