// SQL on single namespaces. Lists: list-queries.ts.
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { MetadefNamespaceTable } from '../../../db/schema.ts';
import type { Namespace } from './namespace.ts';

export type NamespaceRow = Selectable<MetadefNamespaceTable>;

export function namespaceOf(row: NamespaceRow): Namespace {
  return {
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    description: row.description,
    visibility: row.visibility as Namespace['visibility'],
    protected: row.protected,
    owner: row.owner,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export async function selectNamespace(db: DbOrTx, name: string): Promise<Namespace | null> {
  const row = await db
    .selectFrom('metadef_namespaces')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirst();
  return row === undefined ? null : namespaceOf(row);
}

/** As selectNamespace; nobody else changes it or locks it until the transaction ends. */
export async function selectNamespaceForUpdate(tx: Tx, name: string): Promise<Namespace | null> {
  const row = await tx
    .selectFrom('metadef_namespaces')
    .selectAll()
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : namespaceOf(row);
}

/** Null when the name is taken. */
export async function insertNamespace(
  tx: Tx,
  values: Insertable<MetadefNamespaceTable>,
): Promise<Namespace | null> {
  const row = await tx
    .insertInto('metadef_namespaces')
    .values(values)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : namespaceOf(row);
}

export async function updateNamespaceRow(
  tx: Tx,
  id: number,
  changes: Updateable<MetadefNamespaceTable>,
): Promise<Namespace> {
  const row = await tx
    .updateTable('metadef_namespaces')
    .set({ ...changes, updated_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return namespaceOf(row);
}

/** Its contents go with it. */
export async function deleteNamespaceRow(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('metadef_namespaces').where('id', '=', id).execute();
}
