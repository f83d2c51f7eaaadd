// What a login needs to know of a user; the password's hash leaves the table by no other query.
import { sql } from 'kysely';
import type { DbOrTx } from '../../../db/pool.ts';
import type { UserReference } from '../tokens/user-reference.ts';

/** Milliseconds since 1970 by the database's clock: one clock for however many processes issue tokens. */
export const databaseNow = sql<number>`extract(epoch from clock_timestamp())::double precision * 1000`;

export interface UserLogin {
  readonly userId: string;
  readonly passwordHash: string | null;
  readonly defaultProjectId: string | null;
  readonly now: number;
}

export async function findLogin(db: DbOrTx, user: UserReference): Promise<UserLogin | undefined> {
  const query = db
    .selectFrom('users as u')
    .innerJoin('domains as d', 'd.id', 'u.domain_id')
    .select([
      'u.id as userId',
      'u.password_hash as passwordHash',
      'u.default_project_id as defaultProjectId',
      databaseNow.as('now'),
    ]);
  if ('id' in user) return query.where('u.id', '=', user.id).executeTakeFirst();
  const { name, domain } = user;
  return query
    .where('u.name', '=', name)
    .where('id' in domain ? 'd.id' : 'd.name', '=', 'id' in domain ? domain.id : domain.name)
    .executeTakeFirst();
}

/** True when the user's password still has this hash; waits for a change that is being committed. */
export async function holdPassword(
  db: DbOrTx,
  userId: string,
  passwordHash: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('id', '=', userId)
    .where('password_hash', '=', passwordHash)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}
