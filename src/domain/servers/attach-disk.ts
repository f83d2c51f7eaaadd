import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { diskEvent } from '../disks/disk-event.ts';
import { refusalToDisk, type Disk } from '../disks/disk.ts';
import { lockDisk } from '../disks/find-disk.ts';
import { lockDisks, selectDisks, updateDiskRow } from '../disks/queries.ts';
import { availableEngine } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import type { JobRun } from '../jobs/run-job.ts';
import {
  endAct,
  lockForAct,
  onEngine,
  serverOfJob,
  takeForAct,
  undoAct,
  type ActBegun,
  type ActInput,
} from './begin-act.ts';
import { tooManyDisks } from './new-server.ts';
import { serverEvent } from './server-event.ts';
import { freeServer } from './settle-server.ts';

/** What jobs about a server and one of its disks are asked for. */
export interface DiskInput extends ActInput {
  readonly diskId: string;
}

/**
 * Begins to give a disk to a server, which may run. Faults: forbidden, notFound (server, disk), conflict (either is busy, or the disk is attached
 * already), quota (disks of the server), unavailable.
 */
export async function attachDisk(
  context: Context,
  actor: Actor,
  serverId: string,
  diskId: string,
): Promise<ActBegun> {
  await availableEngine(context);
  return await context.db.transaction().execute(async (tx) => {
    const { server, disks } = await lockForAct(tx, actor, serverId, 'attach-disk');
    const disk = await lockDisk(tx, actor, diskId, 'disk.attach');
    const refusal = refusalToDisk(disk, 'attach');
    if (refusal !== null) throw refusal;
    const slot = lowestFreeSlot(disks, context.settings.disksPerServer);
    const begun = await takeForAct(tx, actor, server, 'attach-disk', {
      type: 'attach-disk',
      input: { diskId: disk.id },
      more: { diskId: disk.id, diskName: disk.name },
    });
    const changes = { status: 'attaching', job_id: begun.jobId, server_id: server.id, slot };
    const after = await updateDiskRow(tx, disk.id, changes);
    await recordEvent(tx, actor, diskEvent('disk.attach', disk, after));
    return begun;
  });
}

function lowestFreeSlot(disks: readonly Disk[], most: number): number {
  const taken = new Set(disks.map(({ slot }) => slot));
  for (let slot = 1; slot <= most; slot += 1) if (!taken.has(slot)) return slot;
  throw tooManyDisks(most);
}

/** The work of its job. */
export async function runAttachDisk(context: Context, run: JobRun): Promise<void> {
  const { diskId } = run.job.input as DiskInput;
  const server = await serverOfJob(context, run);
  const [placed] = await selectDisks(context.db, [diskId]);
  const slot = placed?.slot ?? 0;
  if (slot === 0) throw new Error(`disk ${diskId} has no place at server ${server.id}`);
  await onEngine(context, async (engine) => await engine.attachDisk(server.id, { diskId, slot }));
  await endAct(context, run, async (tx, locked) => {
    const [disk] = await lockDisks(tx, [diskId]);
    if (disk === undefined) throw new Error(`disk ${diskId} is gone while it is being attached`);
    const attachedAt = new Date().toISOString();
    const after = await updateDiskRow(tx, diskId, { status: 'in-use', attached_at: attachedAt });
    const free = await freeServer(tx, locked);
    await recordEvent(tx, null, diskEvent('disk.attached', disk, after));
    await recordEvent(tx, null, serverEvent('server.disk-attached', locked, free, { diskId }));
  });
}

export const undoAttachDisk = undoAct(null, async (tx, _server, job) => {
  const { diskId } = job.input as DiskInput;
  const [disk] = await lockDisks(tx, [diskId]);
  if (disk?.status !== 'attaching') return;
  const after = await updateDiskRow(tx, diskId, {
    status: 'available',
    server_id: null,
    slot: null,
  });
  await recordEvent(tx, null, diskEvent('disk.detached', disk, after));
});
