// An image: what it is, the states it moves through, and how a project stands to it. No I/O.
import type { Actor } from '../actor.ts';
import { projectIdOf, regionOf } from '../actor.ts';

/** What the disk is for. `server`: all disks of one server (a full-server image). */
export const imageKinds = ['system', 'data', 'server', 'iso'] as const;
export type ImageKind = (typeof imageKinds)[number];

export const visibilities = ['private', 'shared', 'public', 'community'] as const;
export type Visibility = (typeof visibilities)[number];

export type ImageStatus =
  | 'queued'
  | 'saving'
  | 'uploading'
  | 'importing'
  | 'active'
  | 'deactivated'
  | 'killed'
  | 'deleted';

export const memberStatuses = ['pending', 'accepted', 'rejected'] as const;
export type MemberStatus = (typeof memberStatuses)[number];

/** What happens to bytes on their way in, in this order. */
export const uploadPhases = ['uploading', 'checking', 'storing'] as const;
export type UploadPhase = (typeof uploadPhases)[number];

export interface UploadProgress {
  readonly phase: UploadPhase;
  /** Bytes. */
  readonly received: number;
  readonly since: string;
}

/** From each state, the states an image may move to. */
const imageMoves: Readonly<Record<ImageStatus, readonly ImageStatus[]>> = {
  queued: ['saving', 'uploading', 'importing', 'deleted'],
  saving: ['active', 'queued', 'killed', 'deleted'],
  uploading: ['queued', 'importing', 'deleted'],
  importing: ['active', 'queued', 'deleted'],
  active: ['deactivated', 'deleted'],
  deactivated: ['active', 'deleted'],
  killed: ['deleted'],
  deleted: [],
};

/** True when an image may go from one state to another. */
export function mayMove(from: ImageStatus, to: ImageStatus): boolean {
  return imageMoves[from].includes(to);
}

export const containerFormats = [
  'ami',
  'ari',
  'aki',
  'bare',
  'ovf',
  'ova',
  'docker',
  'compressed',
] as const;
export const diskFormats = [
  'ami',
  'ari',
  'aki',
  'vhd',
  'vhdx',
  'vmdk',
  'raw',
  'qcow2',
  'vdi',
  'iso',
  'ploop',
] as const;

export type ContainerFormat = (typeof containerFormats)[number];
export type DiskFormat = (typeof diskFormats)[number];

/** The image that another was made from, as it was then: it may be gone, and whoever has the copy may not see it any more. */
export interface ImageOrigin {
  readonly imageId: string;
  readonly name: string | null;
  /** Its owner. */
  readonly projectId: string;
}

export interface Image {
  readonly id: string;
  /** The owner project. */
  readonly owner: string;
  readonly regionId: string;
  readonly kind: ImageKind;
  readonly name: string | null;
  readonly status: ImageStatus;
  readonly visibility: Visibility;
  readonly containerFormat: ContainerFormat | null;
  readonly diskFormat: DiskFormat | null;
  /** GB that a disk made from it needs at least. */
  readonly minDisk: number;
  /** MB of memory that a server made from it needs at least. */
  readonly minRam: number;
  readonly protected: boolean;
  readonly hidden: boolean;
  /** SHA-256 of the bytes in hex: the content address. null until there are bytes. */
  readonly blob: string | null;
  /** The stores that hold its bytes for it, sorted. */
  readonly stores: readonly string[];
  /** The stores that an import is bringing its bytes to; null: there was no import. */
  readonly importingTo: readonly string[] | null;
  /** The stores that its last import failed at; null as above. */
  readonly importFailed: readonly string[] | null;
  /** Bytes. */
  readonly size: number | null;
  /** Bytes a guest sees; null when the format does not tell. */
  readonly virtualSize: number | null;
  /** MD5 of the bytes in hex. */
  readonly checksum: string | null;
  /** What the bytes were recognised as; `unknown` when they were not. */
  readonly detectedFormat: string | null;
  readonly encrypted: boolean;
  /** Additional properties. */
  readonly properties: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /** What it is a copy of; null: it is none. */
  readonly origin: ImageOrigin | null;
  /** The backup behind a full-server image; null: it is none. */
  readonly backupId: string | null;
  /** That backup is of a server that came of another project's full-server image: the image is not shared on. */
  readonly foreignBackup: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** When it first became active; null until then. */
  readonly activeAt: string | null;
}

/** An image together with the asking project's own member row, if it has one. */
export interface SeenImage extends Image {
  readonly memberStatus: MemberStatus | null;
}

/** How an actor's project stands to an image. `open`: anybody in the region may read it (public, community). */
export const relations = ['owner', 'accepted', 'pending', 'rejected', 'open', 'stranger'] as const;
export type Relation = (typeof relations)[number];

/**
 * How an image comes before a project's eyes: everybody may use it, it is the project's own and nobody else's, its own and offered to others, or another's
 * that is offered to it.
 */
export const standings = ['public', 'own', 'shared-out', 'shared-in'] as const;
export type Standing = (typeof standings)[number];

/** Derives the standing before an actor. Of another project's image that is not shared with it, which administrators see, it is that before its owner. */
export function standingOf(actor: Actor, image: SeenImage, hasMembers: boolean): Standing {
  const isOwn = image.owner === projectIdOf(actor);
  if (image.visibility === 'public' || (image.visibility === 'community' && !isOwn))
    return 'public';
  if (!isOwn && image.visibility === 'shared' && image.memberStatus !== null) return 'shared-in';
  return image.visibility === 'shared' && hasMembers ? 'shared-out' : 'own';
}

/** Derives the relation. Member rows count only while the image is shared; another region is always `stranger`. */
export function relationTo(actor: Actor, image: SeenImage): Relation {
  if (!inRegionOf(actor, image)) return 'stranger';
  if (image.owner === projectIdOf(actor)) return 'owner';
  if (image.visibility === 'public' || image.visibility === 'community') return 'open';
  if (image.visibility === 'shared' && image.memberStatus !== null) return image.memberStatus;
  return 'stranger';
}

/**
 * True when the image exists where the actor works. Images are for tokens of projects: any other, the system's too, finds none, as in a
 * Glance that enforces scopes.
 */
export function inRegionOf(actor: Actor, image: Pick<Image, 'regionId'>): boolean {
  return regionOf(actor) === image.regionId;
}

/** Members hear of an offer once there are bytes to consent to; until then there is nothing to tell them. */
export function isAnnounced(image: Pick<Image, 'blob'>): boolean {
  return image.blob !== null;
}

/** Encrypted images cannot be shared (product rule): marked by a key property, or recognised by their bytes. */
export function isEncrypted(image: Pick<Image, 'encrypted' | 'properties'>): boolean {
  return (
    image.encrypted ||
    Object.hasOwn(image.properties, '__system__cmkid') ||
    Object.hasOwn(image.properties, 'cinder_encryption_key_id')
  );
}
