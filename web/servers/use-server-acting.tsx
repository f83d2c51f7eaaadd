import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { ServerDialog } from './ServerActing.tsx';

const ServerActing = lazy(async () => ({
  default: (await import('./ServerActing.tsx')).ServerActing,
}));

interface Acting {
  readonly open: (dialog: ServerDialog) => void;
  /** Stands where dialogs may be told of; nothing until something is done. */
  readonly element: ReactNode;
}

/** What one does to servers, by dialogs. `onDone`: called when something was begun with those that were chosen. */
export function useServerActing(onDone: () => void = () => {}): Acting {
  const [dialog, setDialog] = useState<ServerDialog | null>(null);
  return {
    open: setDialog,
    element:
      dialog === null ? null : (
        <Suspense>
          <ServerActing dialog={dialog} onDone={onDone} onClose={() => setDialog(null)} />
        </Suspense>
      ),
  };
}
