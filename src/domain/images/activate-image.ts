// The moment in which staged bytes become those of an image: in one transaction, whose last step names the bytes in their stores.
import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import { insertBlob, lockDigest } from '../bytes/queries.ts';
import type { Context } from '../context.ts';
import { leaveNotices } from '../events/notices.ts';
import { recordEvent } from '../events/record-event.ts';
import { holdRooms } from './backups/hold-rooms.ts';
import { deletedMeanwhile } from './find-image.ts';
import { imageEvent } from './image-event.ts';
import type { Image } from './image.ts';
import type { InspectedBytes } from './inspect-bytes.ts';
import {
  deleteUpload,
  lockImages,
  resetAnswers,
  selectMemberProjects,
  selectSeenImage,
  updateImageRow,
} from './queries.ts';

/** Bytes that lie staged, whole and fsynced, under the upload's id in each of the stores. */
export interface Arrival {
  readonly imageId: string;
  readonly upload: string;
  readonly stores: readonly string[];
}

/** What else changes in the image's row at that moment. */
type FurtherChanges = (image: Image) => Parameters<typeof updateImageRow>[2];

/**
 * Ends the upload and makes the image active with its bytes. `actor` is null for the service itself. Faults: gone (the upload was ended
 * before: its image deleted, or its process taken for dead).
 */
export async function activateImage(
  context: Context,
  tx: Tx,
  actor: Actor | null,
  arrival: Arrival,
  bytes: InspectedBytes,
  further: FurtherChanges = () => ({}),
): Promise<void> {
  await lockDigest(tx, bytes.digest);
  // Nobody changes formats meanwhile, but the record may have got a new name, or be deleted.
  const before = await lockArrival(tx, arrival);
  await insertBlob(tx, bytes, arrival.stores);
  const after = await updateImageRow(tx, before.id, {
    status: 'active',
    blob: bytes.digest,
    stores: arrival.stores.toSorted(),
    size: bytes.size,
    checksum: bytes.md5,
    virtual_size: bytes.virtualSize,
    detected_format: bytes.detectedFormat,
    encrypted: bytes.encrypted,
    ...further(before),
  });
  await askMembers(context, tx, after);
  await recordEvent(tx, actor, imageEvent(actor, 'image.upload', before, after));
  await publish(context, arrival, bytes);
}

/** Ends the upload and adds its stores to those that hold the image's bytes. Faults: gone (as above, or the image has other bytes now). */
export async function addCopies(
  context: Context,
  tx: Tx,
  actor: Actor | null,
  arrival: Arrival,
  bytes: { readonly digest: string; readonly size: number; readonly md5: string },
): Promise<void> {
  await lockDigest(tx, bytes.digest);
  const before = await lockArrival(tx, arrival);
  if (before.blob !== bytes.digest) throw deletedMeanwhile(before.id);
  await insertBlob(tx, bytes, arrival.stores);
  const stores = [...new Set([...before.stores, ...arrival.stores])].toSorted();
  const after = await updateImageRow(tx, before.id, { stores });
  await recordEvent(tx, actor, imageEvent(actor, 'image.copy', before, after));
  await publish(context, arrival, bytes);
}

async function lockArrival(tx: Tx, arrival: Arrival): Promise<Image> {
  await lockImages(tx, [arrival.imageId]);
  const image = await selectSeenImage(tx, arrival.imageId, null);
  if (image === null || !(await deleteUpload(tx, arrival.upload))) {
    throw deletedMeanwhile(arrival.imageId);
  }
  return image;
}

/** Gives staged bytes their name in their stores: the last step of a transaction, which has their digest locked. */
export async function publish(
  context: Pick<Context, 'stores'>,
  { upload, stores }: Pick<Arrival, 'upload' | 'stores'>,
  { digest, size }: { readonly digest: string; readonly size: number },
): Promise<void> {
  for (const store of stores) await context.stores.get(store).publish(upload, digest, size);
}

/** Only now is there something to consent to: answers given before count for nothing under strict consent, and the members hear of the offer. */
export async function askMembers(context: Context, tx: Tx, image: Image): Promise<void> {
  if (image.visibility !== 'shared') return;
  if (context.settings.consent === 'strict') {
    await holdRooms(tx, [image]);
    await resetAnswers(tx, [image.id]);
  }
  const members = await selectMemberProjects(tx, [image.id]);
  await leaveNotices(
    tx,
    members.map((member) => ({
      projectId: member.projectId,
      kind: 'offered',
      imageId: image.id,
      detail: { imageName: image.name, otherProjectId: image.owner },
    })),
  );
}
