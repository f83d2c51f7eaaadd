import type { Tx } from '../../db/pool.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import type { Disk } from '../disks/disk.ts';
import { updateDiskRow } from '../disks/queries.ts';

/**
 * Takes a locked disk from its server for good. The engine drops it, and its row ends, once the transaction has committed (see sweep-servers.ts); until
 * then the row keeps the bytes that it begins with.
 */
export async function discardDisk(tx: Tx, disk: Disk): Promise<void> {
  await updateDiskRow(tx, disk.id, {
    status: 'deleting',
    job_id: null,
    server_id: null,
    slot: null,
    attached_at: null,
  });
  await enqueueSweep(tx);
}

/** Has the engine's leftovers removed once the transaction has committed. */
export async function enqueueSweep(tx: Tx): Promise<void> {
  await enqueue(tx, 'sweep-engine', {}, 'sweep-engine');
}
