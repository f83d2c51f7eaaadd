import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FetchPage } from '../api/page.ts';
import type { Column } from './column.ts';
import { exportRows } from './export-rows.ts';

interface Row {
  readonly name: string;
}
const columns: readonly Column<Row>[] = [
  { key: 'name', title: 'Name', render: ({ name }) => name, csv: ({ name }) => name },
  { key: 'action', title: 'Action', render: () => null },
];
const pages: Readonly<Record<string, readonly Row[]>> = {
  first: [{ name: 'a' }, { name: 'b' }],
  second: [{ name: 'c' }],
};
const fetchPage: FetchPage<Row> = async (cursor) => ({
  items: pages[cursor ?? 'first'] ?? [],
  nextCursor: cursor === null ? 'second' : null,
});

test('an export has every page, in the columns that can be written, and says how far it is', async () => {
  const progress: number[] = [];
  const { parts, rows } = await exportRows(
    columns,
    fetchPage,
    (count) => progress.push(count),
    new AbortController().signal,
  );
  assert.equal(parts.join(''), '\uFEFFName\r\na\r\nb\r\nc\r\n');
  assert.deepEqual([rows, progress], [3, [2, 3]]);
});

test('an export that is cancelled ends', async () => {
  const controller = new AbortController();
  const slow: FetchPage<Row> = async (_cursor, _limit, signal) => {
    signal.throwIfAborted();
    return { items: [], nextCursor: 'more' };
  };
  const stop = (): void => controller.abort();
  await assert.rejects(exportRows(columns, slow, stop, controller.signal), { name: 'AbortError' });
});
