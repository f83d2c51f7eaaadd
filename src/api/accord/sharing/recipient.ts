// The recipient's side: what is offered to a project, and its answers.
import { Type } from 'typebox';
import { answerShares, type AnswerOutcome } from '../../../domain/sharing/answer-shares.ts';
import { checkAnswers } from '../../../domain/sharing/check-answers.ts';
import { listOffers } from '../../../domain/sharing/list-offers.ts';
import { undoAnswers, type UndoOutcome } from '../../../domain/sharing/undo-answers.ts';
import type { Route } from '../../http/route.ts';
import { presentItemProblem } from '../errors.ts';
import { presentImage, timesOf } from '../images/present.ts';
import { limitOf, readCursor, writeCursor } from '../page.ts';
import { inProjectRoute } from '../route.ts';
import { ImageId, ProjectParams, Time } from '../schema.ts';
import { presentCheckedAnswers } from '../vaults/present.ts';
import { AnswerCheck, AnswerCheckResult } from '../vaults/schema.ts';
import {
  AnswerResults,
  Answers,
  OfferListQuery,
  OfferPage,
  Undo,
  UndoResults,
  type AnswerResult,
} from './schema.ts';

const tag = 'offers';
const offerCursor = Type.Tuple([Time, ImageId]);

export const recipientRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'GET',
    path: '/offers',
    tag,
    summary: 'Lists what is offered to the project, newest first.',
    schema: { params: ProjectParams, query: OfferListQuery },
    answer: OfferPage,
    handle: async ({ context, actor, query }) => {
      const { offers, next } = await listOffers(context, actor, {
        status: query.status ?? 'pending',
        search: query.search,
        limit: limitOf(context.settings, query.limit),
        cursor: readCursor(offerCursor, query.cursor),
      });
      const items = offers.map(({ view, sender, firstTime, member }) => ({
        image: presentImage(view),
        sender,
        firstTime,
        message: member.message,
        status: member.status,
        ...timesOf(member),
      }));
      return { items, nextCursor: writeCursor(next) };
    },
  }),
  inProjectRoute({
    method: 'POST',
    path: '/answers',
    tag,
    summary: 'Accepts or rejects offers; what succeeds stays beside what fails.',
    schema: { params: ProjectParams, body: Answers },
    answer: AnswerResults,
    handle: async ({ context, actor, params, body }) => {
      const outcomes = await answerShares(context, actor, {
        imageIds: body.imageIds,
        projectId: params.projectId,
        status: body.answer,
        needsBytes: true,
        vaultId: body.vaultId,
        vaultByImage: vaultsOf(body),
      });
      return { results: outcomes.map(presentAnswer) };
    },
  }),
  inProjectRoute({
    method: 'POST',
    path: '/answers/check',
    tag,
    summary:
      'Shows how much room accepting offers takes, and which vaults of the project have it, without accepting them.',
    schema: { params: ProjectParams, body: AnswerCheck },
    answer: AnswerCheckResult,
    handle: async ({ context, actor, body }) =>
      presentCheckedAnswers(actor, await checkAnswers(context, actor, body.imageIds)),
  }),
  inProjectRoute({
    method: 'POST',
    path: '/answers/undo',
    tag,
    summary: 'Takes answers back, as long as nothing has changed since.',
    schema: { params: ProjectParams, body: Undo },
    answer: UndoResults,
    handle: async ({ context, actor, body }) => {
      const outcomes = await undoAnswers(context, actor, body.answerIds.map(Number));
      return { results: outcomes.map(presentUndo) };
    },
  }),
];

/** The ids of images are the same in any case. */
function vaultsOf({ vaults = {} }: Answers): Record<string, string> {
  return Object.fromEntries(
    Object.entries(vaults).map(([imageId, vaultId]) => [imageId.toLowerCase(), vaultId]),
  );
}

function presentAnswer(outcome: AnswerOutcome): AnswerResult {
  const { imageId } = outcome;
  if ('fault' in outcome) return { imageId, problem: presentItemProblem(outcome.fault) };
  const { member, change } = outcome;
  return {
    imageId,
    status: member.status,
    ...(change === null
      ? { was: member.status }
      : { was: change.was, answerId: String(change.eventId) }),
  };
}

function presentUndo(outcome: UndoOutcome): UndoResults['results'][number] {
  const key = { answerId: String(outcome.answerId), imageId: outcome.imageId };
  return 'fault' in outcome
    ? { ...key, problem: presentItemProblem(outcome.fault) }
    : { ...key, status: outcome.member.status, was: outcome.was };
}
