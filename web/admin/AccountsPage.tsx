import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Account } from '../../src/api/accord/identity/schema.ts';
import {
  accountListQuery,
  accountPages,
  useDeleteAccount,
  useUpdateAccount,
} from '../api/accounts.ts';
import { paths } from '../paths.ts';
import { useSession } from '../session/session-context.ts';
import type { Column } from '../table/column.ts';
import { ListTable } from '../table/ListTable.tsx';
import { useList } from '../table/use-list.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';
import styles from './admin.module.css';
import { useNamedColumns } from './named-columns.tsx';
import { plainList, namedQueryOf } from './named-list.ts';
import { RowActs } from './RowActs.tsx';
import { useManaging } from './use-managing.tsx';

const AccountDialog = lazy(async () => ({
  default: (await import('./AccountDialog.tsx')).AccountDialog,
}));

/** Accounts: whose projects and users there are. */
export function AccountsPage() {
  const { t } = useTranslation('admin');
  const { user } = useSession();
  const list = useList(plainList);
  const query = namedQueryOf(list.query);
  /** null: a new one. */
  const [editing, setEditing] = useState<Account | null | undefined>(undefined);
  const update = useUpdateAccount();
  const remove = useDeleteAccount();
  const managing = useManaging<Account>({
    noun: 'account',
    setEnabled: async (id, enabled) => await update.mutateAsync({ id, change: { enabled } }),
    remove: async (id) => await remove.mutateAsync(id),
    textOf: ({ name }) => name,
    disabling: [t('disable.account.users'), t('disable.stays'), t('disable.back')],
    deleting: [
      t('delete.account.all'),
      t('delete.images'),
      t('delete.places'),
      t('delete.running'),
      t('delete.forever'),
    ],
    fixed: ({ id }) => (id === user.accountId ? t('own.account') : undefined),
    undeletable: ({ enabled }) => (enabled ? t('disable-first') : undefined),
  });
  const columns = useNamedColumns<Account>();
  const shown: readonly Column<Account>[] = [
    columns.name(t('column.account')),
    columns.description,
    columns.state,
    columns.created,
    {
      key: 'more',
      title: t('column.in-it'),
      render: ({ id, name }) => (
        <div className={styles.links}>
          <Link
            to={paths.adminProjects({ accountId: id })}
            aria-label={`${t('title.projects')} ${name}`}
          >
            {t('title.projects')}
          </Link>
          <Link to={paths.adminUsers({ accountId: id })} aria-label={`${t('title.users')} ${name}`}>
            {t('title.users')}
          </Link>
        </div>
      ),
    },
    {
      key: 'acts',
      title: t('column.acts'),
      render: (account) => (
        <RowActs
          about={account.name}
          acts={[
            { key: 'edit', label: t('act.edit'), onClick: () => setEditing(account) },
            ...managing.acts(account),
          ]}
        />
      ),
    },
  ];
  return (
    <Page
      title={t('title.accounts')}
      lead={<p className={styles.lead}>{t('lead.accounts')}</p>}
      actions={
        <Button type="primary" onClick={() => setEditing(null)}>
          {t('create.account')}
        </Button>
      }
    >
      <ListTable
        label={t('title.accounts')}
        list={list}
        result={useQuery(accountListQuery(query))}
        columns={shown}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        searchLabel={t('search.account')}
        empty={<EmptyState title={t('empty.accounts')} hint={t('lead.accounts')} />}
        exportAs={{
          name: 'accounts',
          columns: columns.written,
          fetchPage: accountPages(query),
        }}
      />
      {managing.dialog}
      <Suspense>
        {editing === undefined ? null : (
          <AccountDialog account={editing} onClose={() => setEditing(undefined)} />
        )}
      </Suspense>
    </Page>
  );
}
