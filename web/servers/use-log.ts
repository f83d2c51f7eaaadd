import { useEffect, useState } from 'react';
import { readLog } from '../api/servers.ts';
import { cutLog } from './cut-log.ts';

const pauseMilliseconds = 1000;

interface LogState {
  readonly text: string;
  /** Why the last question came to nothing; it is asked again. */
  readonly error: unknown;
  /** Nothing was answered yet. */
  readonly isPending: boolean;
}

/** A server's log as it grows, as long as `isFollowed`. */
export function useLog(projectId: string, serverId: string, isFollowed: boolean): LogState {
  const [state, setState] = useState<LogState & { readonly from: number }>({
    text: '',
    error: null,
    isPending: true,
    from: 0,
  });
  const { from } = state;
  useEffect(() => {
    if (!isFollowed) return undefined;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      try {
        const { text, next } = await readLog(projectId, serverId, from, controller.signal);
        if (controller.signal.aborted) return;
        // It has begun anew: what is there now is all of it.
        const isNew = next < from;
        if (next === from && text === '') {
          timer = setTimeout(() => void ask(), pauseMilliseconds);
          setState((before) =>
            before.isPending || before.error !== null
              ? { ...before, isPending: false, error: null }
              : before,
          );
          return;
        }
        setState((before) => ({
          text: cutLog(isNew ? text : before.text + text),
          error: null,
          isPending: false,
          from: next,
        }));
      } catch (error) {
        if (controller.signal.aborted) return;
        setState((before) => ({ ...before, error, isPending: false }));
        timer = setTimeout(() => void ask(), 5 * pauseMilliseconds);
      }
    };
    void ask();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [projectId, serverId, isFollowed, from]);
  return state;
}
