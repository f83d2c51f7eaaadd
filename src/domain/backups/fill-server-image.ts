import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { askMembers } from '../images/activate-image.ts';
import { imageEvent } from '../images/image-event.ts';
import type { Image } from '../images/image.ts';
import { updateImageRow } from '../images/queries.ts';
import { enforceQuotas } from '../images/quotas/enforce-quotas.ts';

export interface ServerBytes {
  /** Of the system disk. */
  readonly digest: string;
  readonly md5: string;
  /** GiB of the system disk. */
  readonly systemSize: number;
  /** Bytes stored of all disks. */
  readonly stored: number;
  /** The stores that hold them. */
  readonly stores: readonly string[];
}

const gib = 2 ** 30;

/** Makes a full-server image active once its backup is stored; the image and the digest are locked. Faults: quota. */
export async function fillServerImage(
  context: Context,
  tx: Tx,
  actor: Actor | null,
  image: Image,
  { digest, md5, systemSize, stored, stores }: ServerBytes,
): Promise<void> {
  const after = await updateImageRow(tx, image.id, {
    status: 'active',
    blob: digest,
    stores: stores.toSorted(),
    size: stored,
    checksum: md5,
    virtual_size: systemSize * gib,
    detected_format: 'qcow2',
    encrypted: false,
  });
  await enforceQuotas(context, tx, after, ['image_size_total']);
  await askMembers(context, tx, after);
  await recordEvent(tx, actor, imageEvent(actor, 'image.upload', image, after));
}
