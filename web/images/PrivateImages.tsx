import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { imageCountsQuery, imageListQuery, imagePages } from '../api/images.ts';
import { largestShare } from '../api/shares.ts';
import { useProject } from '../session/session-context.ts';
import { AbilityButton } from '../sharing/AbilityButton.tsx';
import type { Column } from '../table/column.ts';
import { ListTable } from '../table/ListTable.tsx';
import { useList } from '../table/use-list.ts';
import { useSelection } from '../table/use-selection.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useImageColumns } from './image-columns.tsx';
import { imageListSpec, useImageFilters } from './image-list.ts';
import styles from './images.module.css';

const ShareDialog = lazy(async () => ({
  default: (await import('../sharing/ShareDialog.tsx')).ShareDialog,
}));
const MembersTable = lazy(async () => ({
  default: (await import('../sharing/MembersTable.tsx')).MembersTable,
}));

interface Sharing {
  readonly images: readonly Image[];
  readonly tab: 'share' | 'withdraw';
}

/** The project's own images, whoever they are shared with. */
export function PrivateImages() {
  const { t } = useTranslation('images');
  const project = useProject();
  const list = useList(imageListSpec);
  const selection = useSelection<Image>();
  const query = { ...list.query, source: 'own' } as const;
  const columns = useImageColumns();
  const filters = useImageFilters();
  const [sharing, setSharing] = useState<Sharing | null>(null);
  const { rows } = selection;
  const reason =
    rows.length === 0
      ? t('act.choose-first')
      : rows.length > largestShare
        ? t('act.too-many', { count: largestShare })
        : undefined;
  const acts: Column<Image> = {
    key: 'acts',
    title: t('column.acts'),
    render: (image) => (
      <AbilityButton
        ability={image.can.share}
        label={t('act.share')}
        about={image.name ?? image.id}
        onClick={() => setSharing({ images: [image], tab: 'share' })}
      />
    ),
  };
  return (
    <>
      <QuotaLine projectId={project.id} />
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
          acts,
        ]}
        actions={(['share', 'withdraw'] as const).map((tab) => (
          <DisabledReason key={tab} reason={reason}>
            <Button onClick={() => setSharing({ images: rows, tab })}>{t(`act.${tab}`)}</Button>
          </DisabledReason>
        ))}
        expand={(image) => (
          <Suspense>
            <MembersTable image={image} />
          </Suspense>
        )}
        rowKey={(image) => image.id}
        rowName={(image) => image.name ?? image.id}
        searchLabel={t('search')}
        filters={[filters.kind, filters.status, filters.osType]}
        selection={selection}
        empty={<EmptyState title={t('empty.private')} hint={t('empty.private-hint')} />}
        exportAs={{
          name: `private-images-${project.regionId}`,
          columns: Object.values(columns),
          fetchPage: imagePages(project.id, query),
        }}
      />
      <Suspense>
        {sharing === null ? null : <ShareDialog {...sharing} onClose={() => setSharing(null)} />}
      </Suspense>
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
