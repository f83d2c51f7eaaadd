import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { imageListQuery, imagePages } from '../api/images.ts';
import { useProject } from '../session/session-context.ts';
import { ListTable } from '../table/ListTable.tsx';
import { useList } from '../table/use-list.ts';
import { useSelection } from '../table/use-selection.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { BulkActs } from './BulkActs.tsx';
import { useImageColumns } from './image-columns.tsx';
import { imageListSpec, useImageFilters } from './image-list.ts';
import { RowActs } from './ImageActs.tsx';
import { useActing } from './use-acting.tsx';

/** What the operator of the cloud provides for everybody. */
export function PublicImages() {
  const { t } = useTranslation('images');
  const project = useProject();
  const list = useList(imageListSpec);
  const query = { ...list.query, source: 'public' } as const;
  const columns = useImageColumns();
  const filters = useImageFilters();
  const selection = useSelection<Image>();
  const acting = useActing((gone) => selection.drop(({ id }) => gone.has(id)));
  return (
    <>
      {acting.element}
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
          {
            key: 'acts',
            title: t('column.acts'),
            render: (image) => <RowActs image={image} onOpen={acting.open} />,
          },
        ]}
        // Nobody else could do anything with several of them.
        {...(project.role === 'admin'
          ? {
              selection,
              actions: <BulkActs acts={['delete']} images={selection.rows} onOpen={acting.open} />,
            }
          : {})}
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
    </>
  );
}
