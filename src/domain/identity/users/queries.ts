import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { Extra } from '../names.ts';
import type { Page } from '../page.ts';
import { afterMarker, follows, matches } from '../queries.ts';
import type { User } from './user.ts';

const columns = [
  'u.id as id',
  'u.name as name',
  'u.domain_id as domainId',
  'd.name as domainName',
  'u.description as description',
  'u.email as email',
  'u.enabled as enabled',
  'u.default_project_id as defaultProjectId',
  sql<Extra>`u.extra`.as('extra'),
  'u.created_at as createdAt',
] as const;

export interface UserFilter extends Page {
  readonly name?: string | undefined;
  readonly domainId?: string | undefined;
  readonly enabled?: boolean | undefined;
}

function usersWithDomain(db: DbOrTx) {
  return db
    .selectFrom('users as u')
    .innerJoin('domains as d', 'd.id', 'u.domain_id')
    .select(columns);
}

/** Users in the order of names, then ids. */
export async function selectUsers(db: DbOrTx, filter: UserFilter = {}): Promise<User[]> {
  let query = usersWithDomain(db).orderBy('u.name').orderBy('u.id');
  if (filter.name !== undefined) query = query.where('u.name', '=', filter.name);
  if (filter.search !== undefined) query = query.where(matches('u', filter.search));
  if (filter.domainId !== undefined) query = query.where('u.domain_id', '=', filter.domainId);
  if (filter.enabled !== undefined) query = query.where('u.enabled', '=', filter.enabled);
  if (filter.marker !== undefined) query = query.where(afterMarker('users', 'u', filter.marker));
  if (filter.after !== undefined) query = query.where(follows('u', filter.after));
  if (filter.limit !== undefined) query = query.limit(filter.limit);
  return query.execute();
}

export async function findUser(db: DbOrTx, id: string): Promise<User | undefined> {
  return usersWithDomain(db).where('u.id', '=', id).executeTakeFirst();
}

/** Locks the user's row, but not its domain's. */
export async function lockUser(tx: Tx, id: string): Promise<User | undefined> {
  return usersWithDomain(tx).where('u.id', '=', id).forUpdate('u').executeTakeFirst();
}

export interface UserValues {
  readonly name: string;
  readonly description: string;
  readonly email: string | null;
  readonly enabled: boolean;
  readonly defaultProjectId: string | null;
  readonly extra: Extra;
}

export interface NewUserRow extends UserValues {
  readonly id: string;
  readonly domainId: string;
  readonly passwordHash: string | null;
}

function set(values: UserValues) {
  return {
    name: values.name,
    description: values.description,
    email: values.email,
    enabled: values.enabled,
    default_project_id: values.defaultProjectId,
    extra: JSON.stringify(values.extra),
  };
}

export async function insertUser(tx: Tx, row: NewUserRow): Promise<void> {
  await tx
    .insertInto('users')
    .values({
      ...set(row),
      id: row.id,
      domain_id: row.domainId,
      password_hash: row.passwordHash,
    })
    .execute();
}

export async function updateUserRow(tx: Tx, id: string, values: UserValues): Promise<void> {
  await tx.updateTable('users').set(set(values)).where('id', '=', id).execute();
}

const now = sql<string>`clock_timestamp()`;

/** Ends every token that the user has, also should it be enabled again. */
export async function endTokensOfUser(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('users').set({ tokens_valid_from: now }).where('id', '=', id).execute();
}

export async function endTokensOfDomain(tx: Tx, domainId: string): Promise<void> {
  await tx
    .updateTable('users')
    .set({ tokens_valid_from: now })
    .where('domain_id', '=', domainId)
    .execute();
}

/** Sets the hash and ends every token that the user has. */
export async function setPasswordHash(tx: Tx, id: string, passwordHash: string): Promise<void> {
  await tx
    .updateTable('users')
    .set({ password_hash: passwordHash, tokens_valid_from: now })
    .where('id', '=', id)
    .execute();
}

/** Deletes the user with its assignments and application credentials. */
export async function deleteUserRow(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('users').where('id', '=', id).execute();
}
