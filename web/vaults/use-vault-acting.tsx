import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { VaultDialog } from './VaultActing.tsx';

const VaultActing = lazy(async () => ({
  default: (await import('./VaultActing.tsx')).VaultActing,
}));

interface Acting {
  readonly open: (dialog: VaultDialog) => void;
  readonly element: ReactNode;
}

/** What one does to vaults, by dialogs. `onDeleted`: called when one is gone. */
export function useVaultActing(onDeleted: () => void = () => {}): Acting {
  const [dialog, setDialog] = useState<VaultDialog | null>(null);
  return {
    open: setDialog,
    element:
      dialog === null ? null : (
        <Suspense>
          <VaultActing dialog={dialog} onDeleted={onDeleted} onClose={() => setDialog(null)} />
        </Suspense>
      ),
  };
}
