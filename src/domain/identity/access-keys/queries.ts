import type { DbOrTx, Tx } from '../../../db/pool.ts';
import { ask, statement } from '../../../db/statement.ts';
import type { AccessKey } from './access-key.ts';

const columns = [
  'id',
  'user_id as userId',
  'description',
  'enabled',
  'created_at as createdAt',
] as const;

/** A user's access keys, the oldest first. */
export async function selectAccessKeys(db: DbOrTx, userId: string): Promise<AccessKey[]> {
  return db
    .selectFrom('access_keys')
    .select(columns)
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

export async function findAccessKey(db: DbOrTx, id: string): Promise<AccessKey | undefined> {
  return db.selectFrom('access_keys').select(columns).where('id', '=', id).executeTakeFirst();
}

export async function insertAccessKey(
  tx: Tx,
  row: Omit<AccessKey, 'createdAt' | 'enabled'> & { readonly sealedSecret: string },
): Promise<AccessKey> {
  return tx
    .insertInto('access_keys')
    .values({
      id: row.id,
      user_id: row.userId,
      sealed_secret: row.sealedSecret,
      description: row.description,
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function lockAccessKey(tx: Tx, id: string): Promise<AccessKey | undefined> {
  return tx
    .selectFrom('access_keys')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateAccessKeyRow(
  tx: Tx,
  id: string,
  values: Pick<AccessKey, 'description' | 'enabled'>,
): Promise<void> {
  await tx.updateTable('access_keys').set(values).where('id', '=', id).execute();
}

export async function deleteAccessKeyRow(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('access_keys').where('id', '=', id).execute();
}

/** What it takes to check a signature. */
export interface SigningKey {
  readonly userId: string;
  readonly sealedSecret: string;
  readonly enabled: boolean;
  /** Where it works when the request names no project; null: the user has no role there. */
  readonly homeProjectId: string | null;
  /** Wrong signatures in a row from the address. */
  readonly failures: number;
  /** 0: the address is not locked out. */
  readonly secondsLocked: number;
}

const signingKey = statement<SigningKey, [id: string, address: string]>(`
  select k.user_id as "userId", k.sealed_secret as "sealedSecret", k.enabled,
    coalesce(f.failures, 0) as failures,
    coalesce(greatest(ceil(extract(epoch from f.locked_until - clock_timestamp())), 0), 0)::integer as "secondsLocked",
    (
      select p.id from projects p
      where p.enabled and (p.id = u.default_project_id or p.is_home and p.domain_id = u.domain_id)
        and exists (select from role_assignments a where a.user_id = u.id and a.project_id = p.id)
      order by (p.id is not distinct from u.default_project_id) desc, p.region_id
      limit 1
    ) as "homeProjectId"
  from access_keys k
  join users u on u.id = k.user_id
  left join login_failures f on f.subject = 'access-key:' || k.id and f.address = $2
  where k.id = $1`);

/** The key with how the address stands to it. The home project is the user's default one, else its account's in the first region. */
export async function findSigningKey(
  db: DbOrTx,
  id: string,
  address: string,
): Promise<SigningKey | undefined> {
  const [row] = await ask(db, signingKey(id, address));
  return row;
}
