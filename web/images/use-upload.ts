// A new image on its way: the record is made, then the file is sent. Of one that fails or is cancelled nothing is kept.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Image, NewImage, UploadProgress } from '../../src/api/accord/images/schema.ts';
import { keys } from '../api/keys.ts';
import { createImage, discardImage, sendFile, uploadProgressQuery } from '../api/upload.ts';
import { addSample, paceOf, type Pace, type Sample } from './pace.ts';

export interface Running {
  readonly phase: UploadProgress['phase'];
  /** Bytes. */
  readonly sent: number;
  readonly total: number;
  /** null: too early to tell. */
  readonly pace: Pace | null;
}

export interface Upload {
  /** null: nothing is under way. */
  readonly running: Running | null;
  /** True as soon as it starts and until it has ended, also between two renderings. */
  readonly isRunning: () => boolean;
  /** Why the last one failed. */
  readonly error: unknown;
  /** Resolves when all is done: to the image, or to null when it failed or was cancelled. */
  readonly start: (file: File, image: NewImage) => Promise<Image | null>;
  /** Resolves when nothing is left of it. */
  readonly cancel: () => Promise<void>;
}

interface Sent {
  readonly imageId: string | null;
  readonly total: number;
  readonly samples: readonly Sample[];
}

export function useUpload(projectId: string): Upload {
  const client = useQueryClient();
  const [sent, setSent] = useState<Sent | null>(null);
  const [error, setError] = useState<unknown>(null);
  const controller = useRef<AbortController>(undefined);
  const ended = useRef<Promise<unknown>>(undefined);
  /** The record of an upload that has not succeeded. */
  const leftover = useRef<string | null>(null);

  // Whoever leaves the page has agreed to that.
  useEffect(() => () => controller.current?.abort(), []);

  const discard = async (): Promise<void> => {
    if (leftover.current === null) return;
    await discardImage(projectId, leftover.current);
    leftover.current = null;
  };

  const run = async (file: File, image: NewImage, signal: AbortSignal): Promise<Image | null> => {
    try {
      // Of a failure without a network.
      await discard();
      const made = await createImage(projectId, image);
      leftover.current = made.id;
      setSent((before) => (before === null ? null : { ...before, imageId: made.id }));
      await sendFile(
        projectId,
        made.id,
        file,
        (bytes) => {
          const sample = { at: performance.now(), bytes };
          setSent((before) =>
            before === null ? null : { ...before, samples: addSample(before.samples, sample) },
          );
        },
        signal,
      );
      leftover.current = null;
      return made;
    } catch (failure) {
      const cleaning = await discard().then(
        () => null,
        (problem: unknown) => problem,
      );
      setError(signal.aborted ? cleaning : failure);
      return null;
    } finally {
      await client.invalidateQueries({ queryKey: keys.images(projectId) });
    }
  };

  const start = async (file: File, image: NewImage): Promise<Image | null> => {
    const own = new AbortController();
    controller.current = own;
    setError(null);
    setSent({ imageId: null, total: file.size, samples: [] });
    const running = run(file, image, own.signal);
    ended.current = running;
    const made = await running;
    controller.current = undefined;
    setSent(null);
    return made;
  };

  return {
    running: useRunning(projectId, sent),
    isRunning: () => controller.current !== undefined,
    error,
    start,
    cancel: async () => {
      controller.current?.abort();
      await ended.current;
    },
  };
}

/** What has been sent together with what the service says it is doing. */
function useRunning(projectId: string, sent: Sent | null): Running | null {
  const imageId = sent?.imageId ?? null;
  const { data } = useQuery({
    ...uploadProgressQuery(projectId, imageId ?? ''),
    enabled: imageId !== null,
  });
  if (sent === null) return null;
  const bytes = sent.samples.at(-1)?.bytes ?? 0;
  return {
    phase: data?.phase ?? 'uploading',
    // Some browsers count what surrounds the file, too.
    sent: Math.min(bytes, sent.total),
    total: sent.total,
    pace: paceOf(sent.samples, sent.total),
  };
}
