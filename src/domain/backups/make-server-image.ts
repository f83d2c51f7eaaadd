import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import { lockDigest, selectBlob } from '../bytes/queries.ts';
import type { Context } from '../context.ts';
import { selectStoresOf } from '../disks/queries.ts';
import { insertDraft } from '../images/create-image.ts';
import { fillServerImage } from './fill-server-image.ts';
import { lockBackup } from './find-backup.ts';
import { draftServerImage, type ServerImageOrder } from './server-image.ts';

/**
 * Makes a full-server image of a backup, at once: no byte is copied. Faults: forbidden, notFound, conflict (an image is made of it already; it is not
 * available), those of a new image, quota. `conclude` is done last in the transaction.
 */
export async function makeServerImage(
  context: Context,
  actor: Actor,
  backupId: string,
  order: ServerImageOrder,
  conclude: (tx: Tx, made: { readonly imageId: string }) => Promise<void> = async () => {},
): Promise<{ imageId: string }> {
  return await context.db.transaction().execute(async (tx) => {
    const backup = await lockBackup(tx, actor, backupId, 'make-image');
    const system = backup.disks.find(({ slot }) => slot === 0);
    if (system?.blob === null || system === undefined) {
      throw new Error(`backup ${backup.id} is available without a system disk`);
    }
    const draft = await draftServerImage(context, actor, backup, order);
    const image = await insertDraft(context, tx, actor, draft, 'importing');
    await lockDigest(tx, system.blob);
    const { md5 } = await selectBlob(tx, system.blob);
    await fillServerImage(context, tx, actor, image, {
      digest: system.blob,
      md5,
      systemSize: system.size,
      stored: backup.disks.reduce((sum, { stored }) => sum + stored, 0),
      stores: await selectStoresOf(tx, system.blob),
    });
    const made = { imageId: image.id };
    await conclude(tx, made);
    return made;
  });
}
