import { sql, type Selectable } from 'kysely';
import type { DbOrTx, Tx } from '../../db/pool.ts';
import type { MemberTable } from '../../db/schema.ts';
import type { MemberStatus } from '../images/image.ts';
import type { Member } from './member.ts';

function memberOf(row: Selectable<MemberTable>): Member {
  return {
    imageId: row.image_id,
    projectId: row.project_id,
    status: row.status as MemberStatus,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export interface MemberKey {
  readonly imageId: string;
  readonly projectId: string;
}

/** The members of some images, oldest first. */
export async function selectMembers(db: DbOrTx, imageIds: readonly string[]): Promise<Member[]> {
  if (imageIds.length === 0) return [];
  const rows = await db
    .selectFrom('members')
    .selectAll()
    .where('image_id', 'in', imageIds)
    .orderBy('created_at')
    .orderBy('project_id')
    .execute();
  return rows.map(memberOf);
}

/** One project's rows at some images. */
export async function selectMembersOfProject(
  db: DbOrTx,
  imageIds: readonly string[],
  projectId: string,
): Promise<Member[]> {
  if (imageIds.length === 0) return [];
  const rows = await db
    .selectFrom('members')
    .selectAll()
    .where('image_id', 'in', imageIds)
    .where('project_id', '=', projectId)
    .execute();
  return rows.map(memberOf);
}

/** Makes pending members of locked images, in one statement. */
export async function insertMembers(tx: Tx, keys: readonly MemberKey[]): Promise<Member[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<Selectable<MemberTable>>`
    insert into members (image_id, project_id, image_created_at)
    select key.image_id, key.project_id, images.created_at
    from unnest(${keys.map((key) => key.imageId)}::uuid[], ${keys.map((key) => key.projectId)}::text[])
      as key (image_id, project_id)
    join images on images.id = key.image_id
    returning *`.execute(tx);
  return rows.map(memberOf);
}

/** Sets one project's answer at some images. */
export async function updateMembers(
  tx: Tx,
  imageIds: readonly string[],
  projectId: string,
  status: MemberStatus,
): Promise<Member[]> {
  if (imageIds.length === 0) return [];
  const rows = await tx
    .updateTable('members')
    .set({ status, updated_at: sql`now()` })
    .where('image_id', 'in', imageIds)
    .where('project_id', '=', projectId)
    .returningAll()
    .execute();
  return rows.map(memberOf);
}

/** Deletes members, in one statement; answers the rows that were there. */
export async function deleteMembers(tx: Tx, keys: readonly MemberKey[]): Promise<Member[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<Selectable<MemberTable>>`
    delete from members
    using unnest(${keys.map((key) => key.imageId)}::uuid[], ${keys.map((key) => key.projectId)}::text[])
      as key (image_id, project_id)
    where members.image_id = key.image_id and members.project_id = key.project_id
    returning members.*`.execute(tx);
  return rows.map(memberOf);
}

/** The images that a project is a member of, at most `limit`. */
export async function selectMemberships(
  db: DbOrTx,
  projectId: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('members')
    .select('image_id')
    .where('project_id', '=', projectId)
    .limit(limit)
    .execute();
  return rows.map((row) => row.image_id);
}
