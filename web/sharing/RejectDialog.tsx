import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { ConfirmDialog } from '../forms/ConfirmDialog.tsx';
import { OwnUses } from './ImageUses.tsx';

interface Props {
  /** Accepted ones. */
  readonly images: readonly Image[];
  readonly onReject: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before images are rejected that were accepted: the project loses what it uses. */
export function RejectDialog({ images, onReject, onClose }: Props) {
  const { t } = useTranslation('sharing');
  return (
    <ConfirmDialog
      open
      danger
      title={t('reject-dialog.title', { count: images.length })}
      consequences={[t('reject-dialog.gone'), t('reject-dialog.stays'), t('reject-dialog.back')]}
      items={images.map(({ id, name }) => ({ key: id, name: name ?? id }))}
      confirmLabel={t('reject')}
      onConfirm={onReject}
      onClose={onClose}
    >
      <OwnUses imageIds={images.map(({ id }) => id)} />
    </ConfirmDialog>
  );
}
