// The list of offers: read from an index in the order in which they came.
import type { ProjectScope } from '../actor.ts';
import type { Db } from '../../db/pool.ts';
import { ask, compose, Values } from '../../db/statement.ts';
import type { MemberStatus, SeenImage } from '../images/image.ts';
import { searchCondition } from '../images/filter-queries.ts';
import { imageOf, type ImageRow } from '../images/queries.ts';
import type { Member } from './member.ts';

/** When the last offer of the page before was made, and its image. */
export type OfferCursor = readonly [offeredAt: string, imageId: string];

/** An offer counts as one while the image is shared, and is shown once there are bytes; `m` is the place, `i` the image. */
export const isShownOffer = `i.visibility = 'shared' and i.blob is not null`;

interface OfferRow extends ImageRow {
  member_status: MemberStatus;
  message: string | null;
  offered_at: string;
  answered_at: string;
  first_time: boolean;
}

export interface OfferQuery {
  readonly status: MemberStatus;
  readonly search?: string | undefined;
  readonly limit: number;
  readonly cursor: OfferCursor | null;
}

/** One page of what is offered to a project, newest first. */
export async function selectOfferPage(
  db: Db,
  project: Pick<ProjectScope, 'id' | 'regionId'>,
  { status, search, limit, cursor }: OfferQuery,
): Promise<{ image: SeenImage; member: Member; firstTime: boolean }[]> {
  const values = new Values();
  const to = values.add(project.id);
  const conditions = [
    `m.project_id = ${to}`,
    `m.status = '${status}'`,
    isShownOffer,
    `i.region_id = ${values.add(project.regionId)}`,
    `i.owner <> ${to}`,
  ];
  if (search !== undefined) conditions.push(searchCondition(search, values));
  if (cursor !== null) {
    const [offeredAt, imageId] = cursor;
    conditions.push(
      `(m.created_at, m.image_id) < (${values.add(offeredAt)}, ${values.add(imageId)})`,
    );
  }
  const text = `
    select i.*, m.status as member_status, m.message, m.created_at as offered_at, m.updated_at as answered_at,
      not exists (
        select from events e
        where e.member_project_id = ${to} and e.project_id = i.owner and e.action = 'member.accept'
      ) as first_time
    from members m join images i on i.id = m.image_id
    where ${conditions.join(' and ')}
    order by m.created_at desc, m.image_id desc
    limit ${values.add(limit)}`;
  const rows = await ask(db, compose<OfferRow>(text, values, { prepared: false }));
  return rows.map((row) => ({
    image: { ...imageOf(row), memberStatus: row.member_status },
    member: {
      imageId: row.id,
      projectId: project.id,
      status: row.member_status,
      message: row.message,
      createdAt: row.offered_at,
      updatedAt: row.answered_at,
    },
    firstTime: row.first_time,
  }));
}
