import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Event, EventPage } from '../../src/api/accord/events/schema.ts';
import { useProject } from '../session/session-context.ts';
import { projectText } from '../sharing/member-columns.tsx';
import { antdColumns } from '../table/antd-table.ts';
import type { Column } from '../table/column.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { When } from '../ui/When.tsx';
import { ActorName } from './ActorName.tsx';
import styles from './audit.module.css';
import { Changes } from './Changes.tsx';
import { changesOf } from './event-changes.ts';
import { useActText } from './use-act-text.ts';

interface Props {
  readonly label: string;
  /** What would be here. */
  readonly hint: string;
  readonly history: UseInfiniteQueryResult<InfiniteData<EventPage>>;
  /** Other projects take part in it. */
  readonly withOthers?: boolean;
}

/** What happened to one thing, newest first. */
export function EventsTable({ label, hint, history, withOthers = false }: Props) {
  const { t } = useTranslation('images');
  const project = useProject();
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
        aria-label={label}
        className={styles.history ?? ''}
        size="small"
        rowKey="id"
        dataSource={history.data.pages.flatMap((page) => page.items)}
        columns={antdColumns(
          columns.filter(({ key }) => withOthers || key !== 'other'),
          '',
        )}
        pagination={false}
        locale={{ emptyText: <EmptyState title={t('history.none')} hint={hint} /> }}
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
      // All of a new thing stands on its page itself.
      render: (event) => (
        <Changes changes={event.before === null || event.after === null ? [] : changesOf(event)} />
      ),
    },
  ];
}
