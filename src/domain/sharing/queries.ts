import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../db/pool.ts';
import type { Sent } from '../../db/question.ts';
import { ask, sendAhead, statement } from '../../db/statement.ts';
import type { MemberStatus } from '../images/image.ts';
import type { Member } from './member.ts';
import { isShownOffer } from './offer-queries.ts';

export interface MemberKey {
  readonly imageId: string;
  readonly projectId: string;
}

/** A row as a Member; the checks in 0003-images.sql guarantee the closed set of answers. */
const memberColumns = `
  members.image_id as "imageId", members.project_id as "projectId", members.status, members.message,
  members.created_at as "createdAt", members.updated_at as "updatedAt"`;

const membersOfImages = statement<Member, [imageIds: readonly string[]]>(`
  select ${memberColumns} from members where image_id = any ($1) order by created_at, project_id`);

/** The members of some images, oldest first. */
export async function selectMembers(db: DbOrTx, imageIds: readonly string[]): Promise<Member[]> {
  return imageIds.length === 0 ? [] : await ask(db, membersOfImages(imageIds));
}

/** As selectMembers; it goes with the transaction's next statement. */
export async function selectMembersAhead(
  tx: Tx,
  imageIds: readonly string[],
): Promise<Sent<Member>> {
  return await sendAhead(tx, membersOfImages(imageIds));
}

const memberPage = statement<Member, [imageId: string, after: string, limit: number]>(`
  select ${memberColumns} from members where image_id = $1 and project_id > $2 order by project_id limit $3`);

/** The members of an image that come after the project `after`, in the order of their projects, at most `limit`. */
export async function selectMemberPage(
  db: DbOrTx,
  imageId: string,
  after: string,
  limit: number,
): Promise<Member[]> {
  return await ask(db, memberPage(imageId, after, limit));
}

const membersOfProject = statement<Member, [imageIds: readonly string[], projectId: string]>(`
  select ${memberColumns} from members where image_id = any ($1) and project_id = $2`);

/** One project's rows at some images. */
export async function selectMembersOfProject(
  db: DbOrTx,
  imageIds: readonly string[],
  projectId: string,
): Promise<Member[]> {
  return imageIds.length === 0 ? [] : await ask(db, membersOfProject(imageIds, projectId));
}

/** As selectMembersOfProject; it goes with the transaction's next statement. */
export async function selectMembersOfProjectAhead(
  tx: Tx,
  imageIds: readonly string[],
  projectId: string,
): Promise<Sent<Member>> {
  return await sendAhead(tx, membersOfProject(imageIds, projectId));
}

type Pairs = [imageIds: readonly string[], projectIds: readonly string[]];

function pairsOf(keys: readonly MemberKey[]): Pairs {
  return [keys.map((key) => key.imageId), keys.map((key) => key.projectId)];
}

const membersInsert = statement<Member, [...Pairs, message: string | null]>(`
  insert into members (image_id, project_id, image_created_at, image_name, message)
  select key.image_id, key.project_id, images.created_at, coalesce(images.name, ''), $3
  from unnest($1::uuid[], $2::text[]) as key (image_id, project_id)
  join images on images.id = key.image_id
  returning ${memberColumns}`);

/** Makes pending members of locked images, in one statement. */
export async function insertMembers(
  tx: Tx,
  keys: readonly MemberKey[],
  message: string | null,
): Promise<Member[]> {
  return keys.length === 0 ? [] : await ask(tx, membersInsert(...pairsOf(keys), message));
}

const membersUpdate = statement<
  Member,
  [imageIds: readonly string[], projectId: string, status: MemberStatus]
>(`
  update members set status = $3, updated_at = now()
  where image_id = any ($1) and project_id = $2
  returning ${memberColumns}`);

/** Sets one project's answer at some images. */
export async function updateMembers(
  tx: Tx,
  imageIds: readonly string[],
  projectId: string,
  status: MemberStatus,
): Promise<Member[]> {
  return imageIds.length === 0 ? [] : await ask(tx, membersUpdate(imageIds, projectId, status));
}

const membersDelete = statement<Member, Pairs>(`
  delete from members
  using unnest($1::uuid[], $2::text[]) as key (image_id, project_id)
  where members.image_id = key.image_id and members.project_id = key.project_id
  returning ${memberColumns}`);

/** Deletes members, in one statement; answers the rows that were there. */
export async function deleteMembers(tx: Tx, keys: readonly MemberKey[]): Promise<Member[]> {
  return keys.length === 0 ? [] : await ask(tx, membersDelete(...pairsOf(keys)));
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

/** An answer as the trail has it. */
export interface PastAnswer {
  readonly id: number;
  readonly imageId: string;
  readonly was: MemberStatus;
  readonly status: MemberStatus;
  readonly at: string;
  /** The vault that a full-server image lay in before; null: none. */
  readonly vaultId: string | null;
}

/** Those of the events `ids` by which the project has answered an offer. */
export async function selectAnswers(
  db: DbOrTx,
  projectId: string,
  ids: readonly number[],
): Promise<PastAnswer[]> {
  const { rows } = await sql<PastAnswer>`
    select id, noun_id as "imageId", before ->> 'status' as was, after ->> 'status' as status, at,
      before ->> 'vaultId' as "vaultId"
    from events
    where id = any (${ids}::bigint[]) and member_project_id = ${projectId} and noun = 'image'
      and action in ('member.accept', 'member.reject', 'member.undecide')`.execute(db);
  return rows;
}

/** For each of the images the last event about this project as its member; the images are locked. */
export async function selectLatestEvents(
  tx: Tx,
  projectId: string,
  imageIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ imageId: string; id: number }>`
    select noun_id as "imageId", max(id) as id
    from events
    where noun = 'image' and noun_id = any (${imageIds}::text[]) and member_project_id = ${projectId}
    group by noun_id`.execute(tx);
  return new Map(rows.map((row) => [row.imageId, row.id]));
}

export type MemberCounts = Readonly<Record<MemberStatus, number>>;

const memberCounts = statement<MemberCounts & { imageId: string }, [imageIds: readonly string[]]>(`
  select image_id as "imageId",
    count(*) filter (where status = 'pending')::integer as pending,
    count(*) filter (where status = 'accepted')::integer as accepted,
    count(*) filter (where status = 'rejected')::integer as rejected
  from members
  where image_id = any ($1)
  group by image_id`);

/** How many members of each image stand how; an image without members has no entry. */
export async function selectMemberCounts(
  db: DbOrTx,
  imageIds: readonly string[],
): Promise<Map<string, MemberCounts>> {
  if (imageIds.length === 0) return new Map();
  const rows = await ask(db, memberCounts(imageIds));
  return new Map(rows.map(({ imageId, ...counts }) => [imageId, counts]));
}

export interface ImageCounts {
  readonly own: number;
  readonly public: number;
  /** Accepted from others. */
  readonly shared: number;
  readonly pending: number;
  readonly rejected: number;
}

const imageCounts = statement<ImageCounts, [projectId: string, regionId: string]>(`
  select own.n as own, open.n as public, places.accepted as shared, places.pending, places.rejected
  from
    (select count(*)::integer as n from images
      where owner = $1 and status <> 'deleted' and not hidden) own,
    (select count(*)::integer as n from images
      where region_id = $2 and visibility = 'public' and status <> 'deleted' and not hidden) open,
    (select
        count(*) filter (where m.status = 'accepted' and not i.hidden)::integer as accepted,
        count(*) filter (where m.status = 'pending' and ${isShownOffer})::integer as pending,
        count(*) filter (where m.status = 'rejected' and ${isShownOffer})::integer as rejected
      from members m join images i on i.id = m.image_id
      where m.project_id = $1 and i.region_id = $2 and i.owner <> $1
        and i.visibility = 'shared' and i.status <> 'deleted') places`);

/** How many images a project's lists hold, by list. */
export async function selectImageCounts(
  db: DbOrTx,
  projectId: string,
  regionId: string,
): Promise<ImageCounts> {
  const [counts] = await ask(db, imageCounts(projectId, regionId));
  if (counts === undefined) throw new Error('a count has no row');
  return counts;
}

const mostMembers = statement<{ n: number }, [projectId: string]>(`
  select coalesce(max(members.n), 0)::integer as n
  from images i
  cross join lateral (select count(*) as n from members where members.image_id = i.id) members
  where i.owner = $1 and i.visibility = 'shared' and i.status <> 'deleted'`);

/** How many members that one of a project's images has that has the most. */
export async function selectMostMembers(db: DbOrTx, projectId: string): Promise<number> {
  const [row] = await ask(db, mostMembers(projectId));
  return row?.n ?? 0;
}

const pendingCounts = statement<{ projectId: string; n: number }, [projectIds: readonly string[]]>(`
  select m.project_id as "projectId", count(*)::integer as n
  from members m
  join images i on i.id = m.image_id
  join projects p on p.id = m.project_id and p.region_id = i.region_id
  where m.project_id = any ($1) and m.status = 'pending' and ${isShownOffer}
  group by m.project_id`);

/** How many offers wait for each project's answer; a project for which none does has no entry. */
export async function selectPendingCounts(
  db: DbOrTx,
  projectIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await ask(db, pendingCounts(projectIds));
  return new Map(rows.map((row) => [row.projectId, row.n]));
}
