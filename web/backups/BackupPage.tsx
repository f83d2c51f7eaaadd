import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { Backup } from '../../src/api/accord/backups/schema.ts';
import { backupQuery } from '../api/backups.ts';
import { asProblem } from '../api/problem.ts';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { Card } from '../ui/Card.tsx';
import { CopyableId } from '../ui/CopyableId.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Facts } from '../ui/Facts.tsx';
import { FullMessage } from '../ui/FullMessage.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { When } from '../ui/When.tsx';
import styles from '../vaults/vaults.module.css';
import { ImageOf, OwnerOf, ServerOf, VaultOf } from './backup-columns.tsx';
import { PageActs } from './BackupActs.tsx';
import { BackupDisks } from './BackupDisks.tsx';
import { BackupStatus } from './BackupStatus.tsx';
import { useBackupActing } from './use-backup-acting.tsx';

/** One backup of a server (备份详情). */
export function BackupPage() {
  const { backupId = '' } = useParams();
  const project = useProject();
  const { data: backup, error, refetch } = useQuery(backupQuery(project.id, backupId));
  if (error !== null && asProblem(error).status === 404) return <NoBackup />;
  if (backup?.status === 'deleted') return <NoBackup />;
  if (backup !== undefined) return <OneBackup key={backup.id} backup={backup} />;
  return error === null ? <Loading /> : <ErrorAlert error={error} onRetry={() => void refetch()} />;
}

function NoBackup() {
  const { t } = useTranslation('backups');
  const project = useProject();
  return (
    <FullMessage title={t('gone.title')} text={t('gone.text')}>
      <Link to={paths.backups(project.id)}>{t('title')}</Link>
    </FullMessage>
  );
}

function OneBackup({ backup }: { readonly backup: Backup }) {
  const { t } = useTranslation('backups');
  const project = useProject();
  const navigate = useNavigate();
  const acting = useBackupActing(() => void navigate(paths.backups(project.id)));
  const none = t('none', { ns: 'common' });
  return (
    <Page
      title={backup.name}
      lead={
        <div className={styles.lead}>
          <BackupStatus backup={backup} />
          <CopyableId id={backup.id} />
        </div>
      }
      actions={<PageActs backup={backup} onOpen={acting.open} />}
    >
      {acting.element}
      <Card title={t('facts')}>
        <Facts
          facts={[
            { key: 'server', title: t('column.server'), value: <ServerOf backup={backup} /> },
            { key: 'vault', title: t('column.vault'), value: <VaultOf backup={backup} /> },
            { key: 'owner', title: t('column.owner'), value: <OwnerOf backup={backup} /> },
            { key: 'image', title: t('column.image'), value: <ImageOf backup={backup} /> },
            { key: 'taken', title: t('column.taken'), value: <When at={backup.takenAt} /> },
            {
              key: 'description',
              title: t('field.description', { ns: 'common' }),
              value: backup.description === '' ? none : backup.description,
            },
          ]}
        />
      </Card>
      <Card title={t('disks.title')}>
        <BackupDisks backup={backup} />
      </Card>
    </Page>
  );
}
