// All rows of a list as a CSV file. Pages are turned into text as they come: of a hundred thousand rows only their text is kept.
import { allPages, type FetchPage } from '../api/page.ts';
import type { Column } from './column.ts';
import { csvHead, csvLine } from './csv.ts';

/** Resolves to the file's parts; throws what a page's request throws. `onProgress`: rows so far. */
export async function exportRows<Row>(
  columns: readonly Column<Row>[],
  fetchPage: FetchPage<Row>,
  onProgress: (rows: number) => void,
  signal: AbortSignal,
): Promise<{ readonly parts: readonly string[]; readonly rows: number }> {
  const written = columns.flatMap(({ title, csv }) => (csv === undefined ? [] : [{ title, csv }]));
  const parts = [csvHead(written.map(({ title }) => title))];
  let rows = 0;
  for await (const page of allPages(fetchPage, signal)) {
    parts.push(page.map((row) => csvLine(written.map(({ csv }) => csv(row)))).join(''));
    rows += page.length;
    onProgress(rows);
  }
  return { parts, rows };
}
