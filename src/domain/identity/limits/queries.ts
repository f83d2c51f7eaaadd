import { sql, type SqlBool } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { Limit, RegisteredLimit } from './limit.ts';

const registeredColumns = [
  'r.id as id',
  'r.service_id as serviceId',
  'r.region_id as regionId',
  'r.resource_name as resourceName',
  'r.default_limit as defaultLimit',
  'r.description as description',
] as const;

export interface RegisteredLimitFilter {
  readonly serviceId?: string | undefined;
  readonly regionId?: string | undefined;
  readonly resourceName?: string | undefined;
}

/** Registered limits in the order of resource names, then ids. */
export async function selectRegisteredLimits(
  db: DbOrTx,
  filter: RegisteredLimitFilter = {},
): Promise<RegisteredLimit[]> {
  let query = db
    .selectFrom('registered_limits as r')
    .select(registeredColumns)
    .orderBy('r.resource_name')
    .orderBy('r.id');
  if (filter.serviceId !== undefined) query = query.where('r.service_id', '=', filter.serviceId);
  if (filter.regionId !== undefined) query = query.where('r.region_id', '=', filter.regionId);
  if (filter.resourceName !== undefined) {
    query = query.where('r.resource_name', '=', filter.resourceName);
  }
  return query.execute();
}

export async function findRegisteredLimit(
  db: DbOrTx,
  id: string,
): Promise<RegisteredLimit | undefined> {
  return db
    .selectFrom('registered_limits as r')
    .select(registeredColumns)
    .where('r.id', '=', id)
    .executeTakeFirst();
}

/** Locks the row, also against limits that would refer to it. */
export async function lockRegisteredLimit(
  tx: Tx,
  id: string,
): Promise<RegisteredLimit | undefined> {
  return tx
    .selectFrom('registered_limits as r')
    .select(registeredColumns)
    .where('r.id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** The id of what is registered for exactly this service, region (null: all regions) and resource. */
export async function findRegistration(
  db: DbOrTx,
  { serviceId, regionId, resourceName }: Pick<Limit, 'serviceId' | 'regionId' | 'resourceName'>,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('registered_limits')
    .select('id')
    .where('service_id', '=', serviceId)
    .where('region_id', 'is not distinct from', regionId)
    .where('resource_name', '=', resourceName)
    .executeTakeFirst();
  return row?.id;
}

function registeredRow(limit: Omit<RegisteredLimit, 'id'>) {
  return {
    service_id: limit.serviceId,
    region_id: limit.regionId,
    resource_name: limit.resourceName,
    default_limit: limit.defaultLimit,
    description: limit.description,
  };
}

export async function insertRegisteredLimit(tx: Tx, limit: RegisteredLimit): Promise<void> {
  await tx
    .insertInto('registered_limits')
    .values({ id: limit.id, ...registeredRow(limit) })
    .execute();
}

export async function updateRegisteredLimitRow(tx: Tx, limit: RegisteredLimit): Promise<void> {
  await tx
    .updateTable('registered_limits')
    .set(registeredRow(limit))
    .where('id', '=', limit.id)
    .execute();
}

export async function deleteRegisteredLimitRow(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('registered_limits').where('id', '=', id).execute();
}

/** True while a project or an account has a limit of its own for it. */
export async function isReferred(db: DbOrTx, registeredLimitId: string): Promise<boolean> {
  const row = await db
    .selectFrom('limits')
    .select('id')
    .where('registered_limit_id', '=', registeredLimitId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface LimitFilter extends RegisteredLimitFilter {
  readonly id?: string | undefined;
  readonly projectId?: string | undefined;
  readonly domainId?: string | undefined;
  /** Only this project's, or this account's and its projects'. */
  readonly within?: { readonly projectId: string } | { readonly domainId: string } | undefined;
}

/** Limits in the order of resource names, then ids. */
export async function selectLimits(db: DbOrTx, filter: LimitFilter = {}): Promise<Limit[]> {
  let query = db
    .selectFrom('limits as l')
    .innerJoin('registered_limits as r', 'r.id', 'l.registered_limit_id')
    .select([
      'l.id as id',
      'r.service_id as serviceId',
      'r.region_id as regionId',
      'r.resource_name as resourceName',
      'l.project_id as projectId',
      'l.domain_id as domainId',
      'l.resource_limit as resourceLimit',
      'l.description as description',
    ])
    .orderBy('r.resource_name')
    .orderBy('l.id');
  const { within } = filter;
  if (filter.id !== undefined) query = query.where('l.id', '=', filter.id);
  if (filter.serviceId !== undefined) query = query.where('r.service_id', '=', filter.serviceId);
  if (filter.regionId !== undefined) query = query.where('r.region_id', '=', filter.regionId);
  if (filter.resourceName !== undefined) {
    query = query.where('r.resource_name', '=', filter.resourceName);
  }
  if (filter.projectId !== undefined) query = query.where('l.project_id', '=', filter.projectId);
  if (filter.domainId !== undefined) query = query.where('l.domain_id', '=', filter.domainId);
  if (within !== undefined && 'projectId' in within) {
    query = query.where('l.project_id', '=', within.projectId);
  } else if (within !== undefined) {
    query = query.where(
      sql<SqlBool>`(l.domain_id = ${within.domainId}
        or l.project_id in (select id from projects where domain_id = ${within.domainId}))`,
    );
  }
  return query.execute();
}

export async function findLimit(db: DbOrTx, id: string): Promise<Limit | undefined> {
  const [limit] = await selectLimits(db, { id });
  return limit;
}

/** Locks the row, not the registered limit's; false when it is not there. */
export async function lockLimit(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('limits')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertLimit(tx: Tx, registeredLimitId: string, limit: Limit): Promise<void> {
  await tx
    .insertInto('limits')
    .values({
      id: limit.id,
      registered_limit_id: registeredLimitId,
      project_id: limit.projectId,
      domain_id: limit.domainId,
      resource_limit: limit.resourceLimit,
      description: limit.description,
    })
    .execute();
}

export async function updateLimitRow(
  tx: Tx,
  id: string,
  values: Pick<Limit, 'resourceLimit' | 'description'>,
): Promise<void> {
  await tx
    .updateTable('limits')
    .set({ resource_limit: values.resourceLimit, description: values.description })
    .where('id', '=', id)
    .execute();
}

export async function deleteLimitRow(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('limits').where('id', '=', id).execute();
}

/**
 * What holds for a project, by resource name: its own limit, else the registered default. What is registered for the project's region
 * goes before what is registered for all; resources that are not registered are left out. -1: without limit.
 */
export async function selectLimitsInForce(
  db: DbOrTx,
  project: { readonly id: string; readonly regionId: string },
  serviceType: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('registered_limits as r')
    .innerJoin('services as s', 's.id', 'r.service_id')
    .leftJoin('limits as l', (join) =>
      join.onRef('l.registered_limit_id', '=', 'r.id').on('l.project_id', '=', project.id),
    )
    .where('s.type', '=', serviceType)
    .where((where) =>
      where.or([where('r.region_id', '=', project.regionId), where('r.region_id', 'is', null)]),
    )
    .distinctOn('r.resource_name')
    .select([
      'r.resource_name as name',
      sql<number>`coalesce(l.resource_limit, r.default_limit)`.as('most'),
    ])
    .orderBy('r.resource_name')
    .orderBy('r.region_id', (order) => order.asc().nullsLast())
    .orderBy('r.id')
    .execute();
  return new Map(rows.map((row) => [row.name, row.most]));
}
