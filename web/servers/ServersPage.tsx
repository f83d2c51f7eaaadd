import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { serverListQuery, serverPages } from '../api/servers.ts';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { ListTable } from '../table/ListTable.tsx';
import { useList } from '../table/use-list.ts';
import { useSelection } from '../table/use-selection.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';
import { BulkActs } from './BulkActs.tsx';
import { EngineAlert } from './EngineAlert.tsx';
import { EngineFacts } from './EngineFacts.tsx';
import { useServerColumns } from './server-columns.tsx';
import { serverListSpec, serverQueryOf, useStatusFilter } from './server-list.ts';
import { RowActs } from './ServerActs.tsx';
import { useServerActing } from './use-server-acting.tsx';

/** The machines that a project has made from its own, public and accepted images. */
export function ServersPage() {
  const { t } = useTranslation('servers');
  const project = useProject();
  const navigate = useNavigate();
  const list = useList(serverListSpec);
  const query = serverQueryOf(list.query);
  const result = useQuery(serverListQuery(project.id, query));
  const selection = useSelection<Server>();
  const acting = useServerActing(selection.clear);
  const columns = useServerColumns();
  // Rows as they are now: what can be done with them changes by the second.
  const chosen = selection.rows.map(
    (row) => result.data?.items.find(({ id }) => id === row.id) ?? row,
  );
  return (
    <Page
      title={t('title')}
      actions={
        <DisabledReason reason={project.role === 'reader' ? t('new.refused') : undefined}>
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => void navigate(paths.newServer(project.id))}
          >
            {t('new.title')}
          </Button>
        </DisabledReason>
      }
    >
      <EngineAlert />
      <EngineFacts />
      {acting.element}
      <ListTable
        label={t('title')}
        list={list}
        result={result}
        columns={[
          ...columns,
          {
            key: 'acts',
            title: t('column.acts'),
            render: (server) => <RowActs server={server} onOpen={acting.open} />,
          },
        ]}
        actions={<BulkActs servers={chosen} onOpen={acting.open} />}
        selection={selection}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        searchLabel={t('search')}
        filters={[useStatusFilter()]}
        empty={
          <EmptyState title={t('empty.title')} hint={t('empty.hint')}>
            <Link to={paths.newServer(project.id)}>
              <PlusOutlined aria-hidden /> {t('new.title')}
            </Link>
            {' · '}
            <Link to={paths.images(project.id, 'shared')}>{t('empty.shared')}</Link>
          </EmptyState>
        }
        exportAs={{
          name: `servers-${project.regionId}`,
          columns: [
            { key: 'id', title: t('column.id'), render: ({ id }) => id, csv: ({ id }) => id },
            ...columns,
          ],
          fetchPage: serverPages(project.id, query),
        }}
      />
    </Page>
  );
}
