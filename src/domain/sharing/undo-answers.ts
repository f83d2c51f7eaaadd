// Taking one's own answers back: things are as they were before, pending too, as long as nothing has happened since.
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { memberStatuses, type MemberStatus, type SeenImage } from '../images/image.ts';
import { selectUsedSince } from '../images/uses/queries.ts';
import { lockClaimedVaults } from '../vaults/queries.ts';
import { askPlaces, placesAt } from './answer-shares.ts';
import { findBatch, lockBatch } from './find-images.ts';
import { placeInVaults, placesGivenBack } from './place-in-vaults.ts';
import { refusalToAnswer, type Member } from './member.ts';
import { selectAnswers, selectLatestEvents, type PastAnswer } from './queries.ts';
import { writeAnswers, type AnswerChange, type WrittenAnswer } from './write-answers.ts';

/** One answer of a batch: what it is restored to, or why it is not. */
export type UndoOutcome = { readonly answerId: number; readonly imageId: string | null } & (
  | { readonly member: Member; readonly was: MemberStatus }
  | { readonly fault: Fault }
);

/**
 * Undoes answers of the actor's project, named by their events. Faults of one: notFound (no such answer; image), forbidden (a reader;
 * encrypted since), conflict (answered otherwise, withdrawn, or asked anew since; something made of the image since it was accepted).
 */
export async function undoAnswers(
  context: Context,
  actor: Actor,
  answerIds: readonly number[],
): Promise<UndoOutcome[]> {
  const projectId = projectIdOf(actor) ?? '';
  return await context.db.transaction().execute(async (tx) => {
    const answers = new Map(
      (await selectAnswers(tx, projectId, answerIds)).map((answer) => [answer.id, answer]),
    );
    const imageIds = [...new Set([...answers.values()].map((answer) => answer.imageId))];
    const placed = await askPlaces(tx, actor, await lockBatch(tx, imageIds), projectId);
    const batch = await findBatch(context, tx, actor, imageIds, 'member.answer');
    const images = [...batch.values()].filter((image) => !(image instanceof Fault));
    const places = placesAt(images, await placed.rows());
    const latest = await selectLatestEvents(tx, projectId, imageIds);
    const accepted = [...answers.values()].filter(({ status }) => status === 'accepted');
    const used = await selectUsedSince(tx, projectId, accepted);
    const judged = answerIds.map((answerId) => {
      const answer = answers.get(answerId);
      if (answer === undefined) return { answerId, imageId: null, fault: answerNotFound(answerId) };
      const { imageId } = answer;
      const change = changeBack(answer, batch.get(imageId), places.get(imageId), latest, used);
      return { answerId, imageId, ...(change instanceof Fault ? { fault: change } : { change }) };
    });
    const vaultByImage = Object.fromEntries(
      [...answers.values()].flatMap(({ imageId, vaultId }) =>
        vaultId === null ? [] : [[imageId, vaultId]],
      ),
    );
    const wanted = judged.flatMap((decision) => ('change' in decision ? [decision.change] : []));
    const [again, no] = [
      wanted.filter(({ to }) => to === 'accepted'),
      wanted.filter(({ to }) => to !== 'accepted'),
    ];
    const full = wanted.flatMap(({ image }) => (image.kind === 'server' ? [image.id] : []));
    // Some give room back and others take it: all in one order.
    if (full.length > 0) {
      const vaultIds = Object.values(vaultByImage);
      await lockClaimedVaults(tx, { imageIds: full, vaultIds });
    }
    const placing = await placeInVaults(tx, projectId, again, { vaultByImage });
    const left = await placesGivenBack(tx, projectId, no);
    const vaults = new Map([...placing.vaults, ...left.vaults]);
    const decisions = judged.map((decision) => {
      const fault = decision.imageId === null ? undefined : placing.faults.get(decision.imageId);
      return fault === undefined
        ? decision
        : { answerId: decision.answerId, imageId: decision.imageId, fault };
    });
    const changes = decisions.flatMap((decision) =>
      'change' in decision ? [decision.change] : [],
    );
    const written = new Map<string, WrittenAnswer>();
    for (const status of memberStatuses) {
      const back = changes.filter((change) => change.to === status);
      const restored = await writeAnswers(tx, actor, projectId, status, back, vaults);
      for (const [id, answer] of restored) written.set(id, answer);
    }
    return decisions.map((decision): UndoOutcome => {
      const { answerId, imageId } = decision;
      if ('fault' in decision) return { answerId, imageId, fault: decision.fault };
      const restored = written.get(decision.imageId);
      if (restored === undefined) throw new Error('an answer was not restored');
      return { answerId, imageId, member: restored.member, was: restored.was };
    });
  });
}

interface ChangeBack extends AnswerChange {
  readonly to: MemberStatus;
}

function changeBack(
  answer: PastAnswer,
  image: SeenImage | Fault | undefined,
  member: Member | undefined,
  latest: ReadonlyMap<string, number>,
  used: ReadonlySet<string>,
): ChangeBack | Fault {
  if (image instanceof Fault) return image;
  const untouched = latest.get(answer.imageId) === answer.id && member?.status === answer.status;
  if (image === undefined || member === undefined || !untouched) return changedSince(answer);
  if (used.has(answer.imageId)) return usedSince(answer);
  return refusalToAnswer(image, answer.was, false) ?? { image, member, to: answer.was };
}

function answerNotFound(answerId: number): Fault {
  return new Fault(
    'notFound',
    'answer.not-found',
    `There is no answer ${answerId} of this project.`,
  );
}

/** It cannot be as if the image had never been accepted. */
function usedSince({ id, imageId }: PastAnswer): Fault {
  return new Fault(
    'conflict',
    'answer.used-since',
    `Answer ${id} cannot be undone: servers or disks have been made of image ${imageId} since. It can be rejected.`,
    { detail: { imageId } },
  );
}

function changedSince({ id, imageId }: PastAnswer): Fault {
  return new Fault(
    'conflict',
    'answer.changed-since',
    `Answer ${id} cannot be undone: the offer of image ${imageId} has changed since.`,
    { detail: { imageId } },
  );
}
