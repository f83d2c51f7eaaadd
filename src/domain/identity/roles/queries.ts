import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { Role } from './role.ts';

const columns = [
  'id',
  'name',
  'domain_id as domainId',
  'description',
  'created_at as createdAt',
] as const;

export interface RoleFilter {
  readonly name?: string | undefined;
  /** Without one: the roles of the whole cloud. */
  readonly domainId?: string | undefined;
}

/** Roles in the order of names. */
export async function selectRoles(db: DbOrTx, filter: RoleFilter = {}): Promise<Role[]> {
  let query = db.selectFrom('roles').select(columns).orderBy('name');
  query =
    filter.domainId === undefined
      ? query.where('domain_id', 'is', null)
      : query.where('domain_id', '=', filter.domainId);
  if (filter.name !== undefined) query = query.where('name', '=', filter.name);
  return query.execute();
}

export async function findRole(db: DbOrTx, id: string): Promise<Role | undefined> {
  return db.selectFrom('roles').select(columns).where('id', '=', id).executeTakeFirst();
}

export async function lockRole(tx: Tx, id: string): Promise<Role | undefined> {
  return tx.selectFrom('roles').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** With a key-share lock: the role cannot be deleted before this transaction ends. */
export async function holdRole(tx: Tx, id: string): Promise<Role | undefined> {
  return tx
    .selectFrom('roles')
    .select(columns)
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst();
}

export async function insertRole(tx: Tx, role: Omit<Role, 'createdAt'>): Promise<Role> {
  return tx
    .insertInto('roles')
    .values({
      id: role.id,
      name: role.name,
      domain_id: role.domainId,
      description: role.description,
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function updateRoleRow(
  tx: Tx,
  id: string,
  { name, description }: Pick<Role, 'name' | 'description'>,
): Promise<Role> {
  return tx
    .updateTable('roles')
    .set({ name, description })
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();
}

/** Deletes the role with its assignments and implications. */
export async function deleteRoleRow(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('roles').where('id', '=', id).execute();
}

export interface ImplicationRow {
  readonly priorId: string;
  readonly impliedId: string;
}

/** Which role directly implies which; of one prior role only when it is given. */
export async function selectImplications(db: DbOrTx, priorId?: string): Promise<ImplicationRow[]> {
  let query = db
    .selectFrom('role_implications')
    .select(['prior_role_id as priorId', 'implied_role_id as impliedId'])
    .orderBy('prior_role_id')
    .orderBy('implied_role_id');
  if (priorId !== undefined) query = query.where('prior_role_id', '=', priorId);
  return query.execute();
}

export async function findRoles(db: DbOrTx, ids: readonly string[]): Promise<Role[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('roles')
    .select(columns)
    .where('id', 'in', [...ids])
    .orderBy('name')
    .execute();
}

/** False when it was there. */
export async function insertImplication(
  tx: Tx,
  priorId: string,
  impliedId: string,
): Promise<boolean> {
  const row = await tx
    .insertInto('role_implications')
    .values({ prior_role_id: priorId, implied_role_id: impliedId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('prior_role_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** False when there was none. */
export async function deleteImplication(
  tx: Tx,
  priorId: string,
  impliedId: string,
): Promise<boolean> {
  const row = await tx
    .deleteFrom('role_implications')
    .where('prior_role_id', '=', priorId)
    .where('implied_role_id', '=', impliedId)
    .returning('prior_role_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Holds back other changes of implications until this transaction ends, so that no two of them close a circle. */
export async function lockImplications(tx: Tx): Promise<void> {
  await sql`lock table role_implications in share row exclusive mode`.execute(tx);
}
