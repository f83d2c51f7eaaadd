// Answering offers, and what became of it: one result for each image, with undo and another try.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import type { AnswerResult, Answers, UndoResults } from '../../src/api/accord/sharing/schema.ts';
import { useAnswer, useUndoAnswers } from '../api/offers.ts';
import { asProblem } from '../api/problem.ts';
import type { Result } from '../ui/ResultPanel.tsx';

export type Answer = 'accepted' | 'rejected';

/** Where full-server images go: all into one vault, or each into one of its own. */
export type Places = Pick<Answers, 'vaultId' | 'vaults'>;

/** What the service takes at once. */
export const largestBatch = 1000;

/** Full-server images that are about to be accepted: they need a vault, which is asked for first. */
export interface Placing {
  /** All that is about to be accepted; others among them need no vault. */
  readonly images: readonly Image[];
  /** Accepts these. Throws when nothing was answered at all. */
  readonly accept: (images: readonly Image[], places: Places) => Promise<void>;
  readonly cancel: () => void;
}

interface Outcome {
  readonly title: string;
  readonly results: readonly Result[];
  readonly retry?: (keys: readonly string[]) => void;
  readonly undo?: () => void;
}

export interface Answering {
  /**
   * Answers these, as far as full-server images among them find a vault, and resolves to the ids of those that were answered; none when that was
   * given up. Throws when nothing was answered at all.
   */
  readonly answer: (images: readonly Image[], answer: Answer) => Promise<ReadonlySet<string>>;
  /** Shown as long as it is there; null: nothing needs a vault. */
  readonly placing: Placing | null;
  readonly outcome: Outcome | null;
  /** Why another try, or an undo, came to nothing. */
  readonly failure: unknown;
  readonly busy: boolean;
  readonly close: () => void;
}

/** What has been done, and can be undone or tried again. */
type Done =
  | {
      readonly kind: Answer;
      readonly images: readonly Image[];
      readonly results: readonly AnswerResult[];
    }
  | {
      readonly kind: 'undone';
      readonly images: readonly Image[];
      readonly results: UndoResults['results'];
    };

export function useAnswering(projectId: string): Answering {
  const { t } = useTranslation('sharing');
  const answering = useAnswer(projectId);
  const undoing = useUndoAnswers(projectId);
  const [done, setDone] = useState<Done | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [placing, setPlacing] = useState<Placing | null>(null);

  const send = async (
    images: readonly Image[],
    wanted: Answer,
    { vaultId, vaults = {} }: Places = {},
  ): Promise<AnswerResult[]> => {
    const results: AnswerResult[] = [];
    for (const imageIds of batches(images.map(({ id }) => id))) {
      const own = Object.entries(vaults).filter(([imageId]) => imageIds.includes(imageId));
      try {
        results.push(
          ...(await answering.mutateAsync({
            imageIds,
            answer: wanted,
            ...(vaultId === undefined ? {} : { vaultId }),
            ...(own.length === 0 ? {} : { vaults: Object.fromEntries(own) }),
          })),
        );
      } catch (error) {
        if (results.length === 0) throw error;
        // The batches before it are answered, and to be told of.
        const { code, message: detail } = asProblem(error);
        results.push(...imageIds.map((imageId) => ({ imageId, problem: { code, detail } })));
      }
    }
    return results;
  };

  /** Asks for vaults first where some are needed; nothing was answered when that was given up. */
  const place = async (images: readonly Image[], wanted: Answer): Promise<AnswerResult[]> => {
    if (wanted === 'rejected' || images.every(({ kind }) => kind !== 'server')) {
      return await send(images, wanted);
    }
    const { promise, resolve } = Promise.withResolvers<AnswerResult[]>();
    const settle = (results: AnswerResult[]): void => {
      setPlacing(null);
      resolve(results);
    };
    setPlacing({
      images,
      accept: async (chosen, places) => settle(await send(chosen, wanted, places)),
      cancel: () => settle([]),
    });
    return await promise;
  };

  const answer = async (images: readonly Image[], wanted: Answer): Promise<ReadonlySet<string>> => {
    setFailure(null);
    const results = await place(images, wanted);
    if (results.length > 0) setDone({ kind: wanted, images, results });
    return new Set(results.map(({ imageId }) => imageId));
  };

  const attempt = async (act: () => Promise<Done>): Promise<void> => {
    setFailure(null);
    try {
      setDone(await act());
    } catch (error) {
      setFailure(error);
    }
  };

  const retry = async (
    wanted: Answer,
    { images, results }: Done & { readonly kind: Answer },
    keys: readonly string[],
  ): Promise<Done> => {
    const again = await place(
      images.filter(({ id }) => keys.includes(id)),
      wanted,
    );
    const latest = new Map(again.map((result) => [result.imageId, result]));
    return {
      kind: wanted,
      images,
      results: results.map((result) => latest.get(result.imageId) ?? result),
    };
  };

  const undo = async (images: readonly Image[], answerIds: readonly string[]): Promise<Done> => {
    const results: UndoResults['results'] = [];
    for (const batch of batches(answerIds)) results.push(...(await undoing.mutateAsync(batch)));
    return { kind: 'undone', images, results };
  };

  const outcomeOf = (last: Done): Outcome => {
    const names = new Map(last.images.map((image) => [image.id, image.name ?? image.id]));
    const title = t(`done.${last.kind}`);
    if (last.kind === 'undone') {
      const results = last.results.map(({ answerId, imageId, problem }) => ({
        key: answerId,
        name: names.get(imageId ?? '') ?? answerId,
        problem,
      }));
      return { title, results };
    }
    const { kind, images } = last;
    const answerIds = last.results.flatMap(({ answerId }) =>
      answerId === undefined ? [] : [answerId],
    );
    return {
      title,
      results: last.results.map(({ imageId, problem }) => ({
        key: imageId,
        name: names.get(imageId) ?? imageId,
        problem,
      })),
      retry: (keys) => void attempt(async () => await retry(kind, last, keys)),
      ...(answerIds.length === 0
        ? {}
        : { undo: () => void attempt(async () => await undo(images, answerIds)) }),
    };
  };

  return {
    answer,
    placing,
    outcome: done === null ? null : outcomeOf(done),
    failure,
    busy: answering.isPending || undoing.isPending,
    close: () => {
      setDone(null);
      setFailure(null);
    },
  };
}

function batches(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / largestBatch) }, (_, index) =>
    ids.slice(index * largestBatch, (index + 1) * largestBatch),
  );
}
