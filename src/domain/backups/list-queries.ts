// Lists of backups, and how a project stands to each: its own, or behind a full-server image that it has accepted.
import type { DbOrTx } from '../../db/pool.ts';
import { containing } from '../../db/containing.ts';
import { ask, compose, Values } from '../../db/statement.ts';
import { isUuid } from '../../lib/ids.ts';
import type { MemberStatus } from '../images/image.ts';
import type { BackupStatus } from './backup.ts';
import type { BackupRelation } from './policy.ts';

/** When the last backup of the page before was made, and its id. */
export type BackupCursor = readonly [createdAt: string, id: string];

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

export interface BackupPageQuery extends BackupFilters {
  readonly limit: number;
  readonly cursor: BackupCursor | null;
  readonly offset?: number | undefined;
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
  query: BackupPageQuery,
): Promise<BackupStanding[]> {
  const values = new Values();
  const seen = seenBy(values.add(projectId));
  const conditions = conditionsOf(query, values);
  if (query.cursor !== null) {
    const [createdAt, id] = query.cursor;
    conditions.push(
      `("createdAt", id) < (${values.add(createdAt)}::timestamptz, ${values.add(id)}::uuid)`,
    );
  }
  const text = `
    select ${columns} from (${seen}) seen where ${conditions.join(' and ')}
    order by "createdAt" desc, id desc limit ${values.add(query.limit)}
    offset ${values.add(query.offset ?? 0)}`;
  return await ask(db, compose<BackupStanding>(text, values, { prepared: false }));
}

const columns =
  'id, "createdAt", relation, "vaultId", "vaultName", "imageId", "imageName", "memberStatus"';

export async function countBackups(
  db: DbOrTx,
  projectId: string,
  filters: BackupFilters,
): Promise<number> {
  const values = new Values();
  const seen = seenBy(values.add(projectId));
  const conditions = conditionsOf(filters, values);
  const text = `select count(*)::integer as n from (${seen}) seen where ${conditions.join(' and ')}`;
  const [row] = await ask(db, compose<{ n: number }>(text, values, { prepared: false }));
  return row?.n ?? 0;
}

/** Those of the backups that the project sees. */
export async function selectStandings(
  db: DbOrTx,
  projectId: string,
  ids: readonly string[],
): Promise<BackupStanding[]> {
  if (ids.length === 0) return [];
  return await selectBackupPage(db, projectId, { ids, limit: ids.length, cursor: null });
}

function conditionsOf(filters: BackupFilters, values: Values): string[] {
  const conditions = ['true'];
  const { ownership = 'all', search, name, ids, vaultId, serverId, status, imageId } = filters;
  if (ownership !== 'all') conditions.push(`relation = ${values.add(ownership)}`);
  if (search !== undefined) {
    const found = [`name ilike ${values.add(containing(search))}`];
    if (isUuid(search)) found.push(`id = ${values.add(search)}::uuid`);
    conditions.push(`(${found.join(' or ')})`);
  }
  // What is no UUID finds nothing; it is not an error.
  const among = (column: string, wanted: readonly string[]): void => {
    conditions.push(`${column} = any (${values.add(wanted.filter(isUuid))}::uuid[])`);
  };
  if (name !== undefined) conditions.push(`name = ${values.add(name)}`);
  if (ids !== undefined) among('id', ids);
  if (status !== undefined) conditions.push(`status = ${values.add(status)}`);
  if (vaultId !== undefined) among('"vaultId"', [vaultId]);
  if (serverId !== undefined) among('server_id', [serverId]);
  if (imageId !== undefined) among('"imageId"', [imageId]);
  return conditions;
}
