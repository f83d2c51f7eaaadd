import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { lockDisks } from '../disks/queries.ts';
import { startCapture, type CaptureOrder } from '../disks/start-capture.ts';
import { availableEngine } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import { lockForAct } from './begin-act.ts';
import { systemDiskOf } from './built.ts';
import { updateServerRow } from './queries.ts';
import { serverEvent } from './server-event.ts';
import { lifeCycle } from './server.ts';

/**
 * Begins to make a system image of a server's system disk, as it is at one instant; one that runs is not stopped for it. Until the job ends nothing else
 * is done to the server. Faults: forbidden, notFound, conflict, those of a new image, quota, unavailable.
 */
export async function captureServer(
  context: Context,
  actor: Actor,
  serverId: string,
  order: CaptureOrder,
): Promise<{ jobId: string; imageId: string }> {
  await availableEngine(context);
  return await context.db.transaction().execute(async (tx) => {
    const { server, disks } = await lockForAct(tx, actor, serverId, 'capture');
    const [disk] = await lockDisks(tx, [systemDiskOf(server, disks)?.id ?? '']);
    if (disk === undefined) throw new Error(`server ${server.id} has no system disk`);
    const begun = await startCapture(context, tx, actor, disk, server.id, order);
    const { task } = lifeCycle.capture;
    const after = await updateServerRow(tx, server.id, { task, job_id: begun.jobId });
    const more = { diskId: disk.id, madeImageId: begun.imageId };
    await recordEvent(tx, actor, serverEvent('server.capture', server, after, more));
    return begun;
  });
}
