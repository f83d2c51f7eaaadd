// All SQL on vaults and on the ledger of their room. The sums in a vault's row are kept by triggers (0018-vaults.sql): here claims come and go, and nothing else.
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Db, DbOrTx, Tx } from '../../db/pool.ts';
import { Conditions } from '../../db/project-list.ts';
import type { Page, Slice } from '../../lib/newest-first.ts';
import type { VaultClaimTable, VaultTable } from '../../db/schema.ts';
import { ask, statement } from '../../db/statement.ts';
import type { Protection, Vault, VaultObject, VaultStatus } from './vault.ts';

type VaultRow = Selectable<VaultTable>;

function vaultOf(row: VaultRow): Vault {
  return {
    id: row.id,
    projectId: row.project_id,
    regionId: row.region_id,
    userId: row.user_id,
    name: row.name,
    description: row.description,
    capacity: row.capacity,
    objectType: row.object_type as VaultObject,
    protectType: row.protect_type as Protection,
    status: row.status as VaultStatus,
    used: row.used,
    reserved: row.reserved,
    metadata: row.metadata,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export async function insertVault(tx: Tx, row: Insertable<VaultTable>): Promise<Vault> {
  return vaultOf(
    await tx.insertInto('vaults').values(row).returningAll().executeTakeFirstOrThrow(),
  );
}

/** A vault of that project that is not deleted. */
export async function selectVault(
  db: DbOrTx,
  id: string,
  projectId: string,
): Promise<Vault | null> {
  const row = await db
    .selectFrom('vaults')
    .selectAll()
    .where('id', '=', id)
    .where('project_id', '=', projectId)
    .where('status', '<>', 'deleted')
    .executeTakeFirst();
  return row === undefined ? null : vaultOf(row);
}

/** Nobody else changes these vaults, or takes room in them, until the transaction ends. Deleted ones are among them. In the order of ids, as everybody locks them. */
export async function lockVaults(tx: Tx, ids: readonly string[]): Promise<Vault[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('vaults')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(vaultOf);
}

export interface ClaimHolders {
  readonly imageIds?: readonly string[] | undefined;
  readonly backupIds?: readonly string[] | undefined;
  /** Others that are locked along with them. */
  readonly vaultIds?: readonly string[] | undefined;
}

const claimedVaults = statement<
  object,
  [imageIds: readonly string[], backupIds: readonly string[], vaultIds: readonly string[]]
>(`
  select from vaults
  where id in (select vault_id from vault_claims where image_id = any ($1::uuid[]) or backup_id = any ($2::uuid[]))
    or id = any ($3::uuid[])
  order by id for update`);

/**
 * Locks the vaults in which these images and backups, which are locked, have room: whoever is about to give room back in several of them, since the database
 * does so in no order of its own.
 */
export async function lockClaimedVaults(
  tx: Tx,
  { imageIds = [], backupIds = [], vaultIds = [] }: ClaimHolders,
): Promise<void> {
  await ask(tx, claimedVaults(imageIds, backupIds, vaultIds));
}

export async function updateVaultRow(
  tx: Tx,
  id: string,
  change: Omit<Updateable<VaultTable>, 'used' | 'reserved' | 'updated_at'>,
): Promise<Vault> {
  const row = await tx
    .updateTable('vaults')
    .set({ ...change, updated_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return vaultOf(row);
}

/** Takes room; the vaults are locked and have it. */
export async function insertClaims(
  tx: Tx,
  claims: readonly Insertable<VaultClaimTable>[],
): Promise<void> {
  if (claims.length === 0) return;
  await tx.insertInto('vault_claims').values(claims).execute();
}

/** A backup is stored: its room becomes what it takes, at most what was kept for it. */
export async function settleBackupClaim(tx: Tx, backupId: string, mib: number): Promise<void> {
  await tx
    .updateTable('vault_claims')
    .set({ stored: true, mib: sql`least(mib, ${mib}::bigint)` })
    .where('backup_id', '=', backupId)
    .execute();
}

/** Gives the room of a backup back. */
export async function deleteBackupClaim(tx: Tx, backupId: string): Promise<void> {
  await tx.deleteFrom('vault_claims').where('backup_id', '=', backupId).execute();
}

export interface VaultFilters {
  /** A part of the name in any case, or the id. */
  readonly search?: string | undefined;
  readonly name?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly status?: VaultStatus | undefined;
  readonly objectType?: VaultObject | undefined;
  readonly protectType?: Protection | undefined;
}

/** Newest first, read from the project's index. */
export async function selectVaultPage(
  db: Db,
  projectId: string,
  query: VaultFilters & Slice,
): Promise<Page<Vault>> {
  const source = { from: 'vaults', time: 'created_at' } as const;
  const page = await conditionsOf(projectId, query).page<VaultRow>(db, source, query);
  return { ...page, items: page.items.map((row) => vaultOf(row)) };
}

export interface VaultTotals {
  readonly count: number;
  /** GiB. */
  readonly capacity: number;
  /** MiB, used and reserved. */
  readonly taken: number;
}

/** Of all vaults that the filters let through. */
export async function sumVaults(
  db: Db,
  projectId: string,
  filters: VaultFilters,
): Promise<VaultTotals> {
  const columns = `count(*)::integer as count, coalesce(sum(capacity), 0)::bigint as capacity,
    coalesce(sum(used + reserved), 0)::bigint as taken`;
  const [row] = await conditionsOf(projectId, filters).all<VaultTotals>(db, columns, 'vaults');
  return row ?? { count: 0, capacity: 0, taken: 0 };
}

function conditionsOf(projectId: string, filters: VaultFilters): Conditions {
  const { search, name, ids, status, objectType, protectType } = filters;
  return new Conditions()
    .equals('project_id', projectId)
    .that("status <> 'deleted'")
    .search(search)
    .equals('name', name)
    .among('id', ids)
    .equals('status', status)
    .equals('object_type', objectType)
    .equals('protect_type', protectType);
}
