// Taking offers back: who has them, who is ticked, and the sending.
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { membersQuery } from '../api/members.ts';
import { useWithdraw } from '../api/shares.ts';
import { useProject } from '../session/session-context.ts';
import { useMessages } from '../ui/messages.tsx';
import type { Result } from '../ui/ResultPanel.tsx';
import { groupByProject, type Holder } from './holders.ts';
import { projectText } from './member-columns.tsx';

export interface Withdrawing {
  /** How many images it is about, and which. */
  readonly images: number;
  readonly imageIds: readonly string[];
  /** Whom they are shared with; null: not known yet. */
  readonly holders: readonly Holder[] | null;
  readonly error: unknown;
  readonly retry: () => void;
  readonly ticked: readonly Holder[];
  readonly tick: (holders: readonly Holder[]) => void;
  /** Projects that it is about to be taken from. */
  readonly count: number;
  readonly submit: () => Promise<'stay' | undefined>;
  /** What came of it, when something was refused. */
  readonly results: readonly Result[] | null;
  readonly forget: () => void;
}

export function useWithdrawing(images: readonly Image[]): Withdrawing {
  const { t } = useTranslation('sharing');
  const project = useProject();
  const messages = useMessages();
  const withdraw = useWithdraw(project.id);
  const [tickedIds, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [results, setResults] = useState<readonly Result[] | null>(null);
  const queries = useQueries({ queries: images.map((image) => membersQuery(project.id, image)) });

  const failed = queries.find(({ error, data }) => error !== null && data === undefined);
  const isKnown = queries.every(({ data }) => data !== undefined);
  const holders = isKnown
    ? groupByProject(
        images.flatMap((image, index) =>
          (queries[index]?.data ?? []).map((member) => ({ imageId: image.id, member })),
        ),
      )
    : null;
  const ticked = holders?.filter((holder) => tickedIds.has(holder.project.id)) ?? [];

  const submit = async (): Promise<'stay' | undefined> => {
    const places = new Map(
      ticked.map((holder) => [holder.project.id, new Set(holder.places.keys())]),
    );
    const sent = await withdraw.mutateAsync({
      imageIds: images.map(({ id }) => id),
      projectIds: [...places.keys()],
    });
    // Not every project has every image; and one that has lost its place by somebody else's hand has what was wanted.
    const refused = sent.filter(
      ({ imageId, projectId, problem }) =>
        problem !== undefined &&
        problem.code !== 'member.not-found' &&
        (projectId === null || places.get(projectId)?.has(imageId)),
    );
    if (refused.length === 0) {
      messages.success(t('withdraw.done', { count: ticked.length }));
      return undefined;
    }
    const imageNames = new Map(images.map((image) => [image.id, image.name ?? image.id]));
    const projectNames = new Map(
      ticked.map((holder) => [holder.project.id, projectText(holder.project)]),
    );
    setResults(
      refused.map(({ imageId, projectId, problem }) => ({
        key: `${imageId} ${projectId}`,
        name: [imageNames.get(imageId), projectNames.get(projectId ?? '')]
          .filter((name) => name !== undefined)
          .join(' → '),
        problem,
      })),
    );
    return 'stay';
  };

  return {
    images: images.length,
    imageIds: images.map(({ id }) => id),
    holders,
    error: failed?.error ?? null,
    retry: () => {
      for (const query of queries) if (query.data === undefined) void query.refetch();
    },
    ticked,
    tick: (chosen) => setTicked(new Set(chosen.map((holder) => holder.project.id))),
    count: ticked.length,
    submit,
    results,
    forget: () => setResults(null),
  };
}
