import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';
import { VaultGuide } from '../vaults/VaultGuide.tsx';
import styles from '../vaults/vaults.module.css';
import { BackupList } from './BackupList.tsx';

/** All backups of servers that a project has, in whichever vault. */
export function BackupsPage() {
  const { t } = useTranslation('backups');
  const project = useProject();
  return (
    <Page
      title={t('title')}
      lead={
        <p className={styles.lead}>
          {t('lead')} <VaultGuide />
        </p>
      }
    >
      <BackupList
        empty={
          <EmptyState title={t('empty.title')} hint={t('empty.hint')}>
            <Link to={paths.servers(project.id)}>{t('empty.servers')}</Link>
            {' · '}
            <Link to={paths.vaults(project.id)}>{t('empty.vaults')}</Link>
          </EmptyState>
        }
      />
    </Page>
  );
}
