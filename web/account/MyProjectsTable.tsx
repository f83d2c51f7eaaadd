import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MyProject } from '../../src/api/accord/session/schema.ts';
import { paths } from '../paths.ts';
import { useMyProjects } from '../session/session-context.ts';
import { antdColumns } from '../table/antd-table.ts';
import type { Column } from '../table/column.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import styles from './account.module.css';
import { useRoleText } from './use-role-text.ts';

const pageSize = 20;

/** The projects that this person can work in. Their ids are what others want in order to share with them. */
export function MyProjectsTable() {
  const { t } = useTranslation('account');
  const projects = useMyProjects();
  const columns = useColumns();
  return (
    <Table<MyProject>
      className={styles.table ?? ''}
      aria-label={t('projects.title')}
      size="small"
      rowKey="id"
      dataSource={[...projects]}
      columns={antdColumns(columns, '')}
      pagination={projects.length > pageSize ? { pageSize, showSizeChanger: false } : false}
      locale={{
        emptyText: <EmptyState title={t('projects.none')} hint={t('projects.none-hint')} />,
      }}
    />
  );
}

function useColumns(): readonly Column<MyProject>[] {
  const { t } = useTranslation('account');
  const roleText = useRoleText();
  return [
    { key: 'region', title: t('projects.region'), render: ({ regionId }) => regionId },
    {
      key: 'name',
      title: t('projects.name'),
      render: ({ id, name }) => <Link to={paths.images(id)}>{name}</Link>,
    },
    { key: 'id', title: t('projects.id'), render: ({ id }) => <CopyableId id={id} /> },
    { key: 'account', title: t('account'), render: ({ accountName }) => accountName },
    { key: 'role', title: t('projects.role'), render: ({ role }) => roleText(role) },
  ];
}
