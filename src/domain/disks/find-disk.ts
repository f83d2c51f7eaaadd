// Looking disks up on behalf of somebody. What is of another project answers like what does not exist.
import type { DbOrTx, Tx } from '../../db/pool.ts';
import { isUuid } from '../../lib/ids.ts';
import type { Actor } from '../actor.ts';
import { Fault } from '../fault.ts';
import type { Disk } from './disk.ts';
import { authorizeDisk, type DiskAction } from './policy.ts';
import { lockDisks, selectDisk } from './queries.ts';

/** The fault for a disk that is not there, or not there for this actor. */
function diskNotFound(diskId: string): Fault {
  return new Fault('notFound', 'disk.not-found', `There is no disk ${diskId}.`, {
    detail: { diskId },
  });
}

/** The disk, when the actor may do `action` with it. Faults: forbidden, notFound. */
export async function findDisk(
  db: DbOrTx,
  actor: Actor,
  diskId: string,
  action: DiskAction,
): Promise<Disk> {
  const { id: projectId } = authorizeDisk(actor, action);
  const disk = isUuid(diskId) ? await selectDisk(db, diskId, projectId) : null;
  if (disk === null) throw diskNotFound(diskId);
  return disk;
}

/** As findDisk for each of the ids, in their order, and nobody else changes the disks until the transaction ends. */
export async function lockDisksFor(
  tx: Tx,
  actor: Actor,
  diskIds: readonly string[],
  action: DiskAction,
): Promise<Disk[]> {
  const { id: projectId } = authorizeDisk(actor, action);
  const ids = [...new Set(diskIds.map((id) => id.toLowerCase()))];
  const locked = await lockDisks(tx, ids.filter(isUuid));
  const own = new Map(
    locked
      .filter((disk) => disk.projectId === projectId && disk.status !== 'deleted')
      .map((disk) => [disk.id, disk]),
  );
  return ids.map((id) => {
    const disk = own.get(id);
    if (disk === undefined) throw diskNotFound(id);
    return disk;
  });
}

/** As lockDisksFor, one. */
export async function lockDisk(
  tx: Tx,
  actor: Actor,
  diskId: string,
  action: DiskAction,
): Promise<Disk> {
  const [disk] = await lockDisksFor(tx, actor, [diskId], action);
  if (disk === undefined) throw diskNotFound(diskId);
  return disk;
}
