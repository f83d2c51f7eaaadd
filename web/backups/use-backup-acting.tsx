import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { BackupDialog } from './BackupActing.tsx';

const BackupActing = lazy(async () => ({
  default: (await import('./BackupActing.tsx')).BackupActing,
}));

interface Acting {
  readonly open: (dialog: BackupDialog) => void;
  readonly element: ReactNode;
}

/** What one does to backups, by dialogs. `onDeleted`: called when one is gone. */
export function useBackupActing(onDeleted: () => void = () => {}): Acting {
  const [dialog, setDialog] = useState<BackupDialog | null>(null);
  return {
    open: setDialog,
    element:
      dialog === null ? null : (
        <Suspense>
          <BackupActing {...dialog} onDeleted={onDeleted} onClose={() => setDialog(null)} />
        </Suspense>
      ),
  };
}
