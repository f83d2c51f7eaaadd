// A member: one project's place at one image, and its answer to the offer. Pure.
import type { Tx } from '../../db/pool.ts';
import type { MemberStatus, SeenImage } from '../images/image.ts';
import { isAnnounced, isEncrypted } from '../images/image.ts';
import type { Settings } from '../settings.ts';
import { Fault } from '../fault.ts';

export interface Member {
  readonly imageId: string;
  readonly projectId: string;
  readonly status: MemberStatus;
  /** What the owner wrote with the offer. */
  readonly message: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One pair of a batch: what became of it. */
export type PairOutcome =
  | { readonly imageId: string; readonly projectId: string; readonly member: Member }
  | { readonly imageId: string; readonly projectId: string; readonly fault: Fault };

/** What else belongs to a batch: done last in its transaction. */
export type Conclude<Outcome> = (tx: Tx, outcomes: readonly Outcome[]) => Promise<void>;

/** The outcome of a batch of one: its member, or its fault thrown. */
export function soleMember(outcomes: readonly PairOutcome[]): Member {
  const [outcome] = outcomes;
  if (outcome === undefined || outcomes.length > 1) throw new TypeError('not a batch of one');
  if ('fault' in outcome) throw outcome.fault;
  return outcome.member;
}

/** How many members an image may have. */
export function memberLimit(settings: Settings, image: Pick<SeenImage, 'kind'>): number {
  return image.kind === 'server' ? settings.membersPerServerImage : settings.membersPerImage;
}

export interface OfferOptions {
  /** Own API and IMS offer only images that have bytes; Glance offers queued ones too. */
  readonly needsActive: boolean;
  /** Own API and IMS turn a private image into a shared one; Glance refuses it. */
  readonly makesShared: boolean;
}

/** How our own API offers. */
export const ownOffer: OfferOptions = { needsActive: true, makesShared: true };

/** The fault of an image that can be neither offered nor accepted: its key stays with its owner. */
function encryptedImage(image: Pick<SeenImage, 'id'>): Fault {
  return new Fault(
    'forbidden',
    'member.encrypted',
    `Image ${image.id} is encrypted and cannot be shared.`,
    { detail: { imageId: image.id } },
  );
}

/** Why an offer of an image cannot be answered in this way, or null. `needsBytes`: Glance's clients answer before there are any, too. */
export function refusalToAnswer(
  image: SeenImage,
  status: MemberStatus,
  needsBytes: boolean,
): Fault | null {
  // It may have been encrypted, or been found to be, after it was offered.
  if (status === 'accepted' && isEncrypted(image)) return encryptedImage(image);
  return needsBytes && !isAnnounced(image) ? notActive(image) : null;
}

/** Why an image cannot be offered to anybody, or null. */
export function refusalToOffer(image: SeenImage, options: OfferOptions): Fault | null {
  const detail = { imageId: image.id };
  const shareable =
    image.visibility === 'shared' || (image.visibility === 'private' && options.makesShared);
  if (!shareable) {
    return new Fault(
      'forbidden',
      'member.not-shared',
      `Not allowed to create members for image ${image.id}: it is ${image.visibility}, and only shared images have members.`,
      { detail },
    );
  }
  if (isEncrypted(image)) return encryptedImage(image);
  return (
    refusalOfBackup(image) ??
    (options.needsActive && image.status !== 'active' ? notActive(image) : null)
  );
}

/** Full-server images are offered when a backup of one's own stands behind them. */
function refusalOfBackup(image: SeenImage): Fault | null {
  if (image.kind !== 'server') return null;
  const detail = { imageId: image.id };
  if (image.backupId === null) {
    return new Fault(
      'forbidden',
      'member.no-backup',
      `Image ${image.id} is of a full server, and no backup stands behind it: it cannot be shared.`,
      { detail },
    );
  }
  if (!image.foreignBackup) return null;
  return new Fault(
    'forbidden',
    'member.foreign-backup',
    `Image ${image.id} is of a server that came of another project's full-server image: it cannot be shared.`,
    { detail },
  );
}

function notActive(image: SeenImage): Fault {
  return new Fault(
    'notReady',
    'member.image-not-active',
    `Image ${image.id} is ${image.status}: only active images can be offered.`,
    { detail: { imageId: image.id } },
  );
}
