import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { diskEvent } from '../disks/disk-event.ts';
import { refusalToDisk } from '../disks/disk.ts';
import { lockDisk } from '../disks/find-disk.ts';
import { lockDisks, updateDiskRow } from '../disks/queries.ts';
import { availableEngine } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import type { JobRun } from '../jobs/run-job.ts';
import type { DiskInput } from './attach-disk.ts';
import {
  endAct,
  lockForAct,
  onEngine,
  serverOfJob,
  takeForAct,
  undoAct,
  type ActBegun,
} from './begin-act.ts';
import { serverEvent } from './server-event.ts';
import { freeServer } from './settle-server.ts';

/**
 * Begins to take a data disk from a server, which may run: its guest is asked to let go. Faults: forbidden, notFound (server, disk), conflict (either is
 * busy, the system disk, a disk of another server or of none), unavailable.
 */
export async function detachDisk(
  context: Context,
  actor: Actor,
  serverId: string,
  diskId: string,
): Promise<ActBegun> {
  await availableEngine(context);
  return await context.db.transaction().execute(async (tx) => {
    const { server } = await lockForAct(tx, actor, serverId, 'detach-disk');
    const disk = await lockDisk(tx, actor, diskId, 'disk.detach');
    const refusal = refusalToDisk(disk, 'detach');
    if (refusal !== null) throw refusal;
    if (disk.serverId !== server.id) {
      throw new Fault(
        'conflict',
        'disk.not-attached',
        `Disk ${disk.id} is not attached to server ${server.id}.`,
        { detail: { diskId: disk.id, serverId: server.id } },
      );
    }
    const begun = await takeForAct(tx, actor, server, 'detach-disk', {
      type: 'detach-disk',
      input: { diskId: disk.id },
      more: { diskId: disk.id, diskName: disk.name },
    });
    const after = await updateDiskRow(tx, disk.id, { status: 'detaching', job_id: begun.jobId });
    await recordEvent(tx, actor, diskEvent('disk.detach', disk, after));
    return begun;
  });
}

/** The work of its job. */
export async function runDetachDisk(context: Context, run: JobRun): Promise<void> {
  const { diskId } = run.job.input as DiskInput;
  const server = await serverOfJob(context, run);
  await onEngine(context, async (engine) => await engine.detachDisk(server.id, diskId));
  await endAct(context, run, async (tx, locked) => {
    const [disk] = await lockDisks(tx, [diskId]);
    if (disk === undefined) throw new Error(`disk ${diskId} is gone while it is being detached`);
    const after = await updateDiskRow(tx, diskId, {
      status: 'available',
      server_id: null,
      slot: null,
      attached_at: null,
      delete_with_server: false,
    });
    const free = await freeServer(tx, locked);
    await recordEvent(tx, null, diskEvent('disk.detached', disk, after));
    await recordEvent(tx, null, serverEvent('server.disk-detached', locked, free, { diskId }));
  });
}

export const undoDetachDisk = undoAct(null, async (tx, _server, job) => {
  const { diskId } = job.input as DiskInput;
  const [disk] = await lockDisks(tx, [diskId]);
  if (disk?.status !== 'detaching') return;
  const after = await updateDiskRow(tx, diskId, { status: 'in-use' });
  await recordEvent(tx, null, diskEvent('disk.attached', disk, after));
});
