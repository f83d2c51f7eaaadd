// Taking offers back, answered or not.
import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { leaveNotices } from '../events/notices.ts';
import { recordEvents } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { mayBeProject } from '../identity/projects/project.ts';
import { holdRooms } from '../images/backups/hold-rooms.ts';
import { actedFor } from '../images/image-event.ts';
import { isAnnounced, type SeenImage } from '../images/image.ts';
import { withAffected } from '../images/uses/affected.ts';
import { memberNotFound } from './answer-shares.ts';
import { pairOf } from './decide-offers.ts';
import { findBatch, lockBatch, permittedImages } from './find-images.ts';
import type { Conclude, Member, PairOutcome } from './member.ts';
import { deleteMembers, selectMembers, type MemberKey } from './queries.ts';

export interface Withdrawal {
  readonly imageIds: readonly string[];
  readonly projectIds: readonly string[];
}

/**
 * Ends the membership of every project at every image: from the next request on it can no longer use it, and finds a notice.
 * Faults of a pair: notFound (image, or no such member), forbidden (not the owner).
 */
export async function withdrawShares(
  context: Context,
  actor: Actor,
  withdrawal: Withdrawal,
  conclude: Conclude<PairOutcome> = async () => {},
): Promise<PairOutcome[]> {
  return await context.db.transaction().execute(async (tx) => {
    await lockBatch(tx, withdrawal.imageIds);
    const batch = await findBatch(context, tx, actor, withdrawal.imageIds, 'member.remove');
    const images = permittedImages(batch);
    const removed = await removeMembers(
      tx,
      actor,
      images,
      [...images.keys()].flatMap((imageId) =>
        withdrawal.projectIds.filter(mayBeProject).map((projectId) => ({ imageId, projectId })),
      ),
    );
    const byPair = new Map(
      removed.map((member) => [pairOf(member.imageId, member.projectId), member]),
    );
    const outcomes = withdrawal.imageIds.flatMap((imageId) =>
      withdrawal.projectIds.map((projectId): PairOutcome => {
        const image = batch.get(imageId);
        if (image instanceof Fault) return { imageId, projectId, fault: image };
        const member = image && byPair.get(pairOf(image.id, projectId));
        return member
          ? { imageId, projectId, member }
          : { imageId, projectId, fault: memberNotFound(imageId, projectId) };
      }),
    );
    await conclude(tx, outcomes);
    return outcomes;
  });
}

/** What became of one member of an image, or of an image that was refused. */
export type AllWithdrawn =
  | { readonly imageId: string; readonly member: Member }
  | { readonly imageId: string; readonly fault: Fault };

/** As withdrawShares, from all members. An image that was refused has one outcome, its fault; one without members has none. */
export async function withdrawAllShares(
  context: Context,
  actor: Actor,
  imageIds: readonly string[],
): Promise<AllWithdrawn[]> {
  return await context.db.transaction().execute(async (tx) => {
    await lockBatch(tx, imageIds);
    const batch = await findBatch(context, tx, actor, imageIds, 'member.remove');
    const images = permittedImages(batch);
    const members = await selectMembers(tx, [...images.keys()]);
    const removed = Map.groupBy(
      await removeMembers(tx, actor, images, members),
      (member) => member.imageId,
    );
    return [...batch].flatMap(([imageId, image]): AllWithdrawn[] =>
      image instanceof Fault
        ? [{ imageId, fault: image }]
        : (removed.get(image.id) ?? []).map((member) => ({ imageId, member })),
    );
  });
}

/** Deletes the members that there are of `keys`, with what goes with it; answers them as they were. */
async function removeMembers(
  tx: Tx,
  actor: Actor,
  images: ReadonlyMap<string, SeenImage>,
  keys: readonly MemberKey[],
): Promise<Member[]> {
  await holdRooms(tx, [...images.values()]);
  const removed = await deleteMembers(tx, keys);
  const gone = removed.flatMap((member) => {
    const image = images.get(member.imageId);
    return image === undefined ? [] : [{ image, member }];
  });
  const notices = gone
    // Offers of an image that is not shared are withdrawn already.
    .filter(({ image }) => isAnnounced(image) && image.visibility === 'shared')
    .map(({ image, member }) => ({
      projectId: member.projectId,
      kind: 'withdrawn' as const,
      imageId: image.id,
      detail: { imageName: image.name, otherProjectId: image.owner },
    }));
  await leaveNotices(tx, await withAffected(tx, notices));
  await recordEvents(
    tx,
    actor,
    gone.map(({ image, member }) => ({
      action: 'member.remove',
      noun: 'image',
      nounId: image.id,
      projectId: image.owner,
      memberProjectId: member.projectId,
      actedFor: actedFor(actor, image.owner),
      before: { member: member.projectId, status: member.status },
    })),
  );
  return removed;
}
