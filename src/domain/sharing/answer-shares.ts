// A project's answer to offers: accept, reject, or back to undecided.
import type { Tx } from '../../db/pool.ts';
import type { Sent } from '../../db/question.ts';
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { mayBeProject } from '../identity/projects/project.ts';
import type { MemberStatus, SeenImage } from '../images/image.ts';
import { findBatch, lockBatch } from './find-images.ts';
import { refusalToAnswer, type Conclude, type Member } from './member.ts';
import { placeInVaults, placesGivenBack, type VaultChoice } from './place-in-vaults.ts';
import { selectMembersOfProjectAhead } from './queries.ts';
import { writeAnswers } from './write-answers.ts';

export interface ShareAnswers extends VaultChoice {
  readonly imageIds: readonly string[];
  /** The project that answers: the actor's own, but for an administrator. */
  readonly projectId: string;
  readonly status: MemberStatus;
  /** Own API and IMS answer once there are bytes to consent to; Glance's clients may do so before. */
  readonly needsBytes?: boolean;
}

/** One image of a batch of answers: how it stands now, and the change, or null when it stood so before. */
export type AnswerOutcome = { readonly imageId: string; readonly projectId: string } & (
  | {
      readonly member: Member;
      readonly change: { readonly was: MemberStatus; readonly eventId: number } | null;
    }
  | { readonly fault: Fault }
);

/**
 * Sets one project's answer at every image of the batch. Repeating an answer changes nothing and tells nobody. Faults of a pair:
 * notFound (image, or no such member), forbidden (the owner, a reader, somebody else's answer; encrypted), notReady (no bytes yet); of a full-server image
 * that is accepted also those of placeInVaults.
 */
export async function answerShares(
  context: Context,
  actor: Actor,
  answers: ShareAnswers,
  conclude: Conclude<AnswerOutcome> = async () => {},
): Promise<AnswerOutcome[]> {
  const { projectId, status, needsBytes = false } = answers;
  return await context.db.transaction().execute(async (tx) => {
    const imageIds = await lockBatch(tx, answers.imageIds);
    const placed = await askPlaces(tx, actor, imageIds, projectId);
    const batch = await findBatch(context, tx, actor, answers.imageIds, 'member.answer');
    const answerable = new Map(
      [...batch].map(([id, image]) => [
        id,
        image instanceof Fault ? image : (refusalToAnswer(image, status, needsBytes) ?? image),
      ]),
    );
    const images = [...answerable.values()].filter((image) => !(image instanceof Fault));
    const places = placesAt(images, await placed.rows());
    const changes = images.flatMap((image) => {
      const member = places.get(image.id);
      return member === undefined || member.status === status ? [] : [{ image, member }];
    });
    const placing =
      status === 'accepted'
        ? await placeInVaults(tx, projectId, changes, answers)
        : await placesGivenBack(tx, projectId, changes);
    const admitted = changes.filter(({ image }) => !placing.faults.has(image.id));
    const written = await writeAnswers(tx, actor, projectId, status, admitted, placing.vaults);
    const outcomes = answers.imageIds.map((imageId): AnswerOutcome => {
      const key = { imageId, projectId };
      const image = answerable.get(imageId);
      if (image instanceof Fault) return { ...key, fault: image };
      const full = image && placing.faults.get(image.id);
      if (full !== undefined) return { ...key, fault: full };
      const member = image && places.get(image.id);
      if (member === undefined) return { ...key, fault: memberNotFound(imageId, projectId) };
      const change = written.get(member.imageId) ?? null;
      return { ...key, member: change?.member ?? member, change };
    });
    await conclude(tx, outcomes);
    return outcomes;
  });
}

/** The places that the project has at images, sent with the next statement; none when the actor may not answer for it. */
export async function askPlaces(
  tx: Tx,
  actor: Actor,
  imageIds: readonly string[],
  projectId: string,
): Promise<Sent<Member>> {
  const mayAnswer =
    projectId === projectIdOf(actor) || (actor.role === 'admin' && mayBeProject(projectId));
  if (!mayAnswer) return { rows: async () => [] };
  return await selectMembersOfProjectAhead(tx, imageIds, projectId);
}

/** Those of the places that are at one of these images, by image. Of an image that is not shared they do not count. */
export function placesAt(
  images: readonly SeenImage[],
  places: readonly Member[],
): Map<string, Member> {
  const shared = new Set(
    images.filter((image) => image.visibility === 'shared').map((image) => image.id),
  );
  return new Map(
    places.filter((place) => shared.has(place.imageId)).map((place) => [place.imageId, place]),
  );
}

/** The fault for a member that is not there, or not to be seen by this actor. */
export function memberNotFound(imageId: string, projectId: string): Fault {
  return new Fault(
    'notFound',
    'member.not-found',
    `${projectId} not found in the member list of the image ${imageId}.`,
    { detail: { imageId, projectId } },
  );
}
