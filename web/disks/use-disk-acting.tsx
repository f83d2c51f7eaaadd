import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { DiskDialog } from './DiskActing.tsx';

const DiskActing = lazy(async () => ({
  default: (await import('./DiskActing.tsx')).DiskActing,
}));

interface Acting {
  readonly open: (dialog: DiskDialog) => void;
  readonly element: ReactNode;
}

/** What one does to disks, by dialogs. `onDone`: called when those that were chosen are being deleted. */
export function useDiskActing(onDone: () => void = () => {}): Acting {
  const [dialog, setDialog] = useState<DiskDialog | null>(null);
  return {
    open: setDialog,
    element:
      dialog === null ? null : (
        <Suspense>
          <DiskActing dialog={dialog} onDone={onDone} onClose={() => setDialog(null)} />
        </Suspense>
      ),
  };
}
