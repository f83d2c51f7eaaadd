// Answering offers, and what became of it: one result for each image, with undo and another try.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import type { AnswerResult } from '../../src/api/accord/sharing/schema.ts';
import { useAnswer, useUndoAnswers } from '../api/offers.ts';
import type { Result } from '../ui/ResultPanel.tsx';

type Answer = 'accepted' | 'rejected';

/** What the service takes at once. */
const largestBatch = 1000;

interface Outcome {
  readonly title: string;
  readonly results: readonly Result[];
  readonly retry?: (keys: readonly string[]) => void;
  readonly undo?: () => void;
}

export interface Answering {
  /** Answers exactly these. Throws when nothing was answered at all. */
  readonly answer: (images: readonly Image[], answer: Answer) => Promise<void>;
  readonly outcome: Outcome | null;
  readonly busy: boolean;
  readonly close: () => void;
}

export function useAnswering(projectId: string): Answering {
  const { t } = useTranslation('sharing');
  const answering = useAnswer(projectId);
  const undoing = useUndoAnswers(projectId);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  const answer = async (images: readonly Image[], wanted: Answer): Promise<void> => {
    const names = new Map(images.map((image) => [image.id, image.name ?? image.id]));
    const results: AnswerResult[] = [];
    for (let from = 0; from < images.length; from += largestBatch) {
      const imageIds = images.slice(from, from + largestBatch).map(({ id }) => id);
      results.push(...(await answering.mutateAsync({ imageIds, answer: wanted })));
    }
    const answerIds = results.flatMap(({ answerId }) => (answerId === undefined ? [] : [answerId]));
    setOutcome({
      title: t(`done.${wanted}`),
      results: results.map(({ imageId, problem }) => ({
        key: imageId,
        name: names.get(imageId) ?? imageId,
        problem,
      })),
      retry: (keys) =>
        void answer(
          images.filter(({ id }) => keys.includes(id)),
          wanted,
        ),
      ...(answerIds.length === 0 ? {} : { undo: () => void undo(answerIds, names) }),
    });
  };

  const undo = async (
    answerIds: readonly string[],
    names: ReadonlyMap<string, string>,
  ): Promise<void> => {
    const results = await undoing.mutateAsync(answerIds);
    setOutcome({
      title: t('done.undone'),
      results: results.map(({ answerId, imageId, problem }) => ({
        key: answerId,
        name: names.get(imageId ?? '') ?? answerId,
        problem,
      })),
    });
  };

  return {
    answer,
    outcome,
    busy: answering.isPending || undoing.isPending,
    close: () => setOutcome(null),
  };
}
