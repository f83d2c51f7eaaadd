import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Disk } from '../../src/api/accord/disks/schema.ts';
import { diskListQuery, diskPages } from '../api/disks.ts';
import { paths } from '../paths.ts';
import { EngineAlert } from '../servers/EngineAlert.tsx';
import { useProject } from '../session/session-context.ts';
import { ListTable } from '../table/ListTable.tsx';
import { useList } from '../table/use-list.ts';
import { useSelection } from '../table/use-selection.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { useDiskColumns } from './disk-columns.tsx';
import { diskListSpec, diskQueryOf, useDiskFilters } from './disk-list.ts';
import { RowActs } from './DiskActs.tsx';
import { useDiskActing } from './use-disk-acting.tsx';

/** The disks of a project: data disks, and the system disks of its servers. */
export function DisksPage() {
  const { t } = useTranslation('disks');
  const textOf = useProblemText();
  const project = useProject();
  const navigate = useNavigate();
  const list = useList(diskListSpec);
  const query = diskQueryOf(list.query);
  const result = useQuery(diskListQuery(project.id, query));
  const selection = useSelection<Disk>();
  const acting = useDiskActing(selection.clear);
  const columns = useDiskColumns();
  // Rows as they are now: what can be done with them changes by the second.
  const chosen = selection.rows.map(
    (row) => result.data?.items.find(({ id }) => id === row.id) ?? row,
  );
  const deletionReason = (): string | undefined => {
    const [first] = chosen;
    if (first === undefined) return t('act.choose-first');
    const code = first.can.delete;
    if (code === true || chosen.some(({ can }) => can.delete === true)) return undefined;
    return textOf({ code, detail: code });
  };
  return (
    <Page
      title={t('title')}
      actions={
        <DisabledReason reason={project.role === 'reader' ? t('new.refused') : undefined}>
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => void navigate(paths.newDisk(project.id))}
          >
            {t('new.title')}
          </Button>
        </DisabledReason>
      }
    >
      <EngineAlert />
      {acting.element}
      <ListTable
        label={t('title')}
        list={list}
        result={result}
        columns={[
          columns.name,
          columns.status,
          columns.kind,
          columns.size,
          columns.type,
          columns.server,
          columns.image,
          columns.created,
          {
            key: 'acts',
            title: t('column.acts'),
            render: (disk) => <RowActs disk={disk} onOpen={acting.open} />,
          },
        ]}
        actions={
          <DisabledReason reason={deletionReason()}>
            <Button onClick={() => acting.open({ act: 'delete', disks: chosen })}>
              {t('act.delete')}
            </Button>
          </DisabledReason>
        }
        selection={selection}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        searchLabel={t('search')}
        filters={useDiskFilters()}
        empty={
          <EmptyState title={t('empty.title')} hint={t('empty.hint')}>
            <Link to={paths.newDisk(project.id)}>
              <PlusOutlined aria-hidden /> {t('new.title')}
            </Link>
          </EmptyState>
        }
        exportAs={{
          name: `disks-${project.regionId}`,
          columns: [
            { key: 'id', title: t('column.id'), render: ({ id }) => id, csv: ({ id }) => id },
            ...Object.values(columns),
          ],
          fetchPage: diskPages(project.id, query),
        }}
      />
    </Page>
  );
}
