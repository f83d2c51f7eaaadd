// The trail as a list, whoever looks at it.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Event } from '../../src/api/accord/events/schema.ts';
import type { FetchPage, Page } from '../api/page.ts';
import { ListTable } from '../table/ListTable.tsx';
import { TimeRangeSelect } from '../table/TimeRangeSelect.tsx';
import type { List } from '../table/use-list.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import type { Act } from './acts.ts';
import { useEventColumns, useEventExport } from './event-columns.tsx';
import { EventDetails } from './EventDetails.tsx';
import { nameIn } from './event-words.ts';
import { useActText } from './use-act-text.ts';

interface Props {
  readonly list: List<{
    search?: string;
    sort: string;
    limit: number;
    cursor?: string;
    since?: string;
    until?: string;
  }>;
  readonly result: UseQueryResult<Page<Event>>;
  /** What the list can be narrowed to. */
  readonly acts: readonly Act[];
  /** By which projects. */
  readonly projectFilter: ReactNode;
  /** The project that one looks from; null: none. */
  readonly ownId: string | null;
  readonly exportAs: { readonly name: string; readonly fetchPage: FetchPage<Event> };
}

export function AuditTable({ list, result, acts, projectFilter, ownId, exportAs }: Props) {
  const { t } = useTranslation('audit');
  const actText = useActText();
  const written = useEventExport();
  const { since, until } = list.query;
  return (
    <ListTable
      label={t('list')}
      list={list}
      result={result}
      columns={useEventColumns(ownId)}
      rowKey={({ id }) => String(id)}
      rowName={(event) => `${actText(event.action)} ${nameIn(event) ?? event.nounId}`}
      searchLabel={t('image-id')}
      filters={[
        {
          name: 'action',
          label: t('all-acts'),
          options: acts.map((act) => ({ value: act, label: actText(act) })),
        },
      ]}
      moreFilters={
        <>
          {projectFilter}
          <TimeRangeSelect
            range={{ since, until }}
            onChange={(range) => list.change({ ...range })}
          />
        </>
      }
      expand={(event) => (
        <EventDetails event={event} onImage={(imageId) => list.change({ search: imageId })} />
      )}
      empty={<EmptyState title={t('empty')} hint={t('empty-hint')} />}
      exportAs={{ ...exportAs, columns: written }}
    />
  );
}
