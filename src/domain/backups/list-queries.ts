// Lists of backups, and how a project stands to each: its own, or behind a full-server image that it has accepted.
import type { DbOrTx } from '../../db/pool.ts';
import { Conditions } from '../../db/project-list.ts';
import type { Page, Slice } from '../../lib/newest-first.ts';
import type { MemberStatus } from '../images/image.ts';
import type { BackupStatus } from './backup.ts';
import type { BackupRelation } from './policy.ts';

export interface BackupFilters {
  /** Whose: default all that the project sees. */
  readonly ownership?: 'own' | 'shared' | 'all' | undefined;
  /** A part of the name in any case, or the id. */
  readonly search?: string | undefined;
  readonly name?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  /** Of the project: where its own ones lie, and where the shared ones were accepted into. */
  readonly vaultId?: string | undefined;
  readonly serverId?: string | undefined;
  readonly status?: BackupStatus | undefined;
  /** The full-server image that it stands behind. */
  readonly imageId?: string | undefined;
}

/** How a project stands to a backup. */
export interface BackupStanding {
  readonly id: string;
  readonly createdAt: string;
  readonly relation: BackupRelation;
  /** The project's own vault that it lies in, or was accepted into; null: it takes no room. */
  readonly vaultId: string | null;
  readonly vaultName: string | null;
  readonly imageId: string | null;
  readonly imageName: string | null;
  /** Of a shared one. */
  readonly memberStatus: MemberStatus | null;
}

/** What a project has, and what it has accepted: each is read from an index of the project. */
function seenBy(project: string): string {
  return `
    select b.id, b.created_at as "createdAt", b.name, b.status, b.server_id, 'own' as relation,
      v.id as "vaultId", v.name as "vaultName", i.id as "imageId", i.name as "imageName", null as "memberStatus"
    from backups b join vaults v on v.id = b.vault_id
    left join images i on i.backup_id = b.id and i.status <> 'deleted'
    where b.project_id = ${project} and b.status <> 'deleted'
    union all
    select b.id, b.created_at, b.name, b.status, b.server_id, 'shared', v.id, v.name, i.id, i.name, m.status
    from members m join images i on i.id = m.image_id
    join backups b on b.id = i.backup_id
    left join vault_claims c on c.image_id = m.image_id and c.project_id = m.project_id
    left join vaults v on v.id = c.vault_id
    where m.project_id = ${project} and m.status = 'accepted' and i.status <> 'deleted' and i.visibility = 'shared' and b.status <> 'deleted'`;
}

/** One page, newest first. */
export async function selectBackupPage(
  db: DbOrTx,
  projectId: string,
  query: BackupFilters & Slice,
): Promise<Page<BackupStanding>> {
  const where = new Conditions();
  const from = `(${seenBy(where.value(projectId))}) seen`;
  const source = { columns, from, time: 'createdAt' } as const;
  return await withFilters(where, query).page<BackupStanding>(db, source, query);
}

const columns =
  'id, "createdAt", relation, "vaultId", "vaultName", "imageId", "imageName", "memberStatus"';

export async function countBackups(
  db: DbOrTx,
  projectId: string,
  filters: BackupFilters,
): Promise<number> {
  const where = new Conditions();
  const from = `(${seenBy(where.value(projectId))}) seen`;
  return await withFilters(where, filters).count(db, from);
}

/** Those of the backups that the project sees. */
export async function selectStandings(
  db: DbOrTx,
  projectId: string,
  ids: readonly string[],
): Promise<BackupStanding[]> {
  if (ids.length === 0) return [];
  const { items } = await selectBackupPage(db, projectId, { ids, limit: ids.length });
  return items;
}

function withFilters(where: Conditions, filters: BackupFilters): Conditions {
  const { ownership = 'all', search, name, ids, vaultId, serverId, status, imageId } = filters;
  return where
    .equals('relation', ownership === 'all' ? undefined : ownership)
    .search(search)
    .equals('name', name)
    .among('id', ids)
    .equals('status', status)
    .among('"vaultId"', vaultId === undefined ? undefined : [vaultId])
    .among('server_id', serverId === undefined ? undefined : [serverId])
    .among('"imageId"', imageId === undefined ? undefined : [imageId]);
}
