// Batches of offers, answers and withdrawals as jobs: done and ended in one transaction. One pair that failed fails the job; what succeeded stays.
import type { Tx } from '../../db/pool.ts';
import type { Context } from '../context.ts';
import type { Fault } from '../fault.ts';
import { keptFault, type Job, type KeptFault } from '../jobs/job.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { answerShares, type ShareAnswers } from './answer-shares.ts';
import { ownOffer } from './member.ts';
import { shareImages } from './share-images.ts';
import { withdrawShares, type Withdrawal } from './withdraw-shares.ts';

/** A pair of the batch, and why it failed if it did. */
export interface PairResult {
  readonly imageId: string;
  readonly projectId: string;
  readonly fault?: KeptFault;
}

/** What a job of members comes to: its pairs in the order images × projects. */
export interface MemberJobResult {
  readonly pairs: readonly PairResult[];
}

export type MemberJob = Job<object, MemberJobResult>;

type Outcome = { readonly imageId: string; readonly projectId: string } & (
  | { readonly fault: Fault }
  | object
);

/** What a job of offers, and one of withdrawals, is asked for. */
export type MemberJobInput = Withdrawal;

export type AnswerJobInput = Omit<ShareAnswers, 'needsBytes'>;

export async function runAddMembers(context: Context, run: JobRun): Promise<void> {
  const { actor, input } = (run as JobRun<MemberJobInput>).job;
  await shareImages(context, actor, { ...input, options: ownOffer }, endWithPairs(run));
}

export async function runAnswerOffers(context: Context, run: JobRun): Promise<void> {
  const { actor, input } = (run as JobRun<AnswerJobInput>).job;
  await answerShares(context, actor, { ...input, needsBytes: true }, endWithPairs(run));
}

export async function runRemoveMembers(context: Context, run: JobRun): Promise<void> {
  const { actor, input } = (run as JobRun<MemberJobInput>).job;
  await withdrawShares(context, actor, input, endWithPairs(run));
}

function endWithPairs(run: JobRun): (tx: Tx, outcomes: readonly Outcome[]) => Promise<void> {
  return async (tx, outcomes) => {
    const faults = outcomes.flatMap((outcome) => ('fault' in outcome ? [outcome.fault] : []));
    const pairs = outcomes.map((outcome): PairResult => ({
      imageId: outcome.imageId,
      projectId: outcome.projectId,
      ...('fault' in outcome ? { fault: keptFault(outcome.fault) } : {}),
    }));
    await run.end(tx, { result: { pairs } satisfies MemberJobResult, fault: faults[0] ?? null });
  };
}
