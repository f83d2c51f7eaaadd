// Dialogs in which one does something to disks. Loaded when something is first done.
import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Disk } from '../../src/api/accord/disks/schema.ts';
import { useCaptureDisk, useChangeDisk, useDeleteDisks } from '../api/disks.ts';
import { useDetachDisk } from '../api/servers.ts';
import { ConfirmDialog } from '../forms/ConfirmDialog.tsx';
import { NameDialog } from '../forms/NameDialog.tsx';
import styles from '../servers/servers.module.css';
import { useProject } from '../session/session-context.ts';
import { LeftOut } from '../ui/LeftOut.tsx';
import { useMessages } from '../ui/messages.tsx';
import { AttachDialog } from './AttachDialog.tsx';
import { CaptureDialog } from './CaptureDialog.tsx';
import { GrowDialog } from './GrowDialog.tsx';

export type DiskDialog =
  | { readonly act: 'delete'; readonly disks: readonly Disk[] }
  | {
      readonly act: 'attach' | 'detach' | 'grow' | 'capture' | 'edit';
      readonly disk: Disk;
    };

interface Props {
  readonly dialog: DiskDialog;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function DiskActing({ dialog, onDone, onClose }: Props) {
  switch (dialog.act) {
    case 'attach':
      return <AttachDialog disk={dialog.disk} onClose={onClose} />;
    case 'detach':
      return <DetachDialog disk={dialog.disk} onClose={onClose} />;
    case 'grow':
      return <GrowDialog disk={dialog.disk} onClose={onClose} />;
    case 'capture':
      return <CaptureDisk disk={dialog.disk} onClose={onClose} />;
    case 'edit':
      return <EditDisk disk={dialog.disk} onClose={onClose} />;
    case 'delete':
      return <DeleteDisks disks={dialog.disks} onDone={onDone} onClose={onClose} />;
  }
}

interface OneProps {
  readonly disk: Disk;
  readonly onClose: () => void;
}

function DetachDialog({ disk, onClose }: OneProps) {
  const { t } = useTranslation('disks');
  const messages = useMessages();
  const detach = useDetachDisk(useProject().id);
  const { id, name, server } = disk;
  return (
    <ConfirmDialog
      open
      danger
      title={t('detach.title', { disk: name, server: server?.name })}
      consequences={[t('detach.unmount'), t('detach.stays')]}
      confirmLabel={t('act.detach')}
      onConfirm={async () => {
        if (server === null) return;
        await detach.mutateAsync({ serverId: server.id, diskId: id });
        messages.success(t('detach.begun', { disk: name }));
      }}
      onClose={onClose}
    />
  );
}

function CaptureDisk({ disk, onClose }: OneProps) {
  const { t } = useTranslation('disks');
  const capture = useCaptureDisk(useProject().id, disk.id);
  return (
    <CaptureDialog
      of={disk.name}
      notes={[
        t(disk.kind === 'system' ? 'capture.of-system' : 'capture.of-data'),
        t(disk.server === null ? 'capture.free' : 'capture.attached'),
      ]}
      onSubmit={async (wanted) => await capture.mutateAsync(wanted)}
      onClose={onClose}
    />
  );
}

function EditDisk({ disk, onClose }: OneProps) {
  const { t } = useTranslation('disks');
  const change = useChangeDisk(useProject().id, disk.id);
  const [goesToo, setGoesToo] = useState(disk.deleteWithServer);
  return (
    <NameDialog
      title={t('edit.title', { disk: disk.name })}
      submitLabel={t('edit.submit')}
      initial={disk}
      onSubmit={async (values) =>
        await change.mutateAsync({
          ...values,
          ...(disk.kind === 'data' ? { deleteWithServer: goesToo } : {}),
        })
      }
      onClose={onClose}
    >
      {disk.kind === 'data' ? (
        <Checkbox
          className={styles.choices ?? ''}
          checked={goesToo}
          onChange={({ target }) => setGoesToo(target.checked)}
        >
          {t('new.delete-with-server', { ns: 'servers' })}
        </Checkbox>
      ) : null}
    </NameDialog>
  );
}

interface DeleteProps {
  /** At least one of them can be deleted. */
  readonly disks: readonly Disk[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** What the service deletes at once. */
const largestDeletion = 100;

function DeleteDisks({ disks, onDone, onClose }: DeleteProps) {
  const { t } = useTranslation('disks');
  const messages = useMessages();
  const deletion = useDeleteDisks(useProject().id);
  const [able] = useState(() => disks.filter((disk) => disk.can.delete === true));
  const leftOut = disks.filter(({ id }) => able.every((each) => each.id !== id));
  return (
    <ConfirmDialog
      open
      danger
      title={t('delete.title', { count: able.length })}
      consequences={[t('delete.forever')]}
      items={able.map(({ id, name, size }) => ({ key: id, name: `${name} · ${size} GB` }))}
      confirmLabel={t('act.delete')}
      onConfirm={async () => {
        for (let from = 0; from < able.length; from += largestDeletion) {
          const diskIds = able.slice(from, from + largestDeletion).map(({ id }) => id);
          await deletion.mutateAsync({ diskIds });
        }
        onDone();
        messages.success(t('delete.begun', { count: able.length }));
      }}
      onClose={onClose}
    >
      <LeftOut
        title={t('left-out', { count: leftOut.length })}
        items={leftOut.map(({ id, name, can }) => ({ key: id, name, code: String(can.delete) }))}
      />
    </ConfirmDialog>
  );
}
