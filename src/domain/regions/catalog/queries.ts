import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { CatalogEntry, Endpoint, EndpointInterface, Service } from './catalog.ts';

const serviceColumns = [
  'id',
  'type',
  'name',
  'description',
  'enabled',
  'created_at as createdAt',
] as const;

export async function selectServices(
  db: DbOrTx,
  filter: { readonly type?: string | undefined; readonly name?: string | undefined } = {},
): Promise<Service[]> {
  let query = db.selectFrom('services').select(serviceColumns).orderBy('type').orderBy('id');
  if (filter.type !== undefined) query = query.where('type', '=', filter.type);
  if (filter.name !== undefined) query = query.where('name', '=', filter.name);
  return query.execute();
}

export async function findService(db: DbOrTx, id: string): Promise<Service | undefined> {
  return db.selectFrom('services').select(serviceColumns).where('id', '=', id).executeTakeFirst();
}

export async function lockService(tx: Tx, id: string): Promise<Service | undefined> {
  return tx
    .selectFrom('services')
    .select(serviceColumns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertService(tx: Tx, service: Omit<Service, 'createdAt'>): Promise<Service> {
  return tx
    .insertInto('services')
    .values(service)
    .returning(serviceColumns)
    .executeTakeFirstOrThrow();
}

export async function updateServiceRow(
  tx: Tx,
  id: string,
  values: Omit<Service, 'id' | 'createdAt'>,
): Promise<Service> {
  const { type, name, description, enabled } = values;
  return tx
    .updateTable('services')
    .set({ type, name, description, enabled })
    .where('id', '=', id)
    .returning(serviceColumns)
    .executeTakeFirstOrThrow();
}

export async function deleteServiceRow(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('services').where('id', '=', id).execute();
}

const endpointColumns = [
  'id',
  'service_id as serviceId',
  sql<EndpointInterface>`interface`.as('interface'),
  'region_id as regionId',
  'url',
  'enabled',
  'created_at as createdAt',
] as const;

export interface EndpointFilter {
  readonly serviceId?: string | undefined;
  readonly regionId?: string | undefined;
  readonly interface?: string | undefined;
}

export async function selectEndpoints(
  db: DbOrTx,
  filter: EndpointFilter = {},
): Promise<Endpoint[]> {
  let query = db
    .selectFrom('endpoints')
    .select(endpointColumns)
    .orderBy('region_id')
    .orderBy('service_id')
    .orderBy('interface')
    .orderBy('id');
  if (filter.serviceId !== undefined) query = query.where('service_id', '=', filter.serviceId);
  if (filter.regionId !== undefined) query = query.where('region_id', '=', filter.regionId);
  if (filter.interface !== undefined) query = query.where('interface', '=', filter.interface);
  return query.execute();
}

export async function findEndpoint(db: DbOrTx, id: string): Promise<Endpoint | undefined> {
  return db.selectFrom('endpoints').select(endpointColumns).where('id', '=', id).executeTakeFirst();
}

export async function lockEndpoint(tx: Tx, id: string): Promise<Endpoint | undefined> {
  return tx
    .selectFrom('endpoints')
    .select(endpointColumns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertEndpoint(
  tx: Tx,
  endpoint: Omit<Endpoint, 'createdAt'>,
): Promise<Endpoint> {
  return tx
    .insertInto('endpoints')
    .values({
      id: endpoint.id,
      service_id: endpoint.serviceId,
      interface: endpoint.interface,
      region_id: endpoint.regionId,
      url: endpoint.url,
      enabled: endpoint.enabled,
    })
    .returning(endpointColumns)
    .executeTakeFirstOrThrow();
}

export async function updateEndpointRow(
  tx: Tx,
  id: string,
  values: Omit<Endpoint, 'id' | 'createdAt'>,
): Promise<Endpoint> {
  return tx
    .updateTable('endpoints')
    .set({
      service_id: values.serviceId,
      interface: values.interface,
      region_id: values.regionId,
      url: values.url,
      enabled: values.enabled,
    })
    .where('id', '=', id)
    .returning(endpointColumns)
    .executeTakeFirstOrThrow();
}

export async function deleteEndpointRow(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('endpoints').where('id', '=', id).execute();
}

/** The enabled services that have enabled endpoints in the region (null: in any), in the order of types. */
export async function selectCatalog(db: DbOrTx, regionId: string | null): Promise<CatalogEntry[]> {
  let query = db
    .selectFrom('endpoints as e')
    .innerJoin('services as s', 's.id', 'e.service_id')
    .where('s.enabled', '=', true)
    .where('e.enabled', '=', true)
    .select([
      's.id as serviceId',
      's.type as type',
      's.name as name',
      'e.id as id',
      sql<EndpointInterface>`e.interface`.as('interface'),
      'e.region_id as regionId',
      'e.url as url',
    ])
    .orderBy('s.type')
    .orderBy('s.id')
    .orderBy('e.region_id')
    .orderBy('e.interface')
    .orderBy('e.id');
  if (regionId !== null) query = query.where('e.region_id', '=', regionId);
  const rows = await query.execute();
  return [...Map.groupBy(rows, (row) => row.serviceId)].map(([id, group]) => ({
    service: { id, type: group[0]?.type ?? '', name: group[0]?.name ?? '' },
    endpoints: group.map((row) => ({
      id: row.id,
      interface: row.interface,
      regionId: row.regionId,
      url: row.url,
    })),
  }));
}
