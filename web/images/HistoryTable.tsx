import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Event } from '../../src/api/accord/events/schema.ts';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { imageEventsQuery } from '../api/events.ts';
import { ActorName } from '../audit/ActorName.tsx';
import { Changes } from '../audit/Changes.tsx';
import { changesOf } from '../audit/event-changes.ts';
import { useActText } from '../audit/use-act-text.ts';
import { useProject } from '../session/session-context.ts';
import { projectText } from '../sharing/member-columns.tsx';
import { antdColumns } from '../table/antd-table.ts';
import type { Column } from '../table/column.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { When } from '../ui/When.tsx';
import styles from './images.module.css';

/** What happened to an image, by whom, and with which other project. */
export function HistoryTable({ image }: { readonly image: Image }) {
  const { t } = useTranslation('images');
  const project = useProject();
  const history = useInfiniteQuery(imageEventsQuery(project.id, image.id));
  const columns = useHistoryColumns(project.id);
  if (history.data === undefined) {
    return history.error === null ? (
      <Loading />
    ) : (
      <ErrorAlert error={history.error} onRetry={() => void history.refetch()} />
    );
  }
  return (
    <>
      <Table<Event>
        aria-label={t('detail.history')}
        className={styles.properties ?? ''}
        size="small"
        rowKey="id"
        dataSource={history.data.pages.flatMap((page) => page.items)}
        columns={antdColumns(columns, '')}
        pagination={false}
        locale={{
          emptyText: <EmptyState title={t('history.none')} hint={t('history.none-hint')} />,
        }}
      />
      {history.hasNextPage ? (
        <Button
          block
          className={styles.more ?? ''}
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('history.more')}
        </Button>
      ) : null}
      <ErrorAlert error={history.error} />
    </>
  );
}

/** `projectId`: the project that one looks from. */
function useHistoryColumns(projectId: string): readonly Column<Event>[] {
  const { t } = useTranslation('images');
  const none = t('none', { ns: 'common' });
  const actText = useActText();
  return [
    { key: 'at', title: t('history.at'), render: ({ at }) => <When at={at} /> },
    {
      key: 'act',
      title: t('history.act'),
      render: ({ action }) => <span className={styles.word}>{actText(action)}</span>,
    },
    {
      key: 'who',
      title: t('history.who'),
      render: ({ actor }) => <ActorName actor={actor} ownId={projectId} />,
    },
    {
      key: 'other',
      title: t('history.other'),
      render: ({ member }) => (member === null ? none : projectText(member)),
    },
    {
      key: 'changes',
      title: t('history.changes'),
      // All of a new image stands on the page itself.
      render: (event) => (
        <Changes changes={event.before === null || event.after === null ? [] : changesOf(event)} />
      ),
    },
  ];
}
