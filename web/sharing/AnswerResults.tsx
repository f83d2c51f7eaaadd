import { lazy, Suspense, useEffect, useRef } from 'react';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { ResultPanel } from '../ui/ResultPanel.tsx';
import type { Answering } from './use-answering.ts';

const AcceptServersDialog = lazy(async () => ({
  default: (await import('./AcceptServersDialog.tsx')).AcceptServersDialog,
}));

/** What became of the last answers, and before that the question for vaults where some are needed. What was answered with has often gone from the page then, so the focus comes here. */
export function AnswerResults({ answering }: { readonly answering: Answering }) {
  const { outcome, failure, placing, busy, close } = answering;
  const place = useRef<HTMLDivElement>(null);
  const isShown = outcome !== null;
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (isShown && !busy && lost) place.current?.focus();
  }, [isShown, busy]);
  return (
    <div ref={place} tabIndex={-1}>
      <ErrorAlert error={failure} />
      {outcome === null ? null : (
        <ResultPanel
          title={outcome.title}
          results={outcome.results}
          onRetry={outcome.retry}
          onUndo={outcome.undo}
          busy={busy}
          onClose={close}
        />
      )}
      <Suspense>{placing === null ? null : <AcceptServersDialog placing={placing} />}</Suspense>
    </div>
  );
}
