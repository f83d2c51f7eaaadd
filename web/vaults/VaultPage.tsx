import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { Vault } from '../../src/api/accord/vaults/schema.ts';
import { asProblem } from '../api/problem.ts';
import { vaultQuery } from '../api/vaults.ts';
import { BackupList } from '../backups/BackupList.tsx';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { Card } from '../ui/Card.tsx';
import { CopyableId } from '../ui/CopyableId.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Facts } from '../ui/Facts.tsx';
import { FullMessage } from '../ui/FullMessage.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import ui from '../ui/ui.module.css';
import { When } from '../ui/When.tsx';
import { mibOf } from './room.ts';
import { RoomFacts } from './RoomBar.tsx';
import { useVaultActing } from './use-vault-acting.tsx';
import { roomText, toneOf } from './vault-words.ts';
import { PageActs } from './VaultActs.tsx';
import { VaultGuide } from './VaultGuide.tsx';
import styles from './vaults.module.css';
import { useFormat } from '../i18n/use-format.ts';

/** One vault, with what lies in it. */
export function VaultPage() {
  const { vaultId = '' } = useParams();
  const project = useProject();
  const { data: vault, error, refetch } = useQuery(vaultQuery(project.id, vaultId));
  if (error !== null && asProblem(error).status === 404) return <NoVault />;
  if (vault !== undefined) return <OneVault key={vault.id} vault={vault} />;
  return error === null ? <Loading /> : <ErrorAlert error={error} onRetry={() => void refetch()} />;
}

function NoVault() {
  const { t } = useTranslation('vaults');
  const project = useProject();
  return (
    <FullMessage title={t('gone.title')} text={t('gone.text')}>
      <Link to={paths.vaults(project.id)}>{t('title')}</Link>
    </FullMessage>
  );
}

function OneVault({ vault }: { readonly vault: Vault }) {
  const { t } = useTranslation('vaults');
  const format = useFormat();
  const project = useProject();
  const navigate = useNavigate();
  const acting = useVaultActing(() => void navigate(paths.vaults(project.id)));
  return (
    <Page
      title={vault.name}
      lead={
        <div className={styles.lead}>
          <StatusTag tone={toneOf[vault.status]}>{t(`status.${vault.status}`)}</StatusTag>
          <CopyableId id={vault.id} />
        </div>
      }
      actions={<PageActs vault={vault} onOpen={acting.open} />}
    >
      {acting.element}
      <Card title={t('column.room')}>
        <div className={styles.part}>
          <RoomFacts vault={vault} />
        </div>
        <Facts
          facts={[
            {
              key: 'capacity',
              title: t('column.capacity'),
              value: roomText(format, mibOf(vault.capacity)),
            },
            { key: 'object', title: t('column.object'), value: t(`object.${vault.objectType}`) },
            {
              key: 'protection',
              title: t('column.protection'),
              value: t(`protection.${vault.protectType}`),
            },
            {
              key: 'created',
              title: t('column.created'),
              value: <When at={vault.createdAt} />,
            },
            {
              key: 'description',
              title: t('field.description', { ns: 'common' }),
              value: vault.description === '' ? t('none', { ns: 'common' }) : vault.description,
            },
          ]}
        />
      </Card>
      <section aria-label={t('content.title')}>
        <h2 className={ui.cardTitle}>{t('content.title')}</h2>
        <BackupList
          vaultId={vault.id}
          empty={
            <EmptyState title={t('content.none')} hint={t('content.none-hint')}>
              <Link to={paths.servers(project.id)}>{t('content.servers')}</Link> <VaultGuide />
            </EmptyState>
          }
        />
      </section>
    </Page>
  );
}
