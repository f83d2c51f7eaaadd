// Offering images to projects. A batch is one transaction with a handful of statements, whatever its size; each pair has its own outcome.
import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { leaveNotices } from '../events/notices.ts';
import { recordEvents } from '../events/record-event.ts';
import { mayBeProject } from '../identity/projects/project.ts';
import { holdProjects } from '../identity/projects/queries.ts';
import { actedFor, imageEvent } from '../images/image-event.ts';
import { isAnnounced, type SeenImage } from '../images/image.ts';
import { makeImagesShared } from '../images/queries.ts';
import { followVisibility } from '../images/update-image.ts';
import { decideOffers, pairOf, type OfferedPairs } from './decide-offers.ts';
import { findBatch, lockBatch } from './find-images.ts';
import type { Conclude, Member, PairOutcome } from './member.ts';
import { insertMembers, selectMembersAhead } from './queries.ts';

export interface Offer extends OfferedPairs {
  /** Read by the recipient beside the offer. */
  readonly message?: string | undefined;
}

/**
 * Offers every image to every project: each becomes a pending member. The outcomes stand in the order images × projects; what succeeds is
 * kept beside what fails. Faults of a pair: notFound, forbidden, invalid (oneself, unknown project, other region), conflict
 * (is a member), quota (too many members), notReady (no bytes yet, where that matters).
 */
export async function shareImages(
  context: Context,
  actor: Actor,
  offer: Offer,
  conclude: Conclude<PairOutcome> = async () => {},
): Promise<PairOutcome[]> {
  return await context.db.transaction().execute(async (tx) => {
    const imageIds = await lockBatch(tx, offer.imageIds);
    const projects = await holdProjects(tx, offer.projectIds.filter(mayBeProject));
    const seated = await selectMembersAhead(tx, imageIds);
    const images = await findBatch(context, tx, actor, offer.imageIds, 'member.add');
    const decisions = decideOffers(
      context.settings,
      {
        images,
        projects: new Map((await projects.rows()).map((project) => [project.id, project])),
        members: await seated.rows(),
      },
      offer,
    );
    const members = await admit(
      context,
      tx,
      actor,
      decisions.flatMap((decision) => ('image' in decision ? [decision] : [])),
      offer.message ?? null,
    );
    const outcomes = decisions.map((decision): PairOutcome => {
      const { imageId, projectId } = decision;
      if ('refusal' in decision) return { imageId, projectId, fault: decision.refusal.fault };
      const member = members.get(pairOf(decision.image.id, projectId));
      if (member === undefined) throw new Error('an admitted member was not inserted');
      return { imageId, projectId, member };
    });
    await conclude(tx, outcomes);
    return outcomes;
  });
}

/** Inserts the members and all that goes with them: visibility, notices, events. */
async function admit(
  context: Context,
  tx: Tx,
  actor: Actor,
  pairs: readonly { readonly image: SeenImage; readonly projectId: string }[],
  message: string | null,
): Promise<Map<string, Member>> {
  await openImages(
    context,
    tx,
    actor,
    pairs.map(({ image }) => image),
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
      memberProjectId: projectId,
      actedFor: actedFor(actor, image.owner),
      after: { member: projectId, status: 'pending' },
    })),
  );
  const members = await insertMembers(
    tx,
    pairs.map(({ image, projectId }) => ({ imageId: image.id, projectId })),
    message,
  );
  return new Map(members.map((member) => [pairOf(member.imageId, member.projectId), member]));
}

/** Makes those of the images shared that are private. */
async function openImages(
  context: Context,
  tx: Tx,
  actor: Actor,
  images: readonly SeenImage[],
): Promise<void> {
  const closed = new Map(
    images.filter((image) => image.visibility === 'private').map((image) => [image.id, image]),
  );
  const turns = (await makeImagesShared(tx, [...closed.keys()])).flatMap((after) => {
    const before = closed.get(after.id);
    return before === undefined ? [] : [{ before, after }];
  });
  // Members from an earlier time are asked again too.
  await followVisibility(context, tx, turns);
  await recordEvents(
    tx,
    actor,
    turns.map(({ before, after }) => imageEvent(actor, 'image.update', before, after)),
  );
}
