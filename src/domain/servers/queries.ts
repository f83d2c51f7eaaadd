// All SQL on servers; their disks: disks/queries.ts; lists: list-queries.ts.
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { DbOrTx, Tx } from '../../db/pool.ts';
import type { ServerTable } from '../../db/schema.ts';
import type { KeptFault } from '../jobs/job.ts';
import type {
  Login,
  Server,
  ServerArchitecture,
  ServerFirmware,
  ServerStatus,
  ServerTask,
} from './server.ts';

export type ServerRow = Selectable<ServerTable>;
export type NewServerRow = Insertable<ServerTable>;

/** A row as a Server; the checks in 0017-servers.sql and the use cases guarantee the closed sets. */
export function serverOf(row: ServerRow): Server {
  return {
    id: row.id,
    projectId: row.project_id,
    regionId: row.region_id,
    userId: row.user_id,
    name: row.name,
    description: row.description,
    flavorId: row.flavor_id,
    status: row.status as ServerStatus,
    task: row.task as ServerTask | null,
    jobId: row.job_id,
    fault: row.fault as KeptFault | null,
    source: { imageId: row.image_id, name: row.image_name, projectId: row.image_project_id },
    architecture: row.architecture as ServerArchitecture,
    firmware: row.firmware as ServerFirmware,
    login: row.login as Login,
    keyName: row.key_name,
    publicKey: row.public_key,
    passwordHash: row.password_hash,
    userData: row.user_data,
    instanceId: row.instance_id,
    mac: row.mac,
    sshPort: row.ssh_port,
    metadata: row.metadata,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    startedAt: row.started_at,
  };
}

export async function insertServers(tx: Tx, rows: readonly NewServerRow[]): Promise<Server[]> {
  const inserted = await tx
    .insertInto('servers')
    .values([...rows])
    .returningAll()
    .execute();
  return inserted.map((row) => serverOf(row));
}

/** The servers of `ids` that are not deleted, in no order. `projectId` null: whosever they are. */
export async function selectServers(
  db: DbOrTx,
  ids: readonly string[],
  projectId: string | null,
): Promise<Server[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('servers')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('status', '<>', 'deleted')
    .$if(projectId !== null, (query) => query.where('project_id', '=', projectId))
    .execute();
  return rows.map((row) => serverOf(row));
}

/** As selectServers, and nobody else changes them until the transaction ends. They are locked in the order of their ids. */
export async function lockServers(
  tx: Tx,
  ids: readonly string[],
  projectId: string | null,
): Promise<Server[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('servers')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('status', '<>', 'deleted')
    .$if(projectId !== null, (query) => query.where('project_id', '=', projectId))
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => serverOf(row));
}

/** Changes a locked server and its `updated_at`. */
export async function updateServerRow(
  tx: Tx,
  id: string,
  changes: Updateable<ServerTable>,
): Promise<Server> {
  const row = await tx
    .updateTable('servers')
    .set({ ...changes, updated_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return serverOf(row);
}

export interface ServerUsage {
  readonly servers: number;
  readonly vcpus: number;
  /** MiB. */
  readonly memory: number;
}

/** What a project's servers come to, those in error too. */
export async function selectServerUsage(db: DbOrTx, projectId: string): Promise<ServerUsage> {
  const row = await db
    .selectFrom('servers')
    .innerJoin('flavors', 'flavors.id', 'servers.flavor_id')
    .where('servers.project_id', '=', projectId)
    .where('servers.status', '<>', 'deleted')
    .select([
      sql<number>`count(*)::integer`.as('servers'),
      sql<number>`coalesce(sum(flavors.vcpus), 0)::integer`.as('vcpus'),
      sql<number>`coalesce(sum(flavors.memory), 0)::bigint`.as('memory'),
    ])
    .executeTakeFirstOrThrow();
  return row;
}

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The lowest ports of the range that no server has, `count` at most, but for those in `avoid`. Until the transaction ends nobody else is
 * given any.
 */
export async function claimPorts(
  tx: Tx,
  { first, last }: PortRange,
  count: number,
  avoid: readonly number[],
): Promise<number[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('servers ports', 0))`.execute(tx);
  const { rows } = await sql<{ port: number }>`
    select port from generate_series(${first}::integer, ${last}::integer) port
    where port <> all (${[...avoid]}::integer[])
      and not exists (select from servers where ssh_port = port)
    order by port limit ${count}`.execute(tx);
  return rows.map(({ port }) => port);
}

/** Of these addresses, those that a server has, or had. */
export async function selectKnownMacs(tx: Tx, macs: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('servers')
    .select('mac')
    .where('mac', 'in', [...macs])
    .execute();
  return rows.map(({ mac }) => mac);
}

/** All that are not deleted: for comparing with what the engine has. */
export async function selectAllServers(db: DbOrTx): Promise<Server[]> {
  const rows = await db
    .selectFrom('servers')
    .selectAll()
    .where('status', '<>', 'deleted')
    .execute();
  return rows.map((row) => serverOf(row));
}

/** Of these, the servers that are not deleted and have a system disk: an engine may have them. */
export async function selectKnownServers(db: DbOrTx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('servers')
    .select('id')
    .where('id', 'in', [...ids])
    .where('status', '<>', 'deleted')
    .where((where) =>
      where.exists(
        where
          .selectFrom('disks')
          .select('disks.id')
          .whereRef('disks.server_id', '=', 'servers.id')
          .where('slot', '=', 0),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}

export interface OsFacts {
  readonly osType: string | null;
  readonly osDistro: string | null;
  readonly osVersion: string | null;
}

/** What images say of their systems, also those that are deleted: whoever runs a server of one has known it. */
export async function selectOsFacts(
  db: DbOrTx,
  imageIds: readonly string[],
): Promise<Map<string, OsFacts>> {
  if (imageIds.length === 0) return new Map();
  const { rows } = await sql<OsFacts & { id: string }>`
    select id, properties ->> 'os_type' as "osType", properties ->> 'os_distro' as "osDistro", properties ->> 'os_version' as "osVersion"
    from images where id = any (${[...imageIds]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

/** Disks that were taken from their servers for good and that the engine may still have. */
export async function selectDiscardedDisks(db: DbOrTx): Promise<string[]> {
  const rows = await db
    .selectFrom('disks')
    .select('id')
    .where('status', '=', 'deleting')
    .where('job_id', 'is', null)
    .where('server_id', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** Servers that something is being done to, by a job that has ended or is forgotten. */
export async function selectLeftServers(db: DbOrTx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from servers
    where status <> 'deleted' and (task is not null or status = 'building')
      and not exists (select from jobs where jobs.id = servers.job_id and jobs.status in ('waiting', 'running'))`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
