import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Region } from '../../src/api/accord/regions/schema.ts';
import { regionsQuery, useDeleteRegion } from '../api/regions.ts';
import { paths } from '../paths.ts';
import type { Column } from '../table/column.ts';
import { ListTable } from '../table/ListTable.tsx';
import { useList } from '../table/use-list.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useMessages } from '../ui/messages.tsx';
import { Page } from '../ui/Page.tsx';
import styles from './admin.module.css';
import { plainList } from './named-list.ts';
import { RowActs } from './RowActs.tsx';

const RegionDialog = lazy(async () => ({
  default: (await import('./RegionDialog.tsx')).RegionDialog,
}));
const ConfirmDialog = lazy(async () => ({
  default: (await import('../forms/ConfirmDialog.tsx')).ConfirmDialog,
}));

type Open = { readonly act: 'create' } | { readonly act: 'edit' | 'delete'; region: Region };

/** The parts of the cloud. There are few: the service gives all of them at once. */
export function RegionsPage() {
  const { t } = useTranslation('admin');
  const messages = useMessages();
  const list = useList(plainList);
  const search = (list.query.search ?? '').toLowerCase();
  const result = useQuery({
    ...regionsQuery,
    select: (regions) => ({
      items: regions.filter(({ id }) => id.toLowerCase().includes(search)),
      nextCursor: null,
    }),
  });
  const remove = useDeleteRegion();
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const columns: readonly Column<Region>[] = [
    { key: 'id', title: t('column.region'), render: ({ id }) => id },
    {
      key: 'description',
      title: t('column.description'),
      render: ({ description }) => description || t('none', { ns: 'common' }),
    },
    {
      key: 'projects',
      title: t('column.projects'),
      render: ({ id }) => (
        <Link to={paths.adminProjects({ regionId: id })} aria-label={`${t('show')} ${id}`}>
          {t('show')}
        </Link>
      ),
    },
    {
      key: 'acts',
      title: t('column.acts'),
      render: (region) => (
        <RowActs
          about={region.id}
          acts={(['edit', 'delete'] as const).map((act) => ({
            key: act,
            label: t(`act.${act}`),
            onClick: () => setOpen({ act, region }),
          }))}
        />
      ),
    },
  ];
  return (
    <Page
      title={t('title.regions')}
      lead={<p className={styles.lead}>{t('lead.regions')}</p>}
      actions={
        <Button type="primary" onClick={() => setOpen({ act: 'create' })}>
          {t('create.region')}
        </Button>
      }
    >
      <ListTable
        label={t('title.regions')}
        list={list}
        result={result}
        columns={columns}
        rowKey={({ id }) => id}
        rowName={({ id }) => id}
        searchLabel={t('search.region')}
        empty={<EmptyState title={t('empty.regions')} hint={t('lead.regions')} />}
      />
      <Suspense>
        {open === null ? null : open.act === 'delete' ? (
          <ConfirmDialog
            open
            danger
            title={t('delete.title.region')}
            consequences={[t('delete.region.empty'), t('delete.forever')]}
            items={[{ key: open.region.id, name: open.region.id }]}
            confirmLabel={t('act.delete')}
            onConfirm={async () => {
              await remove.mutateAsync(open.region.id);
              messages.success(t('delete.done', { name: open.region.id }));
            }}
            onClose={close}
          />
        ) : (
          <RegionDialog region={open.act === 'edit' ? open.region : null} onClose={close} />
        )}
      </Suspense>
    </Page>
  );
}
