// Deleting images, and what became of it: one result for each.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image, ImageDeletionResults } from '../../src/api/accord/images/schema.ts';
import { useDeleteImages } from '../api/images.ts';
import { useProject } from '../session/session-context.ts';
import { useErrorText } from '../ui/use-problem-text.ts';
import { useMessages } from '../ui/messages.tsx';
import type { Result } from '../ui/ResultPanel.tsx';

type Outcome = ImageDeletionResults['results'];

export interface Deleting {
  /** Deletes exactly these, with the backups behind them if so wanted. Throws when the service did not do it at all. */
  readonly deleteThem: (images: readonly Image[], deleteBackups: boolean) => Promise<void>;
  /** Of the last time, when there is something to tell beyond that it was done. */
  readonly results: readonly Result[] | null;
  readonly retry: (keys: readonly string[]) => void;
  readonly busy: boolean;
  readonly close: () => void;
}

/** `onDeleted`: called with the ids of those that are gone. */
export function useDeleting(onDeleted: (ids: ReadonlySet<string>) => void): Deleting {
  const { t } = useTranslation('images');
  const messages = useMessages();
  const errorText = useErrorText();
  const deletion = useDeleteImages(useProject().id);
  const [last, setLast] = useState<readonly Image[]>([]);
  const [withBackups, setWithBackups] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  const send = async (imageIds: readonly string[], deleteBackups: boolean): Promise<Outcome> => {
    const results = await deletion.mutateAsync({ imageIds, deleteBackups });
    const gone = results.filter(({ problem }) => problem === undefined);
    onDeleted(new Set(gone.map(({ imageId }) => imageId)));
    return results;
  };

  const deleteThem = async (images: readonly Image[], deleteBackups: boolean): Promise<void> => {
    setWithBackups(deleteBackups);
    const ids = images.map(({ id }) => id);
    const results = await send(ids, deleteBackups);
    const [only] = results;
    if (images.length === 1 && only?.problem === undefined) {
      setOutcome(null);
      messages.success(t('delete.done', { image: images[0]?.name ?? only?.imageId }));
    } else {
      setLast(images);
      setOutcome(results);
    }
  };

  const retry = async (ids: readonly string[]): Promise<void> => {
    try {
      const again = new Map(
        (await send(ids, withBackups)).map((result) => [result.imageId, result]),
      );
      setOutcome((before) => before?.map((each) => again.get(each.imageId) ?? each) ?? null);
    } catch (error) {
      messages.error(errorText(error));
    }
  };

  const names = new Map(last.map(({ id, name }) => [id, name ?? id]));
  return {
    deleteThem,
    results:
      outcome?.map(({ imageId, problem }) => ({
        key: imageId,
        name: names.get(imageId) ?? imageId,
        problem,
      })) ?? null,
    retry: (ids) => void retry(ids),
    busy: deletion.isPending,
    close: () => setOutcome(null),
  };
}
