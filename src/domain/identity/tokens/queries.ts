import { sql, type RawBuilder } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import { prepared } from '../../../db/prepared-statements.ts';
import type { ClaimedScope } from './claims.ts';
import type { RoleReference } from './session.ts';

export interface SessionRow {
  readonly userName: string;
  readonly domainId: string;
  readonly domainName: string;
  readonly projectName?: string;
  readonly projectDomainId?: string;
  readonly projectDomainName?: string;
  readonly projectRegionId?: string;
  readonly scopeDomainName?: string;
  readonly credentialName?: string;
  readonly credentialUnrestricted?: boolean;
  readonly roles: readonly RoleReference[];
}

export interface SessionQuestion {
  readonly userId: string;
  readonly scope: ClaimedScope;
  readonly auditIds: readonly string[];
  /** Seconds since 1970, with a fraction. */
  readonly issuedAt: number;
  readonly applicationCredentialId: string | null;
}

/** What a scope adds to the statement: columns, joins, and the assignments (alias `a`) that count in it. */
interface ScopePart {
  readonly columns: RawBuilder<unknown>;
  readonly joins: RawBuilder<unknown>;
  readonly assigned: RawBuilder<unknown>;
}

const nothing = sql``;

function scopePart(scope: ClaimedScope): ScopePart {
  switch (scope.kind) {
    case 'project':
      return {
        columns: sql`, p.name as "projectName", p.domain_id as "projectDomainId", p.region_id as "projectRegionId",
          pd.name as "projectDomainName"`,
        joins: sql`
          join projects p on p.id = ${scope.projectId} and p.enabled
          join domains pd on pd.id = p.domain_id and pd.enabled`,
        assigned: sql`a.project_id = ${scope.projectId}`,
      };
    case 'domain':
      return {
        columns: sql`, sd.name as "scopeDomainName"`,
        joins: sql`join domains sd on sd.id = ${scope.domainId} and sd.enabled`,
        assigned: sql`a.domain_id = ${scope.domainId}`,
      };
    case 'system':
      return {
        columns: nothing,
        joins: nothing,
        assigned: sql`a.project_id is null and a.domain_id is null`,
      };
    case 'unscoped':
      return { columns: nothing, joins: nothing, assigned: sql`false` };
  }
}

/** What an application credential adds: it must be there, and only the roles that it lends count. */
function credentialPart(question: SessionQuestion) {
  const { applicationCredentialId: id, userId, scope } = question;
  if (id === null) return { columns: nothing, joins: nothing, lent: nothing };
  const projectId = scope.kind === 'project' ? scope.projectId : null;
  return {
    columns: sql`, c.name as "credentialName", c.unrestricted as "credentialUnrestricted"`,
    joins: sql`
      join application_credentials c on c.id = ${id} and c.user_id = ${userId} and c.project_id = ${projectId}
        and (c.expires_at is null or c.expires_at > clock_timestamp())`,
    lent: sql`
      and h.role_id in (
        with recursive lent (role_id) as (
          select unnest(l.role_ids) from application_credentials l where l.id = ${id}
          union
          select i.implied_role_id from lent l join role_implications i on i.prior_role_id = l.role_id
        )
        select role_id from lent
      )`,
  };
}

/**
 * Everything a token is worth, in one statement: undefined when the user, its domain, the scope or the application credential is
 * gone, disabled or expired, when the token was revoked or issued before the user's tokens became valid, or when a scope gives no
 * role any more. An application credential gives those of its roles, with what they imply, that the user still has. A
 * domain's own roles count only by what they imply, so that nobody becomes an operator by a role called `admin`.
 */
export async function selectSession(
  db: DbOrTx,
  question: SessionQuestion,
): Promise<SessionRow | undefined> {
  const { userId, auditIds, issuedAt } = question;
  const scope = scopePart(question.scope);
  const credential = credentialPart(question);
  const { rows } = await sql<SessionRow>`${prepared}
    select u.name as "userName", u.domain_id as "domainId", d.name as "domainName" ${scope.columns} ${credential.columns},
      (
        with recursive held (role_id) as (
          select a.role_id from role_assignments a where a.user_id = ${userId} and ${scope.assigned}
          union
          select i.implied_role_id from held h join role_implications i on i.prior_role_id = h.role_id
        )
        select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) order by r.name), '[]')
        from held h join roles r on r.id = h.role_id
        where r.domain_id is null ${credential.lent}
      ) as "roles"
    from users u
    join domains d on d.id = u.domain_id and d.enabled
    ${scope.joins}
    ${credential.joins}
    where u.id = ${userId} and u.enabled
      and u.tokens_valid_from <= to_timestamp(${issuedAt}::double precision)
      and not exists (select from revoked_tokens v where v.audit_id = any (${auditIds}))
  `.execute(db);
  const [row] = rows;
  const worthless = question.scope.kind !== 'unscoped' && row?.roles.length === 0;
  return worthless ? undefined : row;
}

/** Notes the token as revoked and forgets those that have expired since. False when it was revoked already. */
export async function insertRevokedToken(
  tx: Tx,
  auditId: string,
  expiresAt: string,
): Promise<boolean> {
  await tx
    .deleteFrom('revoked_tokens')
    .where('expires_at', '<', sql<string>`now()`)
    .execute();
  const inserted = await tx
    .insertInto('revoked_tokens')
    .values({ audit_id: auditId, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('audit_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** A project's or domain's id by its name; undefined when there is none. */
export async function findScopeProjectId(
  db: DbOrTx,
  name: string,
  domain: { readonly id: string } | { readonly name: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('projects as p')
    .innerJoin('domains as d', 'd.id', 'p.domain_id')
    .select('p.id')
    .where('p.name', '=', name)
    .where('id' in domain ? 'd.id' : 'd.name', '=', 'id' in domain ? domain.id : domain.name)
    .executeTakeFirst();
  return row?.id;
}

export async function findDomainIdByName(db: DbOrTx, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('domains')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.id;
}

/** The roles that a user has in a project as of now, implied ones included, a domain's own ones not. */
export async function selectRolesInForce(
  db: DbOrTx,
  userId: string,
  projectId: string,
): Promise<RoleReference[]> {
  const { rows } = await sql<RoleReference>`
    with recursive held (role_id) as (
      select a.role_id from role_assignments a where a.user_id = ${userId} and a.project_id = ${projectId}
      union
      select i.implied_role_id from held h join role_implications i on i.prior_role_id = h.role_id
    )
    select r.id, r.name from held h join roles r on r.id = h.role_id and r.domain_id is null order by r.name
  `.execute(db);
  return rows;
}

/** True when the user has a role in the system. */
export async function hasSystemRole(db: DbOrTx, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('role_assignments')
    .select('user_id')
    .where('user_id', '=', userId)
    .where('project_id', 'is', null)
    .where('domain_id', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
