import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { ImageDialog } from './ImageActing.tsx';

const ImageActing = lazy(async () => ({
  default: (await import('./ImageActing.tsx')).ImageActing,
}));

export interface Acting {
  readonly open: (dialog: ImageDialog) => void;
  /** Stands where it is to be told how it went; nothing until something is done. */
  readonly element: ReactNode;
}

/** What one does to the images of a page, by dialogs. `onDeleted`: called with the ids of what has gone, where one can delete. */
export function useActing(onDeleted: (ids: ReadonlySet<string>) => void = () => {}): Acting {
  const [dialog, setDialog] = useState<ImageDialog | null>(null);
  // It stays once something was done: it tells how that went.
  const [wasOpened, setOpened] = useState(false);
  return {
    open: (next) => {
      setOpened(true);
      setDialog(next);
    },
    element: wasOpened ? (
      <Suspense>
        <ImageActing dialog={dialog} onDeleted={onDeleted} onClose={() => setDialog(null)} />
      </Suspense>
    ) : null,
  };
}
