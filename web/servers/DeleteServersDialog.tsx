import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { useDeleteServers } from '../api/servers.ts';
import { ConfirmDialog } from '../forms/ConfirmDialog.tsx';
import { useProject } from '../session/session-context.ts';
import { LeftOut } from '../ui/LeftOut.tsx';
import { useMessages } from '../ui/messages.tsx';
import styles from './servers.module.css';

interface Props {
  /** At least one of them can be deleted. */
  readonly servers: readonly Server[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** What the service deletes at once. */
const largestDeletion = 100;

/** Asks before servers are deleted: which, and what becomes of their disks. */
export function DeleteServersDialog({ servers, onDone, onClose }: Props) {
  const { t } = useTranslation('servers');
  const messages = useMessages();
  const deletion = useDeleteServers(useProject().id);
  const [deleteDisks, setDeleteDisks] = useState(false);
  const [able] = useState(() => servers.filter((server) => server.can.delete === true));
  const leftOut = servers.filter(({ id }) => able.every((each) => each.id !== id));
  const dataDisks = able.flatMap(({ disks }) => disks.filter(({ kind }) => kind === 'data'));
  const marked = dataDisks.filter((disk) => disk.deleteWithServer).length;

  const confirm = async (): Promise<void> => {
    for (let from = 0; from < able.length; from += largestDeletion) {
      const serverIds = able.slice(from, from + largestDeletion).map(({ id }) => id);
      await deletion.mutateAsync({ serverIds, deleteDisks });
    }
    onDone();
    messages.success(t('delete.begun', { count: able.length }));
  };
  return (
    <ConfirmDialog
      open
      danger
      title={t('delete.title', { count: able.length })}
      consequences={[
        t('delete.forever'),
        ...(dataDisks.length === 0
          ? []
          : deleteDisks
            ? [t('delete.all-disks', { count: dataDisks.length })]
            : [
                ...(marked === 0 ? [] : [t('delete.marked-disks', { count: marked })]),
                ...(marked === dataDisks.length
                  ? []
                  : [t('delete.kept-disks', { count: dataDisks.length - marked })]),
              ]),
      ]}
      items={able.map(({ id, name }) => ({ key: id, name }))}
      confirmLabel={t('act.delete')}
      onConfirm={confirm}
      onClose={onClose}
    >
      {dataDisks.length === 0 ? null : (
        <Checkbox
          className={styles.choices ?? ''}
          checked={deleteDisks}
          onChange={({ target }) => setDeleteDisks(target.checked)}
        >
          {t('delete.disks-too', { count: dataDisks.length })}
        </Checkbox>
      )}
      <LeftOut
        title={t('left-out', { count: leftOut.length })}
        items={leftOut.map(({ id, name, can }) => ({ key: id, name, code: String(can.delete) }))}
      />
    </ConfirmDialog>
  );
}
