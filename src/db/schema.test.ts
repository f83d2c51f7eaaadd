// The tables that TypeScript believes in, read from schema.ts, beside those that the migrations make.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { testDatabase, type TestDatabase } from '../../test/support/test-database.ts';

interface Column {
  readonly kind: string;
  readonly nullable: boolean;
  /** Only what Generated says: the database fills it in. */
  readonly generated: boolean;
}

/** Keys are `table.column`. */
type Columns = Readonly<Record<string, Column>>;

async function readTypes(): Promise<Columns> {
  const text = await readFile(new URL('schema.ts', import.meta.url), 'utf8');
  const interfaces = new Map(
    [...text.matchAll(/interface (\w+) \{(.*?)\n\}/gs)].map(([, name = '', body = '']) => [
      name,
      [...body.matchAll(/^ {2}(\w+): (.+);$/gm)].map(([, key = '', type = '']) => ({ key, type })),
    ]),
  );
  const tables = interfaces.get('Database') ?? [];
  return Object.fromEntries(
    tables.flatMap(({ key: table, type }) =>
      (interfaces.get(type) ?? []).map((column) => [
        `${table}.${column.key}`,
        understand(column.type),
      ]),
    ),
  );
}

function understand(type: string): Column {
  const inner = /^Generated<(.+)>$/.exec(type)?.[1];
  if (inner !== undefined) return { ...understand(inner), generated: true };
  const json = /^(?:Json|JSONColumnType)<(.+)>$/.exec(type)?.[1];
  if (json !== undefined) {
    return { kind: 'json', nullable: /^\w+ \| null/.test(json), generated: false };
  }
  if (type === 'Timestamp') return { kind: 'timestamp', nullable: false, generated: false };
  if (type === 'OptionalTimestamp') return { kind: 'timestamp', nullable: true, generated: false };
  return {
    kind: type.replace(' | null', ''),
    nullable: type.endsWith(' | null'),
    generated: false,
  };
}

const kinds: Readonly<Record<string, string>> = {
  text: 'string',
  uuid: 'string',
  integer: 'number',
  bigint: 'number',
  real: 'number',
  boolean: 'boolean',
  xid8: 'string',
  'timestamp with time zone': 'timestamp',
  jsonb: 'json',
  'text[]': 'string[]',
};

describe('the schema', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(async () => {
    await database.drop();
  });

  async function readTables(): Promise<Columns> {
    const { rows } = await database.pool.query<{
      place: string;
      type: string;
      nullable: boolean;
      filled: boolean;
    }>(`
      select c.relname || '.' || a.attname as place, format_type(a.atttypid, null) as type,
        not a.attnotnull as nullable, a.atthasdef or a.attidentity <> '' as filled
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migrations'
        and a.attnum > 0 and not a.attisdropped`);
    return Object.fromEntries(
      rows.map(({ place, type, nullable, filled }) => [
        place,
        { kind: kinds[type] ?? type, nullable, generated: filled },
      ]),
    );
  }

  test('has the same tables and columns in TypeScript as in the database', async () => {
    const [types, tables] = [await readTypes(), await readTables()];
    assert.deepEqual(Object.keys(types).toSorted(), Object.keys(tables).toSorted());
  });

  test('gives a column the same type, null or not, in TypeScript as in the database', async () => {
    const [types, tables] = [await readTypes(), await readTables()];
    const shape = (columns: Columns): Record<string, string> =>
      Object.fromEntries(
        Object.entries(columns).map(([place, { kind, nullable }]) => [
          place,
          nullable ? `${kind} | null` : kind,
        ]),
      );
    assert.deepEqual(shape(types), shape(tables));
  });

  test('leaves out of an insert only what the database fills in', async () => {
    const [types, tables] = [await readTypes(), await readTables()];
    const unfilled = Object.entries(types)
      .filter(([place, { generated }]) => generated && tables[place]?.generated !== true)
      .map(([place]) => place);
    assert.deepEqual(unfilled, []);
  });

  test('has an index that begins with each foreign key', async () => {
    const { rows } = await database.pool.query<{ key: string }>(`
      select f.conrelid::regclass || '.' || a.attname as key
      from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
      where f.contype = 'f' and f.connamespace = 'public'::regnamespace
        and not exists (select from pg_index i where i.indrelid = f.conrelid and i.indkey[0] = f.conkey[1])
      order by 1`);
    assert.deepEqual(
      rows.map((row) => row.key),
      [],
    );
  });
});
