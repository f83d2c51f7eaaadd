import { sql, type SqlBool } from 'kysely';
import type { Db, DbOrTx, Tx } from '../../../db/pool.ts';
import type { Sent } from '../../../db/question.ts';
import { ask, sendAhead, statement, statementByIds } from '../../../db/statement.ts';
import type { Role } from '../../actor.ts';
import type { Extra } from '../names.ts';
import type { Page } from '../page.ts';
import { afterMarker, follows, matches } from '../queries.ts';
import type { Project, ProjectName } from './project.ts';

const columns = [
  'p.id as id',
  'p.name as name',
  'p.domain_id as domainId',
  'd.name as domainName',
  'p.region_id as regionId',
  'p.description as description',
  'p.enabled as enabled',
  'p.is_home as isHome',
  'p.parent_id as parentId',
  sql<Extra>`p.extra`.as('extra'),
  'p.created_at as createdAt',
] as const;

export interface ProjectFilter extends Page {
  readonly name?: string | undefined;
  readonly domainId?: string | undefined;
  readonly parentId?: string | undefined;
  readonly regionId?: string | undefined;
  readonly enabled?: boolean | undefined;
  /** Only those in which this user has a role. */
  readonly userId?: string | undefined;
}

function projectsWithDomain(db: DbOrTx) {
  return db
    .selectFrom('projects as p')
    .innerJoin('domains as d', 'd.id', 'p.domain_id')
    .select(columns);
}

/** Projects in the order of names, then ids. */
export async function selectProjects(db: DbOrTx, filter: ProjectFilter = {}): Promise<Project[]> {
  let query = projectsWithDomain(db).orderBy('p.name').orderBy('p.id');
  if (filter.name !== undefined) query = query.where('p.name', '=', filter.name);
  if (filter.search !== undefined) query = query.where(matches('p', filter.search));
  if (filter.domainId !== undefined) query = query.where('p.domain_id', '=', filter.domainId);
  if (filter.parentId !== undefined) query = query.where('p.parent_id', '=', filter.parentId);
  if (filter.regionId !== undefined) query = query.where('p.region_id', '=', filter.regionId);
  if (filter.enabled !== undefined) query = query.where('p.enabled', '=', filter.enabled);
  if (filter.userId !== undefined) {
    query = query.where(
      sql<SqlBool>`exists (select from role_assignments a where a.project_id = p.id and a.user_id = ${filter.userId})`,
    );
  }
  if (filter.marker !== undefined) query = query.where(afterMarker('projects', 'p', filter.marker));
  if (filter.after !== undefined) query = query.where(follows('p', filter.after));
  if (filter.limit !== undefined) query = query.limit(filter.limit);
  return query.execute();
}

export interface HeldProject {
  readonly id: string;
  readonly regionId: string;
}

const projectHolds = statementByIds<HeldProject>(
  (isAsked) =>
    `select id, region_id as "regionId" from projects where id ${isAsked} order by id for key share`,
);

/** The projects of these ids that exist; none of them goes away before the transaction ends. */
export async function holdProjects(tx: Tx, ids: readonly string[]): Promise<Sent<HeldProject>> {
  return await sendAhead(tx, projectHolds(ids));
}

export async function findProject(db: DbOrTx, id: string): Promise<Project | undefined> {
  return projectsWithDomain(db).where('p.id', '=', id).executeTakeFirst();
}

const projectNames = statement<ProjectName, [ids: readonly string[]]>(`
  select p.id, p.name, d.id as "accountId", d.name as "accountName"
  from projects p join domains d on d.id = p.domain_id
  where p.id = any ($1)`);

/** Those of the ids that are projects, by name. */
export async function selectProjectNames(
  db: DbOrTx,
  ids: readonly string[],
): Promise<ProjectName[]> {
  return await ask(db, projectNames(ids));
}

/** Those of the ids that are projects. */
export async function selectProjectsByIds(db: DbOrTx, ids: readonly string[]): Promise<Project[]> {
  if (ids.length === 0) return [];
  return projectsWithDomain(db)
    .where('p.id', '=', sql<string>`any (${[...ids]})`)
    .execute();
}

export interface LookUps {
  /** In the minute that goes on, these included. */
  readonly count: number;
  /** Until the next minute begins. */
  readonly secondsLeft: number;
}

/** Counts `count` look-ups more of a user, at once and whatever the caller does next. */
export async function countLookUps(db: Db, userId: string, count: number): Promise<LookUps> {
  const { rows } = await sql<LookUps>`
    insert into directory_lookups as known (user_id, minute, looked_up) values (${userId}, now(), ${count})
    on conflict (user_id) do update set
      minute = case when known.minute > now() - interval '1 minute' then known.minute else now() end,
      looked_up = ${count}::integer + case when known.minute > now() - interval '1 minute' then known.looked_up else 0 end
    returning looked_up as count,
      ceil(extract(epoch from minute + interval '1 minute' - now()))::integer as "secondsLeft"`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('look-ups were not counted');
  return row;
}

/** A project that its user has a role in, the strongest that rules speak of. */
export interface ProjectWithRole {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly regionId: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly role: Role;
}

const projectsWithRole = statement<ProjectWithRole, [userId: string]>(`
  with recursive held (project_id, role_id) as (
    select project_id, role_id from role_assignments where user_id = $1 and project_id is not null
    union
    select h.project_id, i.implied_role_id from held h join role_implications i on i.prior_role_id = h.role_id
  ), ruling (project_id, role, strength) as (
    select h.project_id, r.name, array_position(array['reader', 'member', 'admin'], r.name)
    from held h join roles r on r.id = h.role_id
    where r.domain_id is null and r.name in ('reader', 'member', 'admin')
  )
  select distinct on (p.region_id, p.name, p.id) p.id, p.name, p.description, p.region_id as "regionId",
    d.id as "accountId", d.name as "accountName", ruling.role
  from ruling
  join projects p on p.id = ruling.project_id and p.enabled
  join domains d on d.id = p.domain_id and d.enabled
  order by p.region_id, p.name, p.id, ruling.strength desc`);

/** The enabled projects in which a user has a role that rules speak of, by region, then name. */
export async function selectProjectsWithRole(
  db: DbOrTx,
  userId: string,
): Promise<ProjectWithRole[]> {
  return await ask(db, projectsWithRole(userId));
}

/** Locks the project's row, but not its domain's. */
export async function lockProject(tx: Tx, id: string): Promise<Project | undefined> {
  return projectsWithDomain(tx).where('p.id', '=', id).forUpdate('p').executeTakeFirst();
}

export async function lockProjectsOfDomain(tx: Tx, domainId: string): Promise<Project[]> {
  return projectsWithDomain(tx)
    .where('p.domain_id', '=', domainId)
    .orderBy('p.id')
    .forUpdate('p')
    .execute();
}

export async function isAssigned(db: DbOrTx, userId: string, projectId: string): Promise<boolean> {
  const row = await db
    .selectFrom('role_assignments')
    .select('user_id')
    .where('user_id', '=', userId)
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function hasChildren(db: DbOrTx, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('projects')
    .select('id')
    .where('parent_id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

export interface ProjectValues {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly isHome: boolean;
  readonly extra: Extra;
}

export interface NewProjectRow extends ProjectValues {
  readonly id: string;
  readonly domainId: string;
  readonly regionId: string;
  readonly parentId: string | null;
}

function set(values: ProjectValues) {
  return {
    name: values.name,
    description: values.description,
    enabled: values.enabled,
    is_home: values.isHome,
    extra: JSON.stringify(values.extra),
  };
}

export async function insertProject(tx: Tx, row: NewProjectRow): Promise<void> {
  await tx
    .insertInto('projects')
    .values({
      ...set(row),
      id: row.id,
      domain_id: row.domainId,
      region_id: row.regionId,
      parent_id: row.parentId,
    })
    .execute();
}

export async function updateProjectRow(tx: Tx, id: string, values: ProjectValues): Promise<void> {
  await tx.updateTable('projects').set(set(values)).where('id', '=', id).execute();
}

/** Deletes the rows with their assignments and application credentials. */
export async function deleteProjectRows(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('users')
    .set({ default_project_id: null })
    .where('default_project_id', 'in', [...ids])
    .execute();
  await tx
    .deleteFrom('projects')
    .where('id', 'in', [...ids])
    .execute();
}
