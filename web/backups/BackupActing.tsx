// Dialogs in which one does something to a backup. Loaded when something is first done.
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Backup } from '../../src/api/accord/backups/schema.ts';
import { useChangeBackup, useDeleteBackup, useImageBackup } from '../api/backups.ts';
import { ConfirmDialog } from '../forms/ConfirmDialog.tsx';
import { NameDialog } from '../forms/NameDialog.tsx';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { useMessages } from '../ui/messages.tsx';
import ui from '../ui/ui.module.css';
import { RestoreDialog } from './RestoreDialog.tsx';

export interface BackupDialog {
  readonly act: 'restore' | 'make-image' | 'edit' | 'delete';
  readonly backup: Backup;
}

interface Props extends BackupDialog {
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

export function BackupActing({ act, backup, onDeleted, onClose }: Props) {
  switch (act) {
    case 'restore':
      return <RestoreDialog backup={backup} onClose={onClose} />;
    case 'make-image':
      return <MakeImage backup={backup} onClose={onClose} />;
    case 'edit':
      return <EditBackup backup={backup} onClose={onClose} />;
    case 'delete':
      return <DeleteBackup backup={backup} onDeleted={onDeleted} onClose={onClose} />;
  }
}

interface OneProps {
  readonly backup: Backup;
  readonly onClose: () => void;
}

function MakeImage({ backup, onClose }: OneProps) {
  const { t } = useTranslation('backups');
  const project = useProject();
  const navigate = useNavigate();
  const messages = useMessages();
  const make = useImageBackup(project.id, backup.id);
  return (
    <NameDialog
      title={t('image.title', { backup: backup.name })}
      submitLabel={t('image.submit')}
      initial={{ name: `${backup.server.name}-image`.slice(0, 128), description: '' }}
      onSubmit={async ({ name, description }) => {
        const { imageId } = await make.mutateAsync({
          name,
          ...(description === '' ? {} : { description }),
        });
        messages.success(t('image.done', { image: name }));
        await navigate(paths.image(project.id, imageId));
      }}
      onClose={onClose}
    >
      <ul className={ui.consequences} aria-label={t('what-happens', { ns: 'common' })}>
        <li>{t('image.what', { count: backup.disks.length, size: backup.size })}</li>
        <li>{t('image.one')}</li>
        <li>{t('image.secrets')}</li>
      </ul>
    </NameDialog>
  );
}

function EditBackup({ backup, onClose }: OneProps) {
  const { t } = useTranslation('backups');
  const change = useChangeBackup(useProject().id, backup.id);
  return (
    <NameDialog
      title={t('edit.title', { backup: backup.name })}
      submitLabel={t('edit.submit')}
      initial={backup}
      onSubmit={async (values) => await change.mutateAsync(values)}
      onClose={onClose}
    />
  );
}

interface DeleteProps extends OneProps {
  readonly onDeleted: () => void;
}

function DeleteBackup({ backup, onDeleted, onClose }: DeleteProps) {
  const { t } = useTranslation('backups');
  const messages = useMessages();
  const deletion = useDeleteBackup(useProject().id);
  return (
    <ConfirmDialog
      open
      danger
      title={t('delete.title', { backup: backup.name })}
      consequences={[t('delete.forever'), t('delete.room'), t('delete.servers')]}
      confirmLabel={t('act.delete')}
      onConfirm={async () => {
        await deletion.mutateAsync(backup.id);
        messages.success(t('delete.done', { backup: backup.name }));
        onDeleted();
      }}
      onClose={onClose}
    />
  );
}
