// Taking offers back, answered or not.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { leaveNotices } from '../events/notices.ts';
import { recordEvents } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { actedFor } from '../images/image-event.ts';
import { isAnnounced, type SeenImage } from '../images/image.ts';
import { memberNotFound } from './answer-shares.ts';
import { lockBatch } from './find-images.ts';
import { mayBeProject, type PairOutcome } from './member.ts';
import { deleteMembers } from './queries.ts';

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
): Promise<PairOutcome[]> {
  return await context.db.transaction().execute(async (tx) => {
    const batch = await lockBatch(context, tx, actor, withdrawal.imageIds, 'member.remove');
    const images = new Map<string, SeenImage>();
    for (const image of batch.values()) if (!(image instanceof Fault)) images.set(image.id, image);
    const removed = await deleteMembers(
      tx,
      [...images.keys()].flatMap((imageId) =>
        withdrawal.projectIds.filter(mayBeProject).map((projectId) => ({ imageId, projectId })),
      ),
    );
    const gone = removed.flatMap((member) => {
      const image = images.get(member.imageId);
      return image === undefined ? [] : [{ image, member }];
    });
    await leaveNotices(
      tx,
      gone
        // Offers of an image that is not shared are withdrawn already.
        .filter(({ image }) => isAnnounced(image) && image.visibility === 'shared')
        .map(({ image, member }) => ({
          projectId: member.projectId,
          kind: 'withdrawn',
          imageId: image.id,
          detail: { imageName: image.name, otherProjectId: image.owner },
        })),
    );
    await recordEvents(
      tx,
      actor,
      gone.map(({ image, member }) => ({
        action: 'member.remove',
        noun: 'image',
        nounId: image.id,
        projectId: image.owner,
        actedFor: actedFor(actor, image.owner),
        before: { member: member.projectId, status: member.status },
      })),
    );
    const byKey = new Map(
      removed.map((member) => [`${member.imageId} ${member.projectId}`, member]),
    );
    return withdrawal.imageIds.flatMap((imageId) =>
      withdrawal.projectIds.map((projectId): PairOutcome => {
        const image = batch.get(imageId);
        if (image instanceof Fault) return { imageId, projectId, fault: image };
        const member = image && byKey.get(`${image.id} ${projectId}`);
        return member
          ? { imageId, projectId, member }
          : { imageId, projectId, fault: memberNotFound(imageId, projectId) };
      }),
    );
  });
}
