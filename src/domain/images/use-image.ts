// What an image is there for: to become a server's system, or a disk. One set of rules for whoever asks; the acts and whoever foretells them ask here.
import type { DbOrTx, Tx } from '../../db/pool.ts';
import type { DiskBase } from '../../drivers/engine/engine.ts';
import { isUuid } from '../../lib/ids.ts';
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { selectImageParts, type ImagePart } from './backups/queries.ts';
import { imageNotFound, refusalOf } from './find-image.ts';
import { isEncrypted, relationTo, type Image, type ImageKind, type SeenImage } from './image.ts';
import { selectSeenImage } from './queries.ts';
import { holdImage, isUsedBy } from './uses/queries.ts';

export type ImageUse = 'create-server' | 'change-os' | 'create-disk';

type BaseFormat = DiskBase['format'];

export interface UsableImage {
  readonly image: SeenImage;
  /** The bytes that a disk made of it begins with: their SHA-256, and what they were recognised as. Of a full server: of the system disk. */
  readonly base: { readonly digest: string; readonly format: BaseFormat };
  /** GiB that a disk made of it needs. */
  readonly leastSize: number;
  /** Of a full server: its data disks, in the order in which they were attached. */
  readonly dataDisks: readonly UsableDisk[];
}

export interface UsableDisk {
  readonly name: string;
  readonly base: UsableImage['base'];
  /** GiB that a disk made of it needs. */
  readonly size: number;
  readonly volumeType: string;
}

/** The kinds that each use is of. */
const kinds: Readonly<Record<ImageUse, readonly ImageKind[]>> = {
  'create-server': ['system', 'server'],
  // The system disk of a full server alone.
  'change-os': ['system', 'server'],
  'create-disk': ['data'],
};

const baseFormats: readonly BaseFormat[] = ['raw', 'qcow2', 'vhd', 'vhdx', 'vmdk', 'vdi'];

/** Why the actor cannot make this of the image; null: it can. Sizes, memory and the engine are for the acts to compare. */
export function refusalToUse(
  context: Pick<Context, 'settings'>,
  actor: Actor,
  image: SeenImage,
  use: ImageUse,
): Fault | null {
  const refusal = refusalOf(context, actor, image, 'image.use') ?? refusalOfState(image);
  if (refusal !== null) return refusal;
  const detail = { imageId: image.id };
  if (!kinds[use].includes(image.kind)) {
    return new Fault(
      'unsupported',
      'image.kind-unfit',
      `Image ${image.id} is ${kindInWords[image.kind]}: ${use === 'create-disk' ? 'a data disk' : 'a server'} cannot be made of it.`,
      { detail: { ...detail, kind: image.kind } },
    );
  }
  return refusalOfPlace(actor, image) ?? refusalOfBytes(image);
}

/** Whatever consent is asked for: a full-server image has no room in a vault before it is accepted into one. */
function refusalOfPlace(actor: Actor, image: SeenImage): Fault | null {
  const relation = relationTo(actor, image);
  if (image.kind !== 'server' || (relation !== 'pending' && relation !== 'rejected')) return null;
  return new Fault(
    'forbidden',
    'image.not-accepted',
    `Image ${image.id} is offered to this project but not accepted: accept it before its bytes are used.`,
    { detail: { imageId: image.id } },
  );
}

const kindInWords: Readonly<Record<ImageKind, string>> = {
  system: 'of a system disk',
  data: 'of a data disk',
  server: 'of a full server',
  iso: 'an ISO image',
};

function refusalOfState(image: Image): Fault | null {
  if (image.status === 'deactivated') {
    return new Fault(
      'forbidden',
      'image.deactivated',
      `Image ${image.id} is deactivated: nothing can be made of it until its owner puts it back into use.`,
      { detail: { imageId: image.id } },
    );
  }
  if (image.status === 'active' && image.blob !== null) return null;
  return new Fault(
    'notReady',
    'image.not-active',
    `Image ${image.id} is ${image.status}: it has no bytes yet.`,
    { detail: { imageId: image.id, status: image.status } },
  );
}

function refusalOfBytes(image: Image): Fault | null {
  const detail = { imageId: image.id };
  if (isEncrypted(image)) {
    return new Fault(
      'unsupported',
      'image.encrypted',
      `Image ${image.id} is encrypted: nothing can be made of it here.`,
      { detail },
    );
  }
  if (image.containerFormat !== null && image.containerFormat !== 'bare') {
    return new Fault(
      'unsupported',
      'image.container-unfit',
      `Image ${image.id} is packed as ${image.containerFormat}: only bare disks can be used.`,
      { detail: { ...detail, containerFormat: image.containerFormat } },
    );
  }
  if (image.detectedFormat === 'unknown') {
    return new Fault(
      'unsupported',
      'image.format-unknown',
      `The bytes of image ${image.id} were not recognised as a disk: nothing can be made of it.`,
      { detail },
    );
  }
  if (baseFormatOf(image) !== null) return null;
  return new Fault(
    'unsupported',
    'image.format-unfit',
    `The bytes of image ${image.id} are ${image.detectedFormat ?? 'of no format that is known'}: no disk can be made of that.`,
    { detail: { ...detail, format: image.detectedFormat } },
  );
}

/** What the engine is told that the bytes are: what they were recognised as. Raw bytes are a disk only where they were declared to be one. */
function baseFormatOf({ detectedFormat, diskFormat }: Image): BaseFormat | null {
  const format = baseFormats.find((each) => each === (detectedFormat ?? 'raw')) ?? null;
  return format === 'raw' && diskFormat !== 'raw' ? null : format;
}

const gib = 2 ** 30;

/** GiB that a disk made of the image has at least. */
export function leastSizeOf(image: Pick<Image, 'minDisk' | 'virtualSize' | 'size'>): number {
  const bytes = image.virtualSize ?? image.size ?? 0;
  return Math.max(image.minDisk, Math.ceil(bytes / gib), 1);
}

/**
 * The image, when the actor may make this of it. In a transaction it stays as it is until that ends: a withdrawal comes before, or after. Faults:
 * notFound, gone (this project has something of it, and it was withdrawn or deleted since), forbidden (not accepted, deactivated, role),
 * notReady (no bytes), unsupported (kind, format, container, encrypted).
 */
export async function findUsableImage(
  context: Context,
  db: DbOrTx,
  actor: Actor,
  imageId: string,
  use: ImageUse,
): Promise<UsableImage> {
  const projectId = projectIdOf(actor) ?? '';
  if (!isUuid(imageId)) throw imageNotFound(imageId);
  if (db.isTransaction) await holdImage(db as Tx, imageId);
  const image = await selectSeenImage(db, imageId, projectId);
  const refusal =
    image === null ? imageNotFound(imageId) : refusalToUse(context, actor, image, use);
  if (refusal?.kind === 'notFound' && (await isUsedBy(db, imageId, projectId))) {
    throw withdrawn(imageId);
  }
  if (refusal !== null) throw refusal;
  const format = image === null ? null : baseFormatOf(image);
  if (image === null || image.blob === null || format === null) {
    throw new Error(`image ${imageId} was found fit and is not`);
  }
  const parts = image.kind === 'server' ? await selectImageParts(db, [imageId]) : null;
  return {
    image,
    base: { digest: image.blob, format },
    leastSize: leastSizeOf(image),
    dataDisks: (parts?.get(image.id) ?? []).filter(({ slot }) => slot > 0).map(usableDiskOf),
  };
}

function usableDiskOf({ imageId, name, size, volumeType, blob }: ImagePart): UsableDisk {
  if (blob === null) throw new Error(`image ${imageId} was found fit, and its disks are not`);
  return { name, base: { digest: blob, format: 'qcow2' }, size, volumeType };
}

function withdrawn(imageId: string): Fault {
  return new Fault(
    'gone',
    'image.withdrawn',
    `Image ${imageId} was withdrawn or deleted: nothing new can be made of it. What was made of it goes on.`,
    { detail: { imageId } },
  );
}
