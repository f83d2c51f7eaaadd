import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { imageListQuery, imagePages } from '../api/images.ts';
import { useProject } from '../session/session-context.ts';
import { ListTable } from '../table/ListTable.tsx';
import { useList } from '../table/use-list.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useImageColumns } from './image-columns.tsx';
import { imageListSpec, useImageFilters } from './image-list.ts';

/** What the operator of the cloud provides for everybody. */
export function PublicImages() {
  const { t } = useTranslation('images');
  const project = useProject();
  const list = useList(imageListSpec);
  const query = { ...list.query, source: 'public' } as const;
  const columns = useImageColumns();
  const filters = useImageFilters();
  return (
    <ListTable
      label={t('tab.public')}
      list={list}
      result={useQuery(imageListQuery(project.id, query))}
      columns={[
        columns.name,
        columns.status,
        columns.kind,
        columns.os,
        columns.disk,
        columns.size,
        columns.created,
      ]}
      rowKey={(image) => image.id}
      rowName={(image) => image.name ?? image.id}
      searchLabel={t('search')}
      filters={[filters.kind, filters.osType]}
      empty={<EmptyState title={t('empty.public')} hint={t('empty.public-hint')} />}
      exportAs={{
        name: `public-images-${project.regionId}`,
        columns: Object.values(columns),
        fetchPage: imagePages(project.id, query),
      }}
    />
  );
}
