import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Project } from '../../src/api/accord/identity/schema.ts';
import {
  projectListQuery,
  projectPages,
  useDeleteProject,
  useUpdateProject,
} from '../api/projects.ts';
import { regionsQuery } from '../api/regions.ts';
import { useMyProjects } from '../session/session-context.ts';
import type { Column } from '../table/column.ts';
import { ListTable } from '../table/ListTable.tsx';
import { useList } from '../table/use-list.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';
import { AccountSelect } from './AccountSelect.tsx';
import styles from './admin.module.css';
import { isLastOperatorProject } from './last-operator-project.ts';
import { useAccountColumn, useNamedColumns } from './named-columns.tsx';
import { namedQueryOf, projectList } from './named-list.ts';
import { RowActs } from './RowActs.tsx';
import { useManaging } from './use-managing.tsx';

const ProjectDialog = lazy(async () => ({
  default: (await import('./ProjectDialog.tsx')).ProjectDialog,
}));
const ProjectDrawer = lazy(async () => ({
  default: (await import('./ProjectDrawer.tsx')).ProjectDrawer,
}));

/** The projects of all accounts. */
export function ProjectsPage() {
  const { t } = useTranslation('admin');
  const mine = useMyProjects();
  const list = useList(projectList);
  const query = namedQueryOf(list.query);
  const regions = useQuery(regionsQuery).data ?? [];
  /** null: a new one. */
  const [editing, setEditing] = useState<Project | null | undefined>(undefined);
  const [shown, setShown] = useState<Project | null>(null);
  const update = useUpdateProject();
  const remove = useDeleteProject();
  const managing = useManaging<Project>({
    noun: 'project',
    setEnabled: async (id, enabled) => await update.mutateAsync({ id, change: { enabled } }),
    remove: async (id) => await remove.mutateAsync(id),
    textOf: ({ name, accountName, regionId }) => `${accountName} › ${name} (${regionId})`,
    disabling: [t('disable.project.users'), t('disable.stays'), t('disable.back')],
    deleting: [
      t('delete.images'),
      t('delete.places'),
      t('delete.project.roles'),
      t('delete.running'),
      t('delete.forever'),
    ],
    fixed: ({ id }) => (isLastOperatorProject(mine, id) ? t('own.project') : undefined),
  });
  const columns = useNamedColumns<Project>();
  const account = useAccountColumn<Project>();
  const region: Column<Project> = {
    key: 'region',
    title: t('column.region'),
    render: ({ regionId }) => regionId,
    csv: ({ regionId }) => regionId,
  };
  const acts: Column<Project> = {
    key: 'acts',
    title: t('column.acts'),
    render: (project) => (
      <RowActs
        about={project.name}
        acts={[
          { key: 'show', label: t('act.members'), onClick: () => setShown(project) },
          { key: 'edit', label: t('act.edit'), onClick: () => setEditing(project) },
          ...managing.acts(project),
        ]}
      />
    ),
  };
  return (
    <Page
      title={t('title.projects')}
      lead={<p className={styles.lead}>{t('lead.projects')}</p>}
      actions={
        <Button type="primary" onClick={() => setEditing(null)}>
          {t('create.project')}
        </Button>
      }
    >
      <ListTable
        label={t('title.projects')}
        list={list}
        result={useQuery(projectListQuery(query))}
        columns={[
          columns.name(t('column.project')),
          account,
          region,
          columns.state,
          columns.created,
          acts,
        ]}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        searchLabel={t('search.project')}
        filters={[
          {
            name: 'regionId',
            label: t('all-regions'),
            options: regions.map(({ id }) => ({ value: id, label: id })),
          },
        ]}
        moreFilters={
          <AccountSelect
            label={t('all-accounts')}
            className={styles.filter ?? ''}
            value={list.query.accountId}
            onChange={(accountId) => list.change({ accountId })}
          />
        }
        empty={<EmptyState title={t('empty.projects')} hint={t('lead.projects')} />}
        exportAs={{
          name: 'projects',
          columns: [...columns.written, account, region],
          fetchPage: projectPages(query),
        }}
      />
      {managing.dialog}
      <Suspense>
        {editing === undefined ? null : (
          <ProjectDialog
            project={editing}
            accountId={list.query.accountId}
            onCreate={setShown}
            onClose={() => setEditing(undefined)}
          />
        )}
        {shown === null ? null : <ProjectDrawer project={shown} onClose={() => setShown(null)} />}
      </Suspense>
    </Page>
  );
}
