import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { Page } from '../page.ts';
import { follows, matches } from '../queries.ts';
import type { Domain } from './domain.ts';

const columns = ['id', 'name', 'description', 'enabled', 'created_at as createdAt'] as const;

export interface DomainFilter extends Omit<Page, 'marker'> {
  readonly name?: string | undefined;
  readonly enabled?: boolean | undefined;
}

/** Domains in the order of names, then ids. */
export async function selectDomains(db: DbOrTx, filter: DomainFilter = {}): Promise<Domain[]> {
  let query = db.selectFrom('domains').select(columns).orderBy('name').orderBy('id');
  if (filter.name !== undefined) query = query.where('name', '=', filter.name);
  if (filter.enabled !== undefined) query = query.where('enabled', '=', filter.enabled);
  if (filter.search !== undefined) query = query.where(matches('domains', filter.search));
  if (filter.after !== undefined) query = query.where(follows('domains', filter.after));
  if (filter.limit !== undefined) query = query.limit(filter.limit);
  return query.execute();
}

export async function findDomain(db: DbOrTx, id: string): Promise<Domain | undefined> {
  return db.selectFrom('domains').select(columns).where('id', '=', id).executeTakeFirst();
}

/** With a key-share lock: the domain cannot be deleted before this transaction ends. */
export async function holdDomain(tx: Tx, id: string): Promise<Domain | undefined> {
  return tx
    .selectFrom('domains')
    .select(columns)
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst();
}

export async function lockDomain(tx: Tx, id: string): Promise<Domain | undefined> {
  return tx
    .selectFrom('domains')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertDomain(tx: Tx, domain: Omit<Domain, 'createdAt'>): Promise<Domain> {
  return tx.insertInto('domains').values(domain).returning(columns).executeTakeFirstOrThrow();
}

export async function updateDomainRow(
  tx: Tx,
  id: string,
  { name, description, enabled }: Omit<Domain, 'id' | 'createdAt'>,
): Promise<Domain> {
  return tx
    .updateTable('domains')
    .set({ name, description, enabled })
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();
}

/** The domains in which the user has a role. */
export async function selectDomainsOfUser(db: DbOrTx, userId: string): Promise<Domain[]> {
  return db
    .selectFrom('domains')
    .select(columns)
    .where('enabled', '=', true)
    .where('id', 'in', (inner) =>
      inner
        .selectFrom('role_assignments')
        .select('domain_id')
        .where('user_id', '=', userId)
        .where('domain_id', 'is not', null)
        .$castTo<{ domain_id: string }>(),
    )
    .orderBy('name')
    .execute();
}

/** Deletes the domain with its users and roles; its projects must be gone. */
export async function deleteDomainRow(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('users').where('domain_id', '=', id).execute();
  await tx.deleteFrom('roles').where('domain_id', '=', id).execute();
  await tx.deleteFrom('domains').where('id', '=', id).execute();
}
