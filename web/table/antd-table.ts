// Our columns and selection as Ant Design's table takes them.
import type { TableColumnsType, TableProps } from 'antd';
import type { TFunction } from 'i18next';
import type { Column } from './column.ts';
import type { Selection } from './use-selection.ts';

/** `sort`: the order in use; `-` before it is downwards. */
export function antdColumns<Row>(
  columns: readonly Column<Row>[],
  sort: string,
): TableColumnsType<Row> {
  return columns.map(({ key, title, render, sort: order, width, align }) => ({
    key,
    title,
    render: (_value: unknown, row: Row) => render(row),
    ...(width === undefined ? {} : { width }),
    ...(align === undefined ? {} : { align }),
    ...(order === undefined ? {} : { sorter: true, sortOrder: orderOf(order, sort) }),
  }));
}

function orderOf(column: string, sort: string): 'ascend' | 'descend' | null {
  if (sort === column) return 'ascend';
  return sort === `-${column}` ? 'descend' : null;
}

type Sorter<Row> = Parameters<NonNullable<TableProps<Row>['onChange']>>[2];

/** The order after a click on a heading; undefined: the list's own. */
export function sortAfter<Row>(
  columns: readonly Column<Row>[],
  sorter: Sorter<Row>,
): string | undefined {
  const { columnKey, order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter;
  const column = columns.find(({ key }) => key === columnKey)?.sort;
  if (column === undefined || order === null || order === undefined) return undefined;
  return order === 'ascend' ? column : `-${column}`;
}

export function selectionOf<Row>(
  selection: Pick<Selection<Row>, 'rows' | 'set'>,
  rowKey: (row: Row) => string,
  rowName: (row: Row) => string,
  t: TFunction<'table'>,
): NonNullable<TableProps<Row>['rowSelection']> {
  return {
    selectedRowKeys: selection.rows.map(rowKey),
    preserveSelectedRowKeys: true,
    onChange: (_keys, rows) => selection.set(rows),
    getCheckboxProps: (row) => ({ 'aria-label': t('select', { name: rowName(row) }) }),
    getTitleCheckboxProps: () => ({ 'aria-label': t('select-page') }),
  };
}
