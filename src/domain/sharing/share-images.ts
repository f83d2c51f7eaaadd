// Offering images to projects. A batch is one transaction with a handful of statements, whatever its size; each pair has its own outcome.
import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { leaveNotices } from '../events/notices.ts';
import { recordEvents } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { holdProjects } from '../identity/projects/queries.ts';
import { actedFor, imageEvent } from '../images/image-event.ts';
import { isAnnounced, type SeenImage } from '../images/image.ts';
import { updateImageRow } from '../images/queries.ts';
import { followVisibility } from '../images/update-image.ts';
import { lockBatch } from './find-images.ts';
import {
  mayBeProject,
  memberLimit,
  refusalToOffer,
  type Member,
  type OfferOptions,
  type PairOutcome,
} from './member.ts';
import { insertMembers, selectMembers, type MemberKey } from './queries.ts';

export interface Offer {
  readonly imageIds: readonly string[];
  readonly projectIds: readonly string[];
  readonly options: OfferOptions;
}

type Decision = { readonly image: SeenImage; readonly projectId: string } | Fault;

/**
 * Offers every image to every project: each becomes a pending member. The outcomes stand in the order images × projects; what succeeds is
 * kept beside what fails. Faults of a pair: notFound, forbidden, invalid (oneself, unknown project, other region), conflict
 * (is a member), quota (too many members), notReady (no bytes yet, where that matters).
 */
export async function shareImages(
  context: Context,
  actor: Actor,
  offer: Offer,
): Promise<PairOutcome[]> {
  return await context.db.transaction().execute(async (tx) => {
    const images = await lockBatch(context, tx, actor, offer.imageIds, 'member.add');
    const projects = new Map(
      (await holdProjects(tx, offer.projectIds.filter(mayBeProject))).map((project) => [
        project.id,
        project,
      ]),
    );
    const found = [...images.values()].filter((image) => !(image instanceof Fault));
    const seats = new Seats(
      context,
      await selectMembers(
        tx,
        found.map((image) => image.id),
      ),
    );
    const decisions = offer.imageIds.flatMap((imageId) =>
      offer.projectIds.map((projectId): [MemberKey, Decision] => [
        { imageId, projectId },
        decide(images.get(imageId), projectId),
      ]),
    );
    function decide(image: SeenImage | Fault | undefined, projectId: string): Decision {
      if (image === undefined || image instanceof Fault)
        return image ?? new Fault('internal', 'internal', 'no such image in the batch');
      const refusal =
        refusalToOffer(image, offer.options) ??
        refusalOfTarget(context, image, projectId, projects.get(projectId)?.regionId ?? null) ??
        seats.take(image, projectId);
      return refusal ?? { image, projectId };
    }
    const members = await admit(
      context,
      tx,
      actor,
      decisions.flatMap(([, decision]) => (decision instanceof Fault ? [] : [decision])),
    );
    return decisions.map(([key, decision]): PairOutcome => {
      if (decision instanceof Fault) return { ...key, fault: decision };
      const member = members.get(keyOf(decision.image.id, key.projectId));
      if (member === undefined) throw new Error('an admitted member was not inserted');
      return { ...key, member };
    });
  });
}

function keyOf(imageId: string, projectId: string): string {
  return `${imageId} ${projectId}`;
}

/** Inserts the members and all that goes with them: visibility, notices, events. */
async function admit(
  context: Context,
  tx: Tx,
  actor: Actor,
  pairs: readonly { image: SeenImage; projectId: string }[],
): Promise<Map<string, Member>> {
  const opened = new Map(
    pairs
      .filter(({ image }) => image.visibility === 'private')
      .map(({ image }) => [image.id, image]),
  );
  for (const image of opened.values()) {
    const after = await updateImageRow(tx, image.id, { visibility: 'shared' });
    // Its members from an earlier time are asked again too.
    await followVisibility(context, tx, image, after);
    await recordEvents(tx, actor, [imageEvent(actor, 'image.update', image, after)]);
  }
  const members = await insertMembers(
    tx,
    pairs.map(({ image, projectId }) => ({ imageId: image.id, projectId })),
  );
  // An image without bytes is announced when they arrive.
  await leaveNotices(
    tx,
    pairs
      .filter(({ image }) => isAnnounced(image))
      .map(({ image, projectId }) => ({
        projectId,
        kind: 'offered',
        imageId: image.id,
        detail: { imageName: image.name, otherProjectId: image.owner },
      })),
  );
  await recordEvents(
    tx,
    actor,
    pairs.map(({ image, projectId }) => ({
      action: 'member.add',
      noun: 'image',
      nounId: image.id,
      projectId: image.owner,
      actedFor: actedFor(actor, image.owner),
      after: { member: projectId, status: 'pending' },
    })),
  );
  return new Map(members.map((member) => [keyOf(member.imageId, member.projectId), member]));
}

/** Strict consent knows whom it asks; Glance takes any text for a member. */
function refusalOfTarget(
  context: Context,
  image: SeenImage,
  projectId: string,
  targetRegion: string | null,
): Fault | null {
  if (context.settings.consent === 'glance' && mayBeProject(projectId)) return null;
  const detail = { imageId: image.id, projectId };
  if (projectId === image.owner) {
    return new Fault(
      'invalid',
      'member.self',
      `Project ${projectId} owns image ${image.id}: it cannot be offered to itself.`,
      { detail },
    );
  }
  if (targetRegion === null) {
    return new Fault('invalid', 'member.unknown-project', `There is no project ${projectId}.`, {
      detail,
    });
  }
  if (targetRegion !== image.regionId) {
    return new Fault(
      'invalid',
      'member.other-region',
      `Project ${projectId} is in region ${targetRegion}, image ${image.id} in ${image.regionId}: copy the image there first.`,
      { detail },
    );
  }
  return null;
}

/** Who sits at which image, and how many places are left. */
class Seats {
  readonly #context: Context;
  readonly #taken = new Set<string>();
  readonly #counts = new Map<string, number>();

  constructor(context: Context, members: readonly Member[]) {
    this.#context = context;
    for (const member of members) this.#add(member.imageId, member.projectId);
  }

  /** Takes a place for the project, or says why there is none. */
  take(image: SeenImage, projectId: string): Fault | null {
    const detail = { imageId: image.id, projectId };
    if (this.#taken.has(keyOf(image.id, projectId))) {
      return new Fault(
        'conflict',
        'member.duplicate',
        `Member ${projectId} is duplicated for image ${image.id}`,
        { detail },
      );
    }
    const count = (this.#counts.get(image.id) ?? 0) + 1;
    const limit = memberLimit(this.#context.settings, image);
    if (count > limit) {
      return new Fault(
        'quota',
        'member.too-many',
        `The limit has been exceeded on the number of allowed image members for this image. Attempted: ${count}, Maximum: ${limit}`,
        { detail: { ...detail, count, limit } },
      );
    }
    this.#add(image.id, projectId);
    return null;
  }

  #add(imageId: string, projectId: string): void {
    this.#taken.add(keyOf(imageId, projectId));
    this.#counts.set(imageId, (this.#counts.get(imageId) ?? 0) + 1);
  }
}
