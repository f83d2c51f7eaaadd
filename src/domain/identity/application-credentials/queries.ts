import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { UserReference } from '../tokens/user-reference.ts';
import { databaseNow } from '../users/login-queries.ts';
import type { RoleReference } from '../tokens/session.ts';
import type { ApplicationCredential } from './application-credential.ts';

export interface CredentialLogin {
  readonly id: string;
  readonly userId: string;
  readonly projectId: string;
  readonly secretHash: string;
  readonly expiresAt: string | null;
  /** Milliseconds since 1970 by the database's clock. */
  readonly now: number;
}

export async function findCredentialLogin(
  db: DbOrTx,
  credential: { readonly id: string } | { readonly name: string; readonly user: UserReference },
): Promise<CredentialLogin | undefined> {
  const query = db
    .selectFrom('application_credentials as c')
    .innerJoin('users as u', 'u.id', 'c.user_id')
    .innerJoin('domains as d', 'd.id', 'u.domain_id')
    .select([
      'c.id as id',
      'c.user_id as userId',
      'c.project_id as projectId',
      'c.secret_hash as secretHash',
      'c.expires_at as expiresAt',
      databaseNow.as('now'),
    ]);
  if ('id' in credential) return query.where('c.id', '=', credential.id).executeTakeFirst();
  const named = query.where('c.name', '=', credential.name);
  const { user } = credential;
  if ('id' in user) return named.where('u.id', '=', user.id).executeTakeFirst();
  const { domain } = user;
  return named
    .where('u.name', '=', user.name)
    .where('id' in domain ? 'd.id' : 'd.name', '=', 'id' in domain ? domain.id : domain.name)
    .executeTakeFirst();
}

/** A role that was deleted since is no longer among the roles. */
const columns = [
  'c.id as id',
  'c.user_id as userId',
  'c.project_id as projectId',
  'c.name as name',
  'c.description as description',
  'c.unrestricted as unrestricted',
  'c.expires_at as expiresAt',
  'c.created_at as createdAt',
  sql<RoleReference[]>`(
    select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) order by r.name), '[]')
    from roles r where r.id = any (c.role_ids)
  )`.as('roles'),
] as const;

export async function selectCredentials(
  db: DbOrTx,
  userId: string,
  filter: { readonly name?: string | undefined } = {},
): Promise<ApplicationCredential[]> {
  let query = db
    .selectFrom('application_credentials as c')
    .select(columns)
    .where('c.user_id', '=', userId)
    .orderBy('c.name');
  if (filter.name !== undefined) query = query.where('c.name', '=', filter.name);
  return query.execute();
}

export async function findCredential(
  db: DbOrTx,
  userId: string,
  id: string,
): Promise<ApplicationCredential | undefined> {
  return db
    .selectFrom('application_credentials as c')
    .select(columns)
    .where('c.user_id', '=', userId)
    .where('c.id', '=', id)
    .executeTakeFirst();
}

export interface NewCredentialRow extends Omit<ApplicationCredential, 'roles' | 'createdAt'> {
  readonly secretHash: string;
  readonly roleIds: readonly string[];
}

/** Undefined when the user has one of that name. */
export async function insertCredential(
  tx: Tx,
  row: NewCredentialRow,
): Promise<ApplicationCredential | undefined> {
  const inserted = await tx
    .insertInto('application_credentials')
    .values({
      id: row.id,
      user_id: row.userId,
      project_id: row.projectId,
      name: row.name,
      description: row.description,
      secret_hash: row.secretHash,
      role_ids: [...row.roleIds],
      unrestricted: row.unrestricted,
      expires_at: row.expiresAt,
    })
    .onConflict((conflict) => conflict.columns(['user_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted && findCredential(tx, row.userId, row.id);
}

export async function deleteCredentialRow(tx: Tx, userId: string, id: string): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('application_credentials')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return deleted !== undefined;
}
