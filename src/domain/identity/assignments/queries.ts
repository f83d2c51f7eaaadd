import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { Assignment, Grant, Target } from './assignment.ts';

function targetColumns(target: Target) {
  return {
    project_id: target.kind === 'project' ? target.id : null,
    domain_id: target.kind === 'domain' ? target.id : null,
  };
}

/** False when the user had it. */
export async function insertAssignment(tx: Tx, grant: Grant): Promise<boolean> {
  const row = await tx
    .insertInto('role_assignments')
    .values({ user_id: grant.userId, role_id: grant.roleId, ...targetColumns(grant.target) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** False when the user did not have it. */
export async function deleteAssignment(tx: Tx, grant: Grant): Promise<boolean> {
  const { project_id, domain_id } = targetColumns(grant.target);
  const row = await tx
    .deleteFrom('role_assignments')
    .where('user_id', '=', grant.userId)
    .where('role_id', '=', grant.roleId)
    .where('project_id', 'is not distinct from', project_id)
    .where('domain_id', 'is not distinct from', domain_id)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface AssignmentFilter {
  readonly userId?: string | undefined;
  readonly roleId?: string | undefined;
  readonly target?: Target | undefined;
  /** True: with the roles that the assigned ones imply. */
  readonly effective?: boolean | undefined;
}

interface Row {
  userId: string;
  userName: string;
  userDomainId: string;
  userDomainName: string;
  roleId: string;
  roleName: string;
  roleDomainId: string | null;
  projectId: string | null;
  projectName: string | null;
  projectDomainId: string | null;
  projectDomainName: string | null;
  domainId: string | null;
  domainName: string | null;
}

/** Assignments in the order of projects, then domains, then the system; within each by user and role. */
export async function selectAssignments(
  db: DbOrTx,
  filter: AssignmentFilter,
): Promise<Assignment[]> {
  const { target } = filter;
  const userId = filter.userId ?? null;
  const roleId = filter.roleId ?? null;
  const projectId = target?.kind === 'project' ? target.id : null;
  const domainId = target?.kind === 'domain' ? target.id : null;
  const { rows } = await sql<Row>`
    with recursive granted (user_id, role_id, project_id, domain_id) as (
      select a.user_id, a.role_id, a.project_id, a.domain_id
      from role_assignments a
      where (${userId}::text is null or a.user_id = ${userId})
        and (${projectId}::text is null or a.project_id = ${projectId})
        and (${domainId}::text is null or a.domain_id = ${domainId})
        and (${target?.kind !== 'system'}::boolean or (a.project_id is null and a.domain_id is null))
      union
      select g.user_id, i.implied_role_id, g.project_id, g.domain_id
      from granted g join role_implications i on i.prior_role_id = g.role_id
      where ${filter.effective ?? false}::boolean
    )
    select
      u.id as "userId", u.name as "userName", ud.id as "userDomainId", ud.name as "userDomainName",
      r.id as "roleId", r.name as "roleName", r.domain_id as "roleDomainId",
      p.id as "projectId", p.name as "projectName", pd.id as "projectDomainId", pd.name as "projectDomainName",
      d.id as "domainId", d.name as "domainName"
    from granted g
    join users u on u.id = g.user_id
    join domains ud on ud.id = u.domain_id
    join roles r on r.id = g.role_id
    left join projects p on p.id = g.project_id
    left join domains pd on pd.id = p.domain_id
    left join domains d on d.id = g.domain_id
    where (${roleId}::text is null or r.id = ${roleId})
    order by p.name nulls last, d.name nulls last, u.name, u.id, r.name, p.id
  `.execute(db);
  return rows.map(toAssignment);
}

function toAssignment(row: Row): Assignment {
  return {
    user: {
      id: row.userId,
      name: row.userName,
      domain: { id: row.userDomainId, name: row.userDomainName },
    },
    role: { id: row.roleId, name: row.roleName, domainId: row.roleDomainId },
    scope: toScope(row),
  };
}

function toScope(row: Row): Assignment['scope'] {
  if (row.projectId !== null) {
    const domain = { id: row.projectDomainId ?? '', name: row.projectDomainName ?? '' };
    const project = { id: row.projectId, name: row.projectName ?? '', domain };
    return { kind: 'project', project };
  }
  if (row.domainId !== null) {
    return { kind: 'domain', domain: { id: row.domainId, name: row.domainName ?? '' } };
  }
  return { kind: 'system' };
}
