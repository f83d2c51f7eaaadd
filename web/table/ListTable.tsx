// A page's list: search and filters, the table, bulk actions, pages, export, and what there is to say when there are no rows. Search, filters,
// sort and page stand in the address (use-list.ts).
import { ReloadOutlined } from '@ant-design/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Select, Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FetchPage, Page } from '../api/page.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Hidden } from '../ui/Hidden.tsx';
import { antdColumns, selectionOf, sortAfter } from './antd-table.ts';
import type { Column, Filter } from './column.ts';
import { ExportButton } from './ExportButton.tsx';
import { Pager } from './Pager.tsx';
import { SearchBox } from './SearchBox.tsx';
import styles from './table.module.css';
import type { List } from './use-list.ts';
import type { Selection } from './use-selection.ts';

const noFilters: readonly Filter[] = [];

type Query = { search?: string; sort: string; limit: number; cursor?: string };

interface Props<Row> {
  /** What the table is called, for those who listen. */
  readonly label: string;
  readonly list: List<Query>;
  readonly result: UseQueryResult<Page<Row>>;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** What a row is called: in "Select …". */
  readonly rowName: (row: Row) => string;
  /** What the search looks at; default: there is none. */
  readonly searchLabel?: string;
  readonly filters?: readonly Filter[];
  /** Filters that are no choice of a few, beside the others. */
  readonly moreFilters?: ReactNode;
  /** Shown at the left above the table, such as bulk actions of the selected rows. */
  readonly actions?: ReactNode;
  /** Default: rows cannot be selected. */
  readonly selection?: Selection<Row>;
  /** Shown when there is nothing at all; when nothing matches, the table says so by itself. */
  readonly empty: ReactNode;
  /** Default: no export. `name` begins the file's name; `columns`: default those that are shown. */
  readonly exportAs?: {
    readonly name: string;
    readonly columns?: readonly Column<Row>[];
    readonly fetchPage: FetchPage<Row>;
  };
  /** More of a row, under it. */
  readonly expand?: (row: Row) => ReactNode;
}

export function ListTable<Row>({
  label,
  list,
  result,
  columns,
  rowKey,
  rowName,
  searchLabel,
  filters = noFilters,
  moreFilters,
  actions,
  selection,
  empty,
  exportAs,
  expand,
}: Props<Row>) {
  const { t } = useTranslation('table');
  const { data, error, isFetching, isPending, isPlaceholderData, refetch } = result;
  const chosen = list.query as Readonly<Record<string, unknown>>;
  return (
    <section aria-label={label} className={styles.list}>
      <div className={styles.toolbar}>
        <div className={styles.actions}>{actions}</div>
        <search className={styles.tools} aria-label={label}>
          {searchLabel === undefined ? null : (
            <SearchBox
              label={searchLabel}
              value={list.query.search ?? ''}
              onSearch={(search) => list.change({ search })}
            />
          )}
          {filters.map((filter) => (
            <Select
              key={filter.name}
              aria-label={filter.label}
              placeholder={filter.label}
              allowClear
              popupMatchSelectWidth={false}
              className={styles.filter ?? ''}
              options={[...filter.options]}
              value={chosen[filter.name] ?? null}
              onChange={(value: unknown) => {
                list.change({ [filter.name]: typeof value === 'string' ? value : undefined });
              }}
            />
          ))}
          {moreFilters}
          <Button
            icon={<ReloadOutlined aria-hidden spin={isFetching} />}
            aria-label={t('refresh')}
            onClick={() => void refetch()}
          />
          {exportAs === undefined ? null : <ExportButton columns={columns} {...exportAs} />}
        </search>
      </div>
      {selection === undefined || selection.rows.length === 0 ? null : (
        <div className={styles.selected}>
          <span role="status">{t('selected', { count: selection.rows.length })}</span>
          <Button type="link" size="small" onClick={selection.clear}>
            {t('unselect')}
          </Button>
        </div>
      )}
      {error === null ? null : (
        <ErrorAlert
          error={error}
          title={t('failed')}
          onRetry={() => {
            // A place that is gone is not found by asking again.
            if (list.query.cursor === undefined) void refetch();
            else list.goFirst();
          }}
        />
      )}
      {error !== null && data === undefined ? null : (
        <Table<Row>
          className={styles.table ?? ''}
          aria-label={label}
          aria-busy={isPending}
          size="small"
          tableLayout="auto"
          rowKey={rowKey}
          dataSource={[...(data?.items ?? [])]}
          columns={antdColumns(columns, list.query.sort)}
          loading={isPending || isPlaceholderData ? { delay: 200 } : false}
          pagination={false}
          showSorterTooltip={false}
          onChange={(_pages, _filters, sorter) => list.change({ sort: sortAfter(columns, sorter) })}
          {...(selection === undefined
            ? {}
            : { rowSelection: selectionOf(selection, rowKey, rowName, t) })}
          {...(expand === undefined
            ? {}
            : {
                expandable: {
                  columnTitle: <Hidden>{t('details')}</Hidden>,
                  expandedRowRender: expand,
                },
              })}
          locale={{ emptyText: isPending ? ' ' : emptyText() }}
        />
      )}
      {data === undefined ? null : <Pager list={list} nextCursor={data.nextCursor} />}
    </section>
  );

  function emptyText(): ReactNode {
    if (!list.isNarrowed) return empty;
    return (
      <EmptyState title={t('nothing')} hint={t('nothing-hint')}>
        <Button onClick={list.clear}>{t('clear-filters')}</Button>
      </EmptyState>
    );
  }
}
