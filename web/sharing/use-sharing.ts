// An offer while it is written: ids as they are typed, what the service says about each, and the sending.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import type { ItemProblem } from '../../src/api/accord/schema.ts';
import type { ShareCheckAnswer, ShareResults } from '../../src/api/accord/sharing/schema.ts';
import { largestShare, shareCheckQuery, useShare } from '../api/shares.ts';
import { useProject } from '../session/session-context.ts';
import { useMessages } from '../ui/messages.tsx';
import type { Result } from '../ui/ResultPanel.tsx';
import { projectText } from './member-columns.tsx';
import { canBeProjectId, readProjectIds, verdictOf, type Verdict } from './project-ids.ts';

const pauseMilliseconds = 400;

export interface SharedImage {
  readonly image: Image;
  /** Projects that it can still be offered to; null: unknown. */
  readonly left: number | null;
  /** Why it cannot be offered to anybody. */
  readonly problem: ItemProblem | undefined;
}

export interface Entry {
  readonly id: string;
  readonly verdict: Verdict | null;
}

export interface Sharing {
  readonly images: readonly SharedImage[];
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly message: string;
  readonly setMessage: (message: string) => void;
  /** More ids than one offer may have; 0: not so many. */
  readonly tooMany: number;
  readonly repeated: number;
  /** In the order typed; a verdict is null while the id is looked up. */
  readonly entries: readonly Entry[];
  readonly error: unknown;
  readonly retry: () => void;
  /** Takes the ids out of the text that nothing can be offered to. */
  readonly dropRefused: () => void;
  /** Projects that something will be offered to; 0: it is not ready to be sent. */
  readonly count: number;
  readonly submit: () => Promise<'stay' | undefined>;
  /** What was refused though the check had let it pass, beside what was done. */
  readonly results: readonly Result[] | null;
  readonly forget: () => void;
}

export function useSharing(chosen: readonly Image[]): Sharing {
  const { t } = useTranslation('sharing');
  const project = useProject();
  const messages = useMessages();
  const share = useShare(project.id);
  const [text, setText] = useState('');
  const [message, setMessage] = useState('');
  const [results, setResults] = useState<readonly Result[] | null>(null);

  const { ids, repeated } = readProjectIds(text);
  const settled = useSettled(text);
  const shareable = chosen.filter(({ can }) => can.share === true);
  const pairs = {
    imageIds: shareable.map(({ id }) => id),
    projectIds: readProjectIds(settled).ids.filter(canBeProjectId),
  };
  const tooMany = ids.length > largestShare ? ids.length : 0;
  const check = useQuery({
    ...shareCheckQuery(project.id, pairs),
    enabled:
      pairs.imageIds.length > 0 &&
      pairs.projectIds.length > 0 &&
      pairs.projectIds.length <= largestShare,
  });
  const answer = check.data;
  const images = chosen.map((image): SharedImage => {
    const known = answer?.images.find(({ imageId }) => imageId === image.id);
    const code = image.can.share;
    return {
      image,
      left: known?.left ?? image.members?.left ?? null,
      problem: known?.problem ?? (code === true ? undefined : { code, detail: code }),
    };
  });
  const offered = images.filter(({ problem }) => problem === undefined);

  const isSettled = settled === text && !check.isPlaceholderData && !check.isFetching;
  const entries = ids.map((id): Entry => {
    const checked = answer?.projects.find(({ projectId }) => projectId === id);
    const isKnown = checked !== undefined || !canBeProjectId(id);
    return { id, verdict: isKnown ? verdictOf(id, checked, offered.length) : null };
  });
  const isReady =
    isSettled &&
    tooMany === 0 &&
    offered.length > 0 &&
    entries.every(({ verdict }) => verdict !== null && verdict.offered !== 'none');

  const submit = async (): Promise<'stay' | undefined> => {
    const sent = await share.mutateAsync({
      imageIds: offered.map(({ image }) => image.id),
      projectIds: [...ids],
      ...(message.trim() === '' ? {} : { message: message.trim() }),
    });
    const names = new Map(chosen.map((image) => [image.id, image.name ?? image.id]));
    const nameOf = (projectId: string): string => {
      const named = answer?.projects.find((each) => each.projectId === projectId)?.project;
      return named ? projectText(named) : projectId;
    };
    const surprising = sent.filter((result) => !wasForeseen(result, answer));
    if (surprising.every(({ problem }) => problem === undefined)) {
      messages.success(t('share.done', { count: ids.length }));
      return undefined;
    }
    setResults(
      surprising.map(({ imageId, projectId, problem }) => ({
        key: `${imageId} ${projectId}`,
        name: `${names.get(imageId) ?? imageId} → ${nameOf(projectId)}`,
        problem,
      })),
    );
    void check.refetch();
    return 'stay';
  };

  return {
    images,
    text,
    setText,
    message,
    setMessage,
    tooMany,
    repeated,
    entries,
    error: check.error,
    retry: () => void check.refetch(),
    dropRefused: () => {
      const good = entries.filter(({ verdict }) => verdict?.offered !== 'none');
      setText(good.map(({ id }) => id).join('\n'));
    },
    count: isReady ? ids.length : 0,
    submit,
    results,
    forget: () => setResults(null),
  };
}

/** A refusal that the check has told of, such as of the one image of several that a project has already. */
function wasForeseen(
  { imageId, projectId, problem }: ShareResults['results'][number],
  answer: ShareCheckAnswer | undefined,
): boolean {
  const checked = answer?.projects.find((each) => each.projectId === projectId);
  return (
    problem !== undefined && checked?.problems.some((each) => each.imageId === imageId) === true
  );
}

/** A value once it has stayed the same for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
