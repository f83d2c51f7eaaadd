// The writing of a project's answers, whoever decided on them: the rows, what the owners are told, the trail.
import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import { leaveNotices } from '../events/notices.ts';
import { recordEvents } from '../events/record-event.ts';
import { actedFor } from '../images/image-event.ts';
import { isAnnounced, type MemberStatus, type SeenImage } from '../images/image.ts';
import type { Member } from './member.ts';
import { updateMembers } from './queries.ts';

/** A place whose answer changes: the image is locked, and the member is as it was before. */
export interface AnswerChange {
  readonly image: SeenImage;
  readonly member: Member;
}

export interface WrittenAnswer {
  readonly member: Member;
  readonly was: MemberStatus;
  /** Of the event in the trail. */
  readonly eventId: number;
}

/** The actions in the trail by which a project answers. */
const answerActions = {
  accepted: 'member.accept',
  rejected: 'member.reject',
  pending: 'member.undecide',
} as const satisfies Record<MemberStatus, string>;

/**
 * Sets one project's answer at the images of `changes`, all of which stand otherwise; answers what was written, by image. `vaults`: by image, the vault that it
 * is accepted into, or was.
 */
export async function writeAnswers(
  tx: Tx,
  actor: Actor,
  projectId: string,
  status: MemberStatus,
  changes: readonly AnswerChange[],
  vaults: ReadonlyMap<string, string> = new Map(),
): Promise<Map<string, WrittenAnswer>> {
  const vaultOf = ({ id }: SeenImage, when: MemberStatus): { readonly vaultId?: string } => {
    const vaultId = when === 'accepted' ? vaults.get(id) : undefined;
    return vaultId === undefined ? {} : { vaultId };
  };
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
  const events = await recordEvents(
    tx,
    actor,
    changes.map(({ image, member }) => ({
      action: answerActions[status],
      noun: 'image',
      nounId: image.id,
      projectId: image.owner,
      memberProjectId: projectId,
      actedFor: actedFor(actor, projectId),
      before: { member: projectId, status: member.status, ...vaultOf(image, member.status) },
      after: { member: projectId, status, ...vaultOf(image, status) },
    })),
  );
  const updated = await updateMembers(
    tx,
    changes.map(({ image }) => image.id),
    projectId,
    status,
  );
  const eventIds = await events.ids();
  const after = new Map(updated.map((member) => [member.imageId, member]));
  return new Map(
    changes.map(({ image, member: before }, index) => {
      const [member, eventId] = [after.get(image.id), eventIds[index]];
      if (member === undefined || eventId === undefined)
        throw new Error('an answer was not written');
      return [image.id, { member, was: before.status, eventId }];
    }),
  );
}
