import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { availableEngine } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { refusalToDisk } from './disk.ts';
import { findDisk, lockDisk } from './find-disk.ts';
import { authorizeDisk } from './policy.ts';
import { claimServer, lockServerOf } from './queries.ts';
import { serverTurn } from './server-turn.ts';
import { startCapture, type CaptureOrder } from './start-capture.ts';

/**
 * Begins a job that makes a data-disk image of a data disk, as it is at one instant; of a running server's without stopping the guest. Until it ends
 * neither the disk nor its server can be changed. Faults: forbidden, notFound, conflict (a system disk: capture its server; something else is being done
 * to it or to its server), those of createImage, quota, unavailable (engine).
 */
export async function captureDisk(
  context: Context,
  actor: Actor,
  diskId: string,
  order: CaptureOrder,
): Promise<{ jobId: string; imageId: string }> {
  authorizeDisk(actor, 'disk.capture');
  await availableEngine(context);
  return await context.db.transaction().execute(async (tx) => {
    const { serverId } = await findDisk(tx, actor, diskId, 'disk.capture');
    // Servers are locked before their disks.
    const isFree = serverId === null || (await lockServerOf(tx, serverId));
    const disk = await lockDisk(tx, actor, diskId, 'disk.capture');
    const refusal = refusalToDisk(disk, 'capture');
    if (refusal !== null) throw refusal;
    if (!isFree || disk.serverId !== serverId) throw serverBusy(disk.serverId);
    const begun = await startCapture(context, tx, actor, disk, serverId, order);
    if (serverId !== null) {
      await claimServer(tx, serverId, begun.jobId);
      await recordEvent(tx, actor, serverTurn('server.capture', disk, serverId));
    }
    return begun;
  });
}

function serverBusy(serverId: string | null): Fault {
  return new Fault(
    'conflict',
    'server.busy',
    'Something else is being done to the server that has the disk: wait until that has ended.',
    { detail: { serverId } },
  );
}
