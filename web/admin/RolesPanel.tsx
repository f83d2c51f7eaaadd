// Who may do what in a project, or what a user may do where; roles are given and taken away here.
import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleAssignment } from '../../src/api/accord/identity/schema.ts';
import { roles, useRoleText } from '../account/use-role-text.ts';
import { assignmentsQuery, useRevokeRole, type Grant } from '../api/roles.ts';
import { useMyProjects, useSession } from '../session/session-context.ts';
import { projectText } from '../sharing/member-columns.tsx';
import { antdColumns } from '../table/antd-table.ts';
import type { Column } from '../table/column.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useMessages } from '../ui/messages.tsx';
import styles from './admin.module.css';
import { GrantForm, type RolesOf } from './GrantForm.tsx';
import { isLastOperatorProject } from './last-operator-project.ts';
import { RowActs } from './RowActs.tsx';

const ConfirmDialog = lazy(async () => ({
  default: (await import('../forms/ConfirmDialog.tsx')).ConfirmDialog,
}));

const pageSize = 20;

export function RolesPanel({ of }: { readonly of: RolesOf }) {
  const { t } = useTranslation('admin');
  const messages = useMessages();
  const asked = of.noun === 'user' ? { userId: of.user.id } : { projectId: of.project.id };
  const { data, error, refetch } = useQuery(assignmentsQuery(asked));
  const revoke = useRevokeRole();
  const [revoking, setRevoking] = useState<RoleAssignment | null>(null);
  const placeText = usePlaceText();
  const roleText = useRoleText();
  const columns = useColumns(of, setRevoking);
  const title = t(`roles.title.${of.noun}`);
  return (
    <section aria-label={title} className={styles.roles}>
      <h2 className={styles.rolesTitle}>{title}</h2>
      <GrantForm of={of} />
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <ErrorAlert error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <Table<RoleAssignment>
          className={styles.table ?? ''}
          aria-label={title}
          size="small"
          rowKey={keyOf}
          dataSource={[...data]}
          columns={antdColumns(columns, '')}
          pagination={data.length > pageSize ? { pageSize, showSizeChanger: false } : false}
          locale={{
            emptyText: (
              <EmptyState
                title={t(`roles.none.${of.noun}`)}
                hint={t(`roles.none-hint.${of.noun}`)}
              />
            ),
          }}
        />
      )}
      <Suspense>
        {revoking === null ? null : (
          <ConfirmDialog
            open
            danger
            title={t('revoke.title')}
            consequences={[t('revoke.at-once'), t('revoke.others')]}
            items={[
              {
                key: keyOf(revoking),
                name: t('revoke.item', {
                  user: userText(revoking),
                  role: roleText(revoking.role),
                  place: placeText(revoking),
                }),
              },
            ]}
            confirmLabel={t('act.revoke')}
            onConfirm={async () => {
              const grant = grantOf(revoking);
              if (grant !== null) await revoke.mutateAsync(grant);
              messages.success(t('revoke.done', { user: revoking.user.name }));
            }}
            onClose={() => setRevoking(null)}
          />
        )}
      </Suspense>
    </section>
  );
}

function useColumns(
  of: RolesOf,
  onRevoke: (assignment: RoleAssignment) => void,
): readonly Column<RoleAssignment>[] {
  const { t } = useTranslation('admin');
  const { user: me } = useSession();
  const mine = useMyProjects();
  const placeText = usePlaceText();
  const roleText = useRoleText();
  const reasonFor = (assignment: RoleAssignment): string | undefined => {
    const grant = grantOf(assignment);
    if (grant === null) return t('roles.elsewhere');
    const isOwn = grant.userId === me.id && grant.role === 'admin';
    return isOwn && isLastOperatorProject(mine, grant.projectId) ? t('own.role') : undefined;
  };
  return [
    of.noun === 'user'
      ? { key: 'place', title: t('column.project'), render: placeText }
      : { key: 'user', title: t('column.user'), render: userText },
    { key: 'role', title: t('column.role'), render: ({ role }) => roleText(role) },
    {
      key: 'acts',
      title: t('column.acts'),
      render: (assignment) => (
        <RowActs
          about={`${roleText(assignment.role)} ${of.noun === 'user' ? placeText(assignment) : userText(assignment)}`}
          acts={[
            {
              key: 'revoke',
              label: t('act.revoke'),
              reason: reasonFor(assignment),
              onClick: () => onRevoke(assignment),
            },
          ]}
        />
      ),
    },
  ];
}

/** What can be taken away here: one of the three roles, in a project. */
function grantOf({ user, role, project }: RoleAssignment): Grant | null {
  const known = roles.find((each) => each === role);
  if (known === undefined || project === null) return null;
  return { userId: user.id, projectId: project.id, role: known };
}

function keyOf({ user, role, project, accountId }: RoleAssignment): string {
  return [user.id, role, project?.id ?? '', accountId ?? ''].join(' ');
}

function userText({ user }: RoleAssignment): string {
  return `${user.accountName} › ${user.name}`;
}

/** Where the role counts. */
function usePlaceText(): (assignment: RoleAssignment) => string {
  const { t } = useTranslation('admin');
  return ({ project, accountId }) => {
    if (project !== null) return projectText(project);
    return accountId === null ? t('roles.whole-cloud') : t('roles.account', { id: accountId });
  };
}
