// SQL on what was made of images: the rows of servers and disks name the image, each under an index.
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import { ask, sendAhead, statement } from '../../../db/statement.ts';

const imageHold = statement<object, [imageId: string]>(
  'select from images where id = $1 for share',
);

/** Nobody changes the image or its members before the transaction ends; others may hold it, too. It goes with the next statement, which sees it so. */
export async function holdImage(tx: Tx, imageId: string): Promise<void> {
  await sendAhead(tx, imageHold(imageId));
}

const uses = statement<{ used: boolean }, [imageId: string, projectId: string]>(`
  select exists (select from servers where image_id = $1 and project_id = $2 and status <> 'deleted')
    or exists (select from disks where image_id = $1 and project_id = $2 and status <> 'deleted') as used`);

/** True when the project has a server or a disk that was made of the image. */
export async function isUsedBy(db: DbOrTx, imageId: string, projectId: string): Promise<boolean> {
  const [row] = await ask(db, uses(imageId, projectId));
  return row?.used === true;
}

export interface UseRow {
  readonly imageId: string;
  readonly projectId: string;
  readonly kind: 'server' | 'disk';
  readonly id: string;
  readonly name: string;
  /** Its place among those of its image, project and kind, from 1. */
  readonly place: number;
  /** How many those are. */
  readonly count: number;
}

type Pairs = [imageIds: readonly string[], projectIds: readonly string[], most: number];

/** System disks are not told of: they are their servers'. */
const usesOfPairs = statement<UseRow, Pairs>(`
  with pair as (select * from unnest($1::uuid[], $2::text[]) as pair (image_id, project_id)),
  found as (
    select s.image_id, s.project_id, 'server' as kind, s.id, s.name, s.created_at
    from pair join servers s on s.image_id = pair.image_id and s.project_id = pair.project_id
    where s.status <> 'deleted'
    union all
    select d.image_id, d.project_id, 'disk', d.id, d.name, d.created_at
    from pair join disks d on d.image_id = pair.image_id and d.project_id = pair.project_id
    where d.status <> 'deleted' and d.kind = 'data')
  select * from (
    select image_id as "imageId", project_id as "projectId", kind, id, name,
      (row_number() over (partition by image_id, project_id, kind order by created_at, id))::integer as place,
      (count(*) over (partition by image_id, project_id, kind))::integer as count
    from found) numbered
  where place <= $3
  order by "imageId", "projectId", kind, place`);

/** What projects have of images, oldest first, `most` servers and as many disks of each pair. */
export async function selectUses(
  db: DbOrTx,
  pairs: readonly { readonly imageId: string; readonly projectId: string }[],
  most: number,
): Promise<UseRow[]> {
  if (pairs.length === 0) return [];
  const imageIds = pairs.map(({ imageId }) => imageId);
  const projectIds = pairs.map(({ projectId }) => projectId);
  return await ask(db, usesOfPairs(imageIds, projectIds, most));
}

export interface OtherUses {
  readonly imageId: string;
  readonly projects: number;
  readonly servers: number;
  readonly disks: number;
}

const usesOfOthers = statement<OtherUses, [imageIds: readonly string[], projectId: string]>(`
  select image_id as "imageId", count(distinct project_id)::integer as projects,
    (count(*) filter (where kind = 'server'))::integer as servers,
    (count(*) filter (where kind = 'disk'))::integer as disks
  from (
    select image_id, project_id, 'server' as kind from servers
    where image_id = any ($1::uuid[]) and project_id <> $2 and status <> 'deleted'
    union all
    select image_id, project_id, 'disk' from disks
    where image_id = any ($1::uuid[]) and project_id <> $2 and status <> 'deleted' and kind = 'data') found
  group by image_id`);

/** How much other projects have of images; one of which they have nothing has no entry. */
export async function selectUsesOfOthers(
  db: DbOrTx,
  imageIds: readonly string[],
  projectId: string,
): Promise<Map<string, OtherUses>> {
  if (imageIds.length === 0) return new Map();
  const rows = await ask(db, usesOfOthers(imageIds, projectId));
  return new Map(rows.map((row) => [row.imageId, row]));
}

const usesSince = statement<
  { imageId: string },
  [imageIds: readonly string[], times: readonly string[], projectId: string]
>(`
  select distinct d.image_id as "imageId"
  from unnest($1::uuid[], $2::timestamptz[]) as answer (image_id, at)
  join disks d on d.image_id = answer.image_id and d.project_id = $3
  where d.status <> 'deleted' and d.created_at >= answer.at`);

/** Those of the images of which the project has made something since the time given with each. Every server has a disk of its image. */
export async function selectUsedSince(
  db: DbOrTx,
  projectId: string,
  since: readonly { readonly imageId: string; readonly at: string }[],
): Promise<Set<string>> {
  if (since.length === 0) return new Set();
  const imageIds = since.map(({ imageId }) => imageId);
  const times = since.map(({ at }) => at);
  return new Set((await ask(db, usesSince(imageIds, times, projectId))).map((row) => row.imageId));
}
