import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { diskEvent } from './disk-event.ts';
import { checkDiskDescription, checkDiskName } from './disk-names.ts';
import { refusalToDisk, type Disk } from './disk.ts';
import { lockDisk } from './find-disk.ts';
import { updateDiskRow } from './queries.ts';
import { viewDisk, type DiskView } from './view-disks.ts';

export interface DiskChange {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly deleteWithServer?: boolean | undefined;
  /** In place of what there was. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** Changes what is said of a disk. Faults: forbidden, notFound, invalid (name, description), conflict (it is being deleted). */
export async function updateDisk(
  context: Context,
  actor: Actor,
  diskId: string,
  change: DiskChange,
): Promise<DiskView> {
  const disk = await context.db.transaction().execute(async (tx): Promise<Disk> => {
    const before = await lockDisk(tx, actor, diskId, 'disk.update');
    const refusal = refusalToDisk(before, 'update');
    if (refusal !== null) throw refusal;
    const { name, description, deleteWithServer, metadata } = change;
    if (name !== undefined) checkDiskName(name);
    if (description !== undefined) checkDiskDescription(description);
    const after = await updateDiskRow(tx, before.id, {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(deleteWithServer === undefined ? {} : { delete_with_server: deleteWithServer }),
      ...(metadata === undefined ? {} : { metadata: JSON.stringify(metadata) }),
    });
    await recordEvent(tx, actor, diskEvent('disk.update', before, after));
    return after;
  });
  return await viewDisk(context, actor, disk);
}
