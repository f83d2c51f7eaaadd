import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { Question } from '../../../db/question.ts';
import { ask, statement } from '../../../db/statement.ts';
import type { ClaimedScope } from './claims.ts';
import type { RoleReference } from './session.ts';

export interface SessionRow {
  /** Of the identity tables. */
  readonly version: number;
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

/** Columns and joins that a variant of the statement adds, and the assignments (alias `a`) that count in its scope ($4). */
const scopeParts = {
  project: {
    columns: `, p.name as "projectName", p.domain_id as "projectDomainId", p.region_id as "projectRegionId",
      pd.name as "projectDomainName"`,
    joins: `
    join projects p on p.id = $4 and p.enabled
    join domains pd on pd.id = p.domain_id and pd.enabled`,
    assigned: 'a.project_id = $4',
  },
  domain: {
    columns: ', sd.name as "scopeDomainName"',
    joins: 'join domains sd on sd.id = $4 and sd.enabled',
    assigned: 'a.domain_id = $4',
  },
  system: { columns: '', joins: '', assigned: 'a.project_id is null and a.domain_id is null' },
  unscoped: { columns: '', joins: '', assigned: 'false' },
} as const;

/** What an application credential ($5) adds: it must be there, and of the roles (`h`) only those that it lends count. */
const credentialParts = {
  columns: ', c.name as "credentialName", c.unrestricted as "credentialUnrestricted"',
  joins: `
    join application_credentials c on c.id = $5 and c.user_id = $1 and c.project_id = $4
      and (c.expires_at is null or c.expires_at > clock_timestamp())`,
  lent: `
          and h.role_id in (
            with recursive lent (role_id) as (
              select unnest(l.role_ids) from application_credentials l where l.id = $5
              union
              select i.implied_role_id from lent l join role_implications i on i.prior_role_id = l.role_id
            )
            select role_id from lent
          )`,
} as const;
const noCredential = { columns: '', joins: '', lent: '' } as const;

function sessionStatement(
  kind: ClaimedScope['kind'],
  credential: Readonly<Record<keyof typeof noCredential, string>>,
) {
  const scope = scopeParts[kind];
  return statement<SessionRow, readonly unknown[]>(`
    select (select version from identity_version), u.name as "userName", u.domain_id as "domainId", d.name as "domainName" ${scope.columns} ${credential.columns},
      (
        with recursive held (role_id) as (
          select a.role_id from role_assignments a where a.user_id = $1 and ${scope.assigned}
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
    where u.id = $1 and u.enabled
      and u.tokens_valid_from <= to_timestamp($2::double precision)
      and not exists (select from revoked_tokens v where v.audit_id = any ($3))`);
}

const sessionStatements = {
  project: sessionStatement('project', noCredential),
  domain: sessionStatement('domain', noCredential),
  system: sessionStatement('system', noCredential),
  unscoped: sessionStatement('unscoped', noCredential),
  lent: sessionStatement('project', credentialParts),
} as const;

function sessionQuestion(question: SessionQuestion): Question<SessionRow> | undefined {
  const { userId, issuedAt, auditIds, scope, applicationCredentialId } = question;
  const values = [userId, issuedAt, auditIds] as const;
  if (applicationCredentialId !== null) {
    // It lends roles in its project and nowhere else.
    return scope.kind === 'project'
      ? sessionStatements.lent(...values, scope.projectId, applicationCredentialId)
      : undefined;
  }
  switch (scope.kind) {
    case 'project':
      return sessionStatements.project(...values, scope.projectId);
    case 'domain':
      return sessionStatements.domain(...values, scope.domainId);
    case 'system':
    case 'unscoped':
      return sessionStatements[scope.kind](...values);
  }
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
  const asked = sessionQuestion(question);
  const [row] = asked === undefined ? [] : await ask(db, asked);
  const worthless = question.scope.kind !== 'unscoped' && row?.roles.length === 0;
  return worthless ? undefined : row;
}

const identityVersion = statement<Pick<SessionRow, 'version'>, []>(
  'select version from identity_version',
);

/** Changes with every commit after which `selectSession` may say something else; but for application credentials, which also expire. */
export async function selectIdentityVersion(db: DbOrTx): Promise<number | undefined> {
  const [row] = await ask(db, identityVersion());
  return row?.version;
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

const operatingScope = statement<{ projectId: string | null }, [userId: string]>(`
  with recursive ruling (role_id) as (
    select id from roles where name = 'admin' and domain_id is null
    union
    select i.prior_role_id from ruling r join role_implications i on i.implied_role_id = r.role_id
  )
  select a.project_id as "projectId"
  from role_assignments a
  join ruling r on r.role_id = a.role_id
  left join (projects p join domains d on d.id = p.domain_id and d.enabled) on p.id = a.project_id and p.enabled
  where a.user_id = $1 and a.domain_id is null and (a.project_id is null or p.id is not null)
  order by p.is_home desc nulls first, p.name, p.id
  limit 1`);

/** Where the user is an operator: in the system, or in the first of its projects where it has the role admin; undefined: nowhere. */
export async function findOperatingScope(
  db: DbOrTx,
  userId: string,
): Promise<Extract<ClaimedScope, { kind: 'project' | 'system' }> | undefined> {
  const [row] = await ask(db, operatingScope(userId));
  if (row === undefined) return undefined;
  return row.projectId === null
    ? { kind: 'system' }
    : { kind: 'project', projectId: row.projectId };
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
