import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../src/api/accord/identity/schema.ts';
import { useDeleteUser, userListQuery, userPages, useUpdateUser } from '../api/users.ts';
import { useSession } from '../session/session-context.ts';
import type { Column } from '../table/column.ts';
import { ListTable } from '../table/ListTable.tsx';
import { useList } from '../table/use-list.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';
import { AccountSelect } from './AccountSelect.tsx';
import styles from './admin.module.css';
import { useAccountColumn, useNamedColumns } from './named-columns.tsx';
import { namedQueryOf, userList } from './named-list.ts';
import { RowActs } from './RowActs.tsx';
import { useManaging } from './use-managing.tsx';

const UserDialog = lazy(async () => ({
  default: (await import('./UserDialog.tsx')).UserDialog,
}));
const UserDrawer = lazy(async () => ({
  default: (await import('./UserDrawer.tsx')).UserDrawer,
}));

/** The users of all accounts. */
export function UsersPage() {
  const { t } = useTranslation('admin');
  const { user: me } = useSession();
  const none = t('none', { ns: 'common' });
  const list = useList(userList);
  const query = namedQueryOf(list.query);
  /** null: a new one. */
  const [editing, setEditing] = useState<User | null | undefined>(undefined);
  const [shown, setShown] = useState<User | null>(null);
  const update = useUpdateUser();
  const remove = useDeleteUser();
  const managing = useManaging<User>({
    noun: 'user',
    setEnabled: async (id, enabled) => await update.mutateAsync({ id, change: { enabled } }),
    remove: async (id) => await remove.mutateAsync(id),
    textOf: ({ name, accountName }) => `${accountName} › ${name}`,
    disabling: [t('disable.user.sessions'), t('disable.stays'), t('disable.back')],
    deleting: [
      t('disable.user.sessions'),
      t('delete.user.roles'),
      t('delete.user.stays'),
      t('delete.forever'),
    ],
    fixed: ({ id }) => (id === me.id ? t('own.user') : undefined),
  });
  const columns = useNamedColumns<User>();
  const account = useAccountColumn<User>();
  const email: Column<User> = {
    key: 'email',
    title: t('column.email'),
    render: (user) => user.email ?? none,
    csv: (user) => user.email,
  };
  const acts: Column<User> = {
    key: 'acts',
    title: t('column.acts'),
    render: (user) => (
      <RowActs
        about={user.name}
        acts={[
          { key: 'show', label: t('act.roles'), onClick: () => setShown(user) },
          { key: 'edit', label: t('act.edit'), onClick: () => setEditing(user) },
          ...managing.acts(user),
        ]}
      />
    ),
  };
  return (
    <Page
      title={t('title.users')}
      lead={<p className={styles.lead}>{t('lead.users')}</p>}
      actions={
        <Button type="primary" onClick={() => setEditing(null)}>
          {t('create.user')}
        </Button>
      }
    >
      <ListTable
        label={t('title.users')}
        list={list}
        result={useQuery(userListQuery(query))}
        columns={[
          columns.name(t('column.user')),
          account,
          email,
          columns.state,
          columns.created,
          acts,
        ]}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        searchLabel={t('search.user')}
        moreFilters={
          <AccountSelect
            label={t('all-accounts')}
            className={styles.filter ?? ''}
            value={list.query.accountId}
            onChange={(accountId) => list.change({ accountId })}
          />
        }
        empty={<EmptyState title={t('empty.users')} hint={t('lead.users')} />}
        exportAs={{
          name: 'users',
          columns: [...columns.written, account, email],
          fetchPage: userPages(query),
        }}
      />
      {managing.dialog}
      <Suspense>
        {editing === undefined ? null : (
          <UserDialog
            user={editing}
            accountId={list.query.accountId}
            onCreate={setShown}
            onClose={() => setEditing(undefined)}
          />
        )}
        {shown === null ? null : <UserDrawer user={shown} onClose={() => setShown(null)} />}
      </Suspense>
    </Page>
  );
}
