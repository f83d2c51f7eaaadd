// A project's answer to offers: accept, reject, or back to undecided.
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { leaveNotices } from '../events/notices.ts';
import { recordEvents } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { actedFor } from '../images/image-event.ts';
import { isAnnounced, isEncrypted, type MemberStatus, type SeenImage } from '../images/image.ts';
import { lockBatch } from './find-images.ts';
import { encryptedImage, mayBeProject, type PairOutcome } from './member.ts';
import { selectMembersOfProject, updateMembers } from './queries.ts';

export interface ShareAnswers {
  readonly imageIds: readonly string[];
  /** The project that answers: the actor's own, but for an administrator. */
  readonly projectId: string;
  readonly status: MemberStatus;
}

/**
 * Sets one project's answer at every image of the batch. Repeating an answer changes nothing and tells nobody. Faults of a pair:
 * notFound (image, or no such member), forbidden (the owner, a reader, somebody else's answer).
 */
export async function answerShares(
  context: Context,
  actor: Actor,
  answers: ShareAnswers,
): Promise<PairOutcome[]> {
  const { projectId, status } = answers;
  return await context.db.transaction().execute(async (tx) => {
    const batch = await lockBatch(context, tx, actor, answers.imageIds, 'member.answer');
    const images = new Map<string, SeenImage>();
    for (const [id, image] of batch) {
      if (image instanceof Fault) continue;
      // It may have been encrypted, or been found to be, after it was offered.
      if (status === 'accepted' && isEncrypted(image)) batch.set(id, encryptedImage(image));
      else images.set(image.id, image);
    }
    const mayAnswer =
      projectId === projectIdOf(actor) || (actor.role === 'admin' && mayBeProject(projectId));
    const before = mayAnswer ? await selectMembersOfProject(tx, [...images.keys()], projectId) : [];
    const present = new Map(
      before
        .filter((member) => images.get(member.imageId)?.visibility === 'shared')
        .map((member) => [member.imageId, member]),
    );
    const changing = [...present.values()].filter((member) => member.status !== status);
    const changed = await updateMembers(
      tx,
      changing.map((member) => member.imageId),
      projectId,
      status,
    );
    const after = new Map(changed.map((member) => [member.imageId, member]));
    const changes = changing.flatMap((member) => {
      const image = images.get(member.imageId);
      return image === undefined ? [] : [{ image, was: member.status }];
    });
    if (status !== 'pending') {
      await leaveNotices(
        tx,
        changes
          .filter(({ image }) => isAnnounced(image))
          .map(({ image }) => ({
            projectId: image.owner,
            kind: status,
            imageId: image.id,
            detail: { imageName: image.name, otherProjectId: projectId },
          })),
      );
    }
    await recordEvents(
      tx,
      actor,
      changes.map(({ image, was }) => ({
        action: verbs[status],
        noun: 'image',
        nounId: image.id,
        projectId: image.owner,
        actedFor: actedFor(actor, projectId),
        before: { member: projectId, status: was },
        after: { member: projectId, status },
      })),
    );
    return answers.imageIds.map((imageId): PairOutcome => {
      const image = batch.get(imageId);
      if (image instanceof Fault) return { imageId, projectId, fault: image };
      const member = image && (after.get(image.id) ?? present.get(image.id));
      return member
        ? { imageId, projectId, member }
        : { imageId, projectId, fault: memberNotFound(imageId, projectId) };
    });
  });
}

const verbs = {
  accepted: 'member.accept',
  rejected: 'member.reject',
  pending: 'member.undecide',
} as const satisfies Record<MemberStatus, string>;

/** The fault for a member that is not there, or not to be seen by this actor. */
export function memberNotFound(imageId: string, projectId: string): Fault {
  return new Fault(
    'notFound',
    'member.not-found',
    `${projectId} not found in the member list of the image ${imageId}.`,
    { detail: { imageId, projectId } },
  );
}
