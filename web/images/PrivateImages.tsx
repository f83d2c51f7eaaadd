import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { imageCountsQuery, imageListQuery, imagePages } from '../api/images.ts';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { ListTable } from '../table/ListTable.tsx';
import { useList } from '../table/use-list.ts';
import { useSelection } from '../table/use-selection.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { BulkActs } from './BulkActs.tsx';
import { useImageColumns } from './image-columns.tsx';
import { ownListSpec, useImageFilters } from './image-list.ts';
import { RowActs } from './ImageActs.tsx';
import styles from './images.module.css';
import { useActing } from './use-acting.tsx';

const MembersTable = lazy(async () => ({
  default: (await import('../sharing/MembersTable.tsx')).MembersTable,
}));

/** The project's own images, whoever they are shared with. */
export function PrivateImages() {
  const { t } = useTranslation('images');
  const project = useProject();
  const list = useList(ownListSpec);
  const selection = useSelection<Image>();
  const query = { ...list.query, hidden: list.query.hidden === 'true', source: 'own' } as const;
  const columns = useImageColumns();
  const filters = useImageFilters();
  const acting = useActing((gone) => selection.drop(({ id }) => gone.has(id)));
  return (
    <>
      <QuotaLine projectId={project.id} />
      {acting.element}
      <ListTable
        label={t('tab.private')}
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
        actions={<BulkActs images={selection.rows} onOpen={acting.open} />}
        expand={(image) => (
          <Suspense>
            <MembersTable image={image} />
          </Suspense>
        )}
        rowKey={(image) => image.id}
        rowName={(image) => image.name ?? image.id}
        searchLabel={t('search')}
        filters={[filters.kind, filters.status, filters.osType, filters.hidden]}
        selection={selection}
        empty={
          <EmptyState title={t('empty.private')} hint={t('empty.private-hint')}>
            <Link to={paths.newImage(project.id)}>
              <PlusOutlined aria-hidden /> {t('new.title')}
            </Link>
          </EmptyState>
        }
        exportAs={{
          name: `private-images-${project.regionId}`,
          columns: Object.values(columns),
          fetchPage: imagePages(project.id, query),
        }}
      />
    </>
  );
}

/** How many images the project may still have, where there is a limit. */
function QuotaLine({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('images');
  const counts = useQuery(imageCountsQuery(projectId)).data;
  if (counts === undefined || counts.ownLimit === null) return null;
  const left = Math.max(0, counts.ownLimit - counts.own);
  return <p className={styles.quota}>{t('quota', { count: left })}</p>;
}
