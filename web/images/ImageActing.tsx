// Dialogs in which one does something to images, and how deleting and copying them went. Loaded when something is first done.
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image, ImageCopy } from '../../src/api/accord/images/schema.ts';
import { ResultPanel } from '../ui/ResultPanel.tsx';
import { CopiedAlert } from './CopiedAlert.tsx';
import { useDeleting } from './use-deleting.ts';

const ShareDialog = lazy(async () => ({
  default: (await import('../sharing/ShareDialog.tsx')).ShareDialog,
}));
const EditDialog = lazy(async () => ({ default: (await import('./EditDialog.tsx')).EditDialog }));
const CopyDialog = lazy(async () => ({ default: (await import('./CopyDialog.tsx')).CopyDialog }));
const OsDialog = lazy(async () => ({
  default: (await import('../servers/OsDialog.tsx')).OsDialog,
}));
const DeleteDialog = lazy(async () => ({
  default: (await import('./DeleteDialog.tsx')).DeleteDialog,
}));

export type ImageDialog =
  | { readonly act: 'share' | 'withdraw' | 'delete'; readonly images: readonly Image[] }
  | { readonly act: 'edit'; readonly image: Image }
  | { readonly act: 'copy'; readonly image: Image }
  | { readonly act: 'change-os'; readonly image: Image };

interface Props {
  /** null: none is open. */
  readonly dialog: ImageDialog | null;
  /** Called with the ids of what has been deleted. */
  readonly onDeleted: (ids: ReadonlySet<string>) => void;
  readonly onClose: () => void;
}

export function ImageActing({ dialog, onDeleted, onClose }: Props) {
  const { t } = useTranslation('images');
  const deleting = useDeleting(onDeleted);
  const [copy, setCopy] = useState<ImageCopy | null>(null);
  return (
    <>
      {copy === null ? null : (
        <CopiedAlert key={copy.imageId} copy={copy} onClose={() => setCopy(null)} />
      )}
      {deleting.results === null ? null : (
        <ResultPanel
          title={t('delete.results')}
          results={deleting.results}
          onRetry={deleting.retry}
          busy={deleting.busy}
          onClose={deleting.close}
        />
      )}
      <Suspense>
        {dialog === null ? null : dialog.act === 'edit' ? (
          <EditDialog image={dialog.image} onClose={onClose} />
        ) : dialog.act === 'copy' ? (
          <CopyDialog image={dialog.image} onCopied={setCopy} onClose={onClose} />
        ) : dialog.act === 'change-os' ? (
          <OsDialog act="change-os" image={dialog.image} onClose={onClose} />
        ) : dialog.act === 'delete' ? (
          <DeleteDialog images={dialog.images} onDelete={deleting.deleteThem} onClose={onClose} />
        ) : (
          <ShareDialog images={dialog.images} tab={dialog.act} onClose={onClose} />
        )}
      </Suspense>
    </>
  );
}
