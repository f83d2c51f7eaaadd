import { enqueue } from '../../jobs/enqueue.ts';
import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import { recordEvent } from '../events/record-event.ts';
import { diskEvent } from './disk-event.ts';
import type { Disk } from './disk.ts';
import { updateDiskRow } from './queries.ts';

/** Notes that a locked disk is no more, once the engine has dropped it; the bytes that it began with go when nothing else needs them. */
export async function retireDisk(tx: Tx, actor: Actor | null, disk: Disk): Promise<void> {
  await updateDiskRow(tx, disk.id, {
    status: 'deleted',
    deleted_at: new Date().toISOString(),
    server_id: null,
    slot: null,
    attached_at: null,
    blob: null,
    base_format: null,
  });
  await recordEvent(tx, actor, diskEvent('disk.deleted', disk, null));
  if (disk.base !== null) await enqueue(tx, 'reclaim-blob', { digest: disk.base.digest });
}
