// Changes as they happen: server-sent events of all projects of whoever is signed in. A page that nobody looks at closes its stream (a
// browser has six connections to a host for all its tabs) and asks for everything again when it is looked at.
import type { Change } from '../../src/api/accord/session/schema.ts';
import { apiUrl } from './request.ts';

export interface ChangeListener {
  /** What has changed since the last call; a batch of a thousand answers is a few calls. */
  readonly onChanges: (changes: readonly Change[]) => void;
  /** Changes may have been missed: everything may be old. */
  readonly onGap: () => void;
  /** The session has ended, or may have. */
  readonly onEnd: () => void;
}

const gatherMilliseconds = 250;
const firstRetryMilliseconds = 2000;
const lastRetryMilliseconds = 60_000;

/** Listens until the returned function is called. */
export function followChanges(listener: ChangeListener): () => void {
  let source: EventSource | undefined;
  let retry: number | undefined;
  let retryAfter = firstRetryMilliseconds;
  let flush: number | undefined;
  let gathered: Change[] = [];
  let missed = false;

  const open = (): void => {
    clearTimeout(retry);
    if (source !== undefined || document.hidden) return;
    source = new EventSource(apiUrl('/session/stream'));
    source.addEventListener('open', () => {
      retryAfter = firstRetryMilliseconds;
      if (missed) listener.onGap();
      missed = false;
    });
    source.addEventListener('change', ({ data }: MessageEvent<string>) => {
      gathered.push(JSON.parse(data) as Change);
      flush ??= window.setTimeout(() => {
        flush = undefined;
        listener.onChanges(gathered.splice(0));
      }, gatherMilliseconds);
    });
    source.addEventListener('end', () => {
      close();
      listener.onEnd();
      // Another session of the same person may go on, as after a change of the password; else the caller stops listening.
      retry = window.setTimeout(open, retryAfter);
    });
    source.addEventListener('error', () => {
      missed = true;
      // After a broken connection the browser tries again by itself, after an answer that is no stream it does not.
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      listener.onEnd();
      retry = window.setTimeout(open, retryAfter);
      retryAfter = Math.min(retryAfter * 2, lastRetryMilliseconds);
    });
  };
  const close = (): void => {
    clearTimeout(retry);
    source?.close();
    source = undefined;
    missed = true;
  };
  const look = (): void => {
    if (document.hidden) close();
    else open();
  };

  document.addEventListener('visibilitychange', look);
  open();
  return () => {
    document.removeEventListener('visibilitychange', look);
    close();
    clearTimeout(flush);
    gathered = [];
  };
}
