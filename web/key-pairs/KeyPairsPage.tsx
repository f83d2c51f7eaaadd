import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyPair } from '../../src/api/accord/servers/schema.ts';
import { keyPairsQuery, useDeleteKeyPair } from '../api/key-pairs.ts';
import { ConfirmDialog } from '../forms/ConfirmDialog.tsx';
import styles from '../servers/servers.module.css';
import { useProject } from '../session/session-context.ts';
import { antdColumns } from '../table/antd-table.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useMessages } from '../ui/messages.tsx';
import { Page } from '../ui/Page.tsx';
import { When } from '../ui/When.tsx';

const NewKeyPairDialog = lazy(async () => ({
  default: (await import('./NewKeyPairDialog.tsx')).NewKeyPairDialog,
}));

/** What servers of a project let in with. */
export function KeyPairsPage() {
  const { t } = useTranslation('servers');
  const project = useProject();
  const [isMaking, setMaking] = useState(false);
  const refused = project.role === 'reader' ? t('keys.refused') : undefined;
  return (
    <Page
      title={t('keys.title')}
      lead={<p className={styles.lead}>{t('keys.lead')}</p>}
      actions={
        <DisabledReason reason={refused}>
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setMaking(true)}
          >
            {t('keys.new')}
          </Button>
        </DisabledReason>
      }
    >
      <KeyPairsTable refused={refused} />
      <Suspense>{isMaking ? <NewKeyPairDialog onClose={() => setMaking(false)} /> : null}</Suspense>
    </Page>
  );
}

function KeyPairsTable({ refused }: { readonly refused: string | undefined }) {
  const { t } = useTranslation('servers');
  const project = useProject();
  const messages = useMessages();
  const { data, error, refetch } = useQuery(keyPairsQuery(project.id));
  const deletion = useDeleteKeyPair(project.id);
  const [deleting, setDeleting] = useState<KeyPair | null>(null);
  if (data === undefined) {
    return error === null ? (
      <Loading />
    ) : (
      <ErrorAlert error={error} onRetry={() => void refetch()} />
    );
  }
  return (
    <div className={styles.card}>
      <Table<KeyPair>
        aria-label={t('keys.title')}
        className={styles.table ?? ''}
        size="small"
        rowKey="name"
        pagination={false}
        dataSource={[...data]}
        locale={{ emptyText: <EmptyState title={t('keys.none')} hint={t('keys.none-hint')} /> }}
        columns={antdColumns<KeyPair>(
          [
            { key: 'name', title: t('keys.name'), render: ({ name }) => name },
            {
              key: 'fingerprint',
              title: t('keys.fingerprint'),
              render: ({ name, fingerprint }) => (
                <CopyableId id={fingerprint} name={t('keys.fingerprint-of', { name })} />
              ),
            },
            {
              key: 'created',
              title: t('column.created'),
              render: ({ createdAt }) => <When at={createdAt} />,
            },
            {
              key: 'acts',
              title: t('column.acts'),
              render: (pair) => (
                <DisabledReason reason={refused}>
                  <Button
                    type="link"
                    size="small"
                    aria-label={`${t('act.delete')} ${pair.name}`}
                    onClick={() => setDeleting(pair)}
                  >
                    {t('act.delete')}
                  </Button>
                </DisabledReason>
              ),
            },
          ],
          '',
        )}
      />
      {deleting === null ? null : (
        <ConfirmDialog
          open
          danger
          title={t('keys.delete-title', { name: deleting.name })}
          consequences={[t('keys.delete-what'), t('keys.delete-stays')]}
          confirmLabel={t('act.delete')}
          onConfirm={async () => {
            await deletion.mutateAsync(deleting.name);
            messages.success(t('keys.deleted', { name: deleting.name }));
          }}
          onClose={() => setDeleting(null)}
        />
      )}
    </div>
  );
}
