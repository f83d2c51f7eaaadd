import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { ConfirmDialog } from '../forms/ConfirmDialog.tsx';
import { OthersUses } from '../sharing/ImageUses.tsx';
import { LeftOut } from '../ui/LeftOut.tsx';
import { membersOf } from './image-words.ts';

interface Props {
  /** At least one of them can be deleted. */
  readonly images: readonly Image[];
  /** Deletes exactly those that it is given; `deleteBackups`: the backups behind full-server images, too. */
  readonly onDelete: (images: readonly Image[], deleteBackups: boolean) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before images are deleted: which, who loses them, and which are left out. */
export function DeleteDialog({ images, onDelete, onClose }: Props) {
  const { t } = useTranslation('images');
  const { t: ofBackups } = useTranslation('backups');
  const [deleteBackups, setDeleteBackups] = useState(false);
  const deletable = images.filter(({ can }) => can.delete === true);
  const leftOut = images.filter(({ can }) => can.delete !== true);
  const isShared = deletable.some((image) => membersOf(image) > 0);
  const servers = deletable.filter(({ kind }) => kind === 'server').length;
  const underWay = deletable.some(({ status }) => status === 'saving' || status === 'importing');
  return (
    <ConfirmDialog
      open
      danger
      title={t('delete.title', { count: deletable.length })}
      consequences={[
        t('delete.forever'),
        ...(isShared ? [t('delete.members')] : []),
        t('delete.stays'),
        ...(underWay ? [t('delete.under-way')] : []),
      ]}
      items={deletable.map((image) => ({ key: image.id, name: itemText(image) }))}
      confirmLabel={t('delete.submit', { count: deletable.length })}
      onConfirm={async () => await onDelete(deletable, deleteBackups && servers > 0)}
      onClose={onClose}
    >
      <OthersUses imageIds={deletable.map(({ id }) => id)} />
      {servers === 0 ? null : (
        <>
          <Checkbox
            checked={deleteBackups}
            onChange={({ target }) => setDeleteBackups(target.checked)}
          >
            {ofBackups('with-image.delete', { count: servers })}
          </Checkbox>
          <p>{ofBackups(deleteBackups ? 'with-image.goes' : 'with-image.stays')}</p>
        </>
      )}
      <LeftOut
        title={t('delete.left-out', { count: leftOut.length })}
        items={leftOut.map(({ id, name, can }) => ({
          key: id,
          name: name ?? id,
          code: String(can.delete),
        }))}
      />
    </ConfirmDialog>
  );

  function itemText(image: Image): string {
    const name = image.name ?? image.id;
    const count = membersOf(image);
    return count === 0 ? name : `${name} · ${t('delete.lose', { count })}`;
  }
}
