// Lists of what a project has, newest first: the statement is put together as it is asked for, and read from the project's index.
import { isUuid } from '../lib/ids.ts';
import type { Page, Slice } from '../lib/newest-first.ts';
import { containing } from './containing.ts';
import type { DbOrTx } from './pool.ts';
import { ask, compose, Values } from './statement.ts';

interface Source<Row> {
  /** Default all columns. */
  readonly columns?: string;
  /** A table, or a query in brackets with a name. */
  readonly from: string;
  /** The column that says when something was made. */
  readonly time: keyof Row & string;
}

/** Which rows are listed: those that meet all conditions. What is asked for as undefined is no condition. */
export class Conditions {
  readonly #values = new Values();
  readonly #texts: string[] = [];

  /** What stands for the value in a text. */
  value(value: unknown): string {
    return this.#values.add(value);
  }

  that(text: string): this {
    this.#texts.push(text);
    return this;
  }

  equals(column: string, wanted: string | undefined): this {
    return wanted === undefined ? this : this.that(`${column} = ${this.value(wanted)}`);
  }

  /** One of these ids. What is no UUID finds nothing; it is not an error. */
  among(column: string, ids: readonly string[] | undefined): this {
    if (ids === undefined) return this;
    return this.that(`${column} = any (${this.value(ids.filter(isUuid))}::uuid[])`);
  }

  /** A part of the name in any case, or the id. */
  search(text: string | undefined): this {
    if (text === undefined) return this;
    const found = [`name ilike ${this.value(containing(text))}`];
    if (isUuid(text)) found.push(`id = ${this.value(text)}::uuid`);
    return this.that(`(${found.join(' or ')})`);
  }

  /** Called last: where the page goes on is one condition more. */
  async page<Row extends { readonly id: string }>(
    db: DbOrTx,
    { columns = '*', from, time }: Source<Row>,
    { limit, cursor, offset = 0 }: Slice,
  ): Promise<Page<Row>> {
    if (cursor) {
      const [at, id] = cursor.map((value) => this.value(value));
      this.that(`("${time}", id) < (${at}::timestamptz, ${id}::uuid)`);
    }
    // One more than asked for tells whether there are more.
    const slice = `limit ${this.value(limit + 1)} offset ${this.value(offset)}`;
    const order = `order by "${time}" desc, id desc ${slice}`;
    const found = await this.#ask<Row>(db, `select ${columns} from ${from}`, order);
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, next: last === undefined ? null : [String(last[time]), last.id] };
  }

  async count(db: DbOrTx, from: string): Promise<number> {
    const [row] = await this.all<{ n: number }>(db, 'count(*)::integer as n', from);
    return row?.n ?? 0;
  }

  /** Of all rows that are listed. */
  async all<Row>(db: DbOrTx, columns: string, from: string): Promise<Row[]> {
    return await this.#ask<Row>(db, `select ${columns} from ${from}`, '');
  }

  async #ask<Row>(db: DbOrTx, select: string, order: string): Promise<Row[]> {
    const where = this.#texts.length === 0 ? '' : `where ${this.#texts.join(' and ')}`;
    const text = `${select} ${where} ${order}`;
    return await ask(db, compose<Row>(text, this.#values, { prepared: false }));
  }
}

/** The ids of what a project has in a table and is not deleted, `limit` at most. */
export async function selectIdsOfProject(
  db: DbOrTx,
  table: 'servers' | 'disks' | 'backups' | 'vaults',
  projectId: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom(table)
    .select('id')
    .where('project_id', '=', projectId)
    .where('status', '<>', 'deleted')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
