// Bytes into an image: queued → saving → active, with the transfer between two short transactions.
// What is acknowledged is on disk and committed, in this order: fsync of the file, rename, fsync of the folder, commit.
import { newUuid } from '../../lib/ids.ts';
import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import { fileSource } from '../bytes/file-source.ts';
import { judgeDeclared } from '../bytes/format/declared-format.ts';
import { inspectFormat } from '../bytes/format/inspect-format.ts';
import { insertBlob, lockDigest } from '../bytes/queries.ts';
import { receiveBytes, type ReceivedBytes } from '../bytes/receive-bytes.ts';
import type { Context } from '../context.ts';
import { leaveNotices } from '../events/notices.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { lockImage } from './find-image.ts';
import { imageEvent } from './image-event.ts';
import { mayMove, type Image } from './image.ts';
import {
  deleteUpload,
  insertUpload,
  lockImages,
  resetAnswers,
  selectMemberStatuses,
  selectSeenImage,
  updateImageRow,
} from './queries.ts';

interface Inspected extends ReceivedBytes {
  readonly detectedFormat: string;
  readonly virtualSize: number | null;
  readonly encrypted: boolean;
}

/**
 * Receives all of `source` as the bytes of a queued image and makes it active. When anything fails the image is queued again and nothing is kept.
 * Faults: conflict (has bytes, or is receiving some), invalid (no formats yet; bytes of another format), tooLarge, unavailable
 * (store full), gone (deleted meanwhile).
 */
export async function uploadBytes(
  context: Context,
  actor: Actor,
  imageId: string,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  const upload = newUuid();
  const image = await beginUpload(context, actor, imageId, upload);
  try {
    const bytes = await receive(context, upload, image, source);
    await activate(context, actor, image, upload, bytes);
  } catch (error) {
    await abandonUpload(context, upload, image.id).catch((second: unknown) => {
      throw new AggregateError([error, second], `upload ${upload} failed and could not be undone`, {
        cause: second,
      });
    });
    throw error;
  }
}

async function beginUpload(
  context: Context,
  actor: Actor,
  imageId: string,
  upload: string,
): Promise<Image> {
  return await context.db.transaction().execute(async (tx) => {
    const image = await lockImage(context, tx, actor, imageId, 'image.upload');
    if (!mayMove(image.status, 'saving')) {
      throw new Fault(
        'conflict',
        'image.wrong-status',
        `Image status transition from ${image.status} to saving is not allowed`,
        { detail: { imageId: image.id, status: image.status } },
      );
    }
    if (image.diskFormat === null || image.containerFormat === null) {
      throw new Fault(
        'invalid',
        'image.formats-missing',
        'Properties disk_format, container_format must be set prior to saving data.',
      );
    }
    await insertUpload(tx, { id: upload, imageId: image.id, processId: context.processId });
    await updateImageRow(tx, image.id, { status: 'saving' });
    return image;
  });
}

async function receive(
  context: Context,
  upload: string,
  image: Image,
  source: AsyncIterable<Uint8Array>,
): Promise<Inspected> {
  const file = await context.store.stage(upload);
  try {
    const received = await receiveBytes(source, file, context.settings.imageSizeCap);
    const finding = await inspectFormat(fileSource(file, received.size));
    const judgement = judgeDeclared(image.diskFormat ?? 'raw', finding);
    const unrecognised = judgement.verdict === 'unknown' && context.settings.format === 'strict';
    if (judgement.verdict === 'refused' || unrecognised) {
      throw new Fault(
        'invalid',
        'image.format-mismatch',
        `The bytes are not accepted as ${image.diskFormat}: ${judgement.reason ?? 'they are not recognised as that format.'}`,
        { detail: { declared: image.diskFormat, detected: judgement.detectedFormat } },
      );
    }
    await file.sync();
    return {
      ...received,
      detectedFormat: judgement.detectedFormat,
      virtualSize: finding.virtualSize,
      encrypted: finding.encrypted,
    };
  } finally {
    await file.close();
  }
}

async function activate(
  context: Context,
  actor: Actor,
  image: Image,
  upload: string,
  bytes: Inspected,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await lockDigest(tx, bytes.digest);
    await lockImages(tx, [image.id]);
    // Nobody changes formats while it is saving, but the record may have got a new name, or be deleted.
    const before = await selectSeenImage(tx, image.id, null);
    if (before === null || !(await deleteUpload(tx, upload))) {
      throw new Fault(
        'gone',
        'image.deleted-meanwhile',
        `Image ${image.id} was deleted while its bytes were on their way.`,
      );
    }
    await insertBlob(tx, bytes);
    const after = await updateImageRow(tx, image.id, {
      status: 'active',
      blob: bytes.digest,
      size: bytes.size,
      checksum: bytes.md5,
      virtual_size: bytes.virtualSize,
      detected_format: bytes.detectedFormat,
      encrypted: bytes.encrypted,
    });
    await askMembers(context, tx, after);
    await recordEvent(tx, actor, imageEvent(actor, 'image.upload', before, after));
    await context.store.publish(upload, bytes.digest, bytes.size);
  });
}

/** Only now is there something to consent to: answers given before count for nothing under strict consent, and the members hear of the offer. */
async function askMembers(context: Context, tx: Tx, image: Image): Promise<void> {
  if (image.visibility !== 'shared') return;
  if (context.settings.consent === 'strict') await resetAnswers(tx, image.id);
  const members = await selectMemberStatuses(tx, image.id);
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

/** Undoes an upload that did not become whole: the image is queued again, its staged bytes go. */
export async function abandonUpload(
  context: Pick<Context, 'db' | 'store'>,
  upload: string,
  imageId: string,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await lockImages(tx, [imageId]);
    if (await deleteUpload(tx, upload)) await updateImageRow(tx, imageId, { status: 'queued' });
  });
  await context.store.discard(upload);
}
