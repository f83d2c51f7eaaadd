import { useQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessKey } from '../../src/api/accord/access-keys/schema.ts';
import { EnabledTag } from '../admin/EnabledTag.tsx';
import { RowActs } from '../admin/RowActs.tsx';
import { useManaging } from '../admin/use-managing.tsx';
import { accessKeysQuery, useDeleteAccessKey, useUpdateAccessKey } from '../api/access-keys.ts';
import { antdColumns } from '../table/antd-table.ts';
import type { Column } from '../table/column.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { When } from '../ui/When.tsx';
import styles from './account.module.css';

const NewAccessKeyDialog = lazy(async () => ({
  default: (await import('./NewAccessKeyDialog.tsx')).NewAccessKeyDialog,
}));
const EditAccessKeyDialog = lazy(async () => ({
  default: (await import('./EditAccessKeyDialog.tsx')).EditAccessKeyDialog,
}));

/** What programs sign their requests with, in the name of whoever is signed in. */
export function AccessKeys() {
  const { t } = useTranslation('account');
  const { data, error, refetch } = useQuery(accessKeysQuery);
  const [open, setOpen] = useState<'new' | AccessKey | null>(null);
  const close = (): void => setOpen(null);
  if (data === undefined) {
    return error === null ? (
      <Loading />
    ) : (
      <ErrorAlert error={error} onRetry={() => void refetch()} />
    );
  }
  const { items, most } = data;
  return (
    <>
      <div className={styles.keysHead}>
        <p className={styles.lead}>{t('keys.lead', { count: items.length, most })}</p>
        <DisabledReason reason={items.length < most ? undefined : t('keys.full', { most })}>
          <Button type="primary" onClick={() => setOpen('new')}>
            {t('keys.create')}
          </Button>
        </DisabledReason>
      </div>
      <KeysTable accessKeys={items} onEdit={setOpen} />
      <Suspense>
        {open === null ? null : open === 'new' ? (
          <NewAccessKeyDialog onClose={close} />
        ) : (
          <EditAccessKeyDialog about={open} onClose={close} />
        )}
      </Suspense>
    </>
  );
}

interface TableProps {
  readonly accessKeys: readonly AccessKey[];
  readonly onEdit: (accessKey: AccessKey) => void;
}

function KeysTable({ accessKeys, onEdit }: TableProps) {
  const { t } = useTranslation('account');
  const update = useUpdateAccessKey();
  const remove = useDeleteAccessKey();
  const managing = useManaging({
    noun: 'access-key',
    setEnabled: async (id, enabled) => await update.mutateAsync({ id, change: { enabled } }),
    remove: async (id) => await remove.mutateAsync(id),
    textOf: ({ id, description }: AccessKey & { name: string }) =>
      description === '' ? id : `${id} · ${description}`,
    disabling: [t('keys.disabling'), t('keys.back')],
    deleting: [t('keys.deleting'), t('keys.forever')],
    fixed: () => undefined,
  });
  const columns: readonly Column<AccessKey>[] = [
    { key: 'id', title: t('keys.id'), render: ({ id }) => <CopyableId id={id} /> },
    {
      key: 'description',
      title: t('keys.description'),
      render: ({ description }) => description || t('none', { ns: 'common' }),
    },
    {
      key: 'state',
      title: t('keys.state'),
      render: ({ enabled }) => <EnabledTag enabled={enabled} />,
    },
    {
      key: 'created',
      title: t('keys.created'),
      render: ({ createdAt }) => <When at={createdAt} />,
    },
    {
      key: 'acts',
      title: t('keys.acts'),
      render: (accessKey) => (
        <RowActs
          about={accessKey.id}
          acts={[
            { key: 'edit', label: t('keys.edit'), onClick: () => onEdit(accessKey) },
            ...managing.acts({ ...accessKey, name: accessKey.id }),
          ]}
        />
      ),
    },
  ];
  return (
    <>
      <Table<AccessKey>
        className={styles.table ?? ''}
        aria-label={t('keys.title')}
        size="small"
        rowKey="id"
        dataSource={[...accessKeys]}
        columns={antdColumns(columns, '')}
        pagination={false}
        locale={{ emptyText: <EmptyState title={t('keys.none')} hint={t('keys.none-hint')} /> }}
      />
      {managing.dialog}
    </>
  );
}
