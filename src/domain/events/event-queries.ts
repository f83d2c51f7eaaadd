// Reading the trail, newest first. Each way in which an event can concern a project has an index that is already in list order; the pages' ids are
// found there, and only then the events themselves are fetched.
import type { Db } from '../../db/pool.ts';
import { ask, compose, Values } from '../../db/statement.ts';
import type { AuditEvent, EventCursor, EventFilters } from './event.ts';

export interface EventPageQuery extends EventFilters {
  /** null: whomever they concern. */
  readonly projectId: string | null;
  readonly limit: number;
  readonly cursor: EventCursor | null;
}

/** How a project can take part in an event. */
const parts = ['project_id', 'member_project_id', 'actor_project_id'] as const;

/** One page of what concerns a project, or of all. */
export async function selectEventPage(db: Db, query: EventPageQuery): Promise<AuditEvent[]> {
  const values = new Values();
  const limit = values.add(query.limit);
  const conditions = conditionsOf(query, values);
  const branches = participations(query, values).map(
    (part) => `(
      select e.at, e.id from events e
      where ${[...part, ...conditions].join(' and ') || 'true'}
      order by e.at desc, e.id desc limit ${limit})`,
  );
  const text = `
    with page as (select at, id from (${branches.join(' union ')}) found order by at desc, id desc limit ${limit})
    select e.id, e.at, e.action, e.noun, e.noun_id as "nounId", e.project_id as "projectId",
      e.member_project_id as "memberProjectId", e.actor_user_id as "actorUserId", e.actor_user_name as "actorUserName",
      e.actor_project_id as "actorProjectId", e.actor_role as "actorRole",
      e.acted_for_project_id as "actedForProjectId", e.request_id as "requestId", e.before, e.after
    from page join events e on e.id = page.id
    order by e.at desc, e.id desc`;
  return await ask(db, compose<AuditEvent>(text, values, { prepared: false }));
}

/** The ways in which the one or two projects that are asked about can take part, each with its conditions; an event may come by several. */
function participations(
  { projectId, otherProjectId, imageId, about }: EventPageQuery,
  values: Values,
): string[][] {
  const asked = [projectId, otherProjectId].filter((id) => typeof id === 'string');
  const names = asked.map((id) => values.add(id));
  // One thing has few events: its index is the better one, and one look at it does.
  if (imageId !== undefined || about !== undefined) {
    return [names.map((name) => `${name} in (${parts.map((part) => `e.${part}`).join(', ')})`)];
  }
  const [first, second] = names;
  if (first === undefined) return [[]];
  if (second === undefined) return parts.map((part) => [`e.${part} = ${first}`]);
  return parts.flatMap((part) =>
    parts
      .filter((other) => other !== part)
      .map((other) => [`e.${part} = ${first}`, `e.${other} = ${second}`]),
  );
}

function conditionsOf(query: EventPageQuery, values: Values): string[] {
  const { imageId, about, action, since, until, cursor } = query;
  const conditions: string[] = [];
  if (imageId !== undefined)
    conditions.push(`e.noun = 'image'`, `e.noun_id = ${values.add(imageId.toLowerCase())}`);
  if (about !== undefined)
    conditions.push(
      `e.noun = ${values.add(about.noun)}`,
      `e.noun_id = ${values.add(about.nounId)}`,
    );
  if (action !== undefined) conditions.push(`e.action = ${values.add(action)}`);
  if (since !== undefined) conditions.push(`e.at >= ${values.add(since)}::timestamptz`);
  if (until !== undefined) conditions.push(`e.at < ${values.add(until)}::timestamptz`);
  if (cursor !== null) {
    const [at, id] = cursor;
    conditions.push(`(e.at, e.id) < (${values.add(at)}::timestamptz, ${values.add(id)}::bigint)`);
  }
  return conditions;
}
