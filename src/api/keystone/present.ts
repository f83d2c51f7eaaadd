// Identity nouns as Keystone shows them. Every link is made from the public address.
import type { ApplicationCredential } from '../../domain/identity/application-credentials/application-credential.ts';
import type { Assignment } from '../../domain/identity/assignments/assignment.ts';
import type { Domain } from '../../domain/identity/domains/domain.ts';
import type { Project } from '../../domain/identity/projects/project.ts';
import type { Inference } from '../../domain/identity/roles/imply-role.ts';
import { isImmutable, type Role } from '../../domain/identity/roles/role.ts';
import type { User } from '../../domain/identity/users/user.ts';
import type { Answer } from '../http/route.ts';

/** The address of the Keystone façade, such as `https://cloud/v3`. */
export type Base = string;

export function baseOf(call: {
  readonly context: { readonly settings: { readonly publicUrl: string } };
}): Base {
  return `${call.context.settings.publicUrl}/v3`;
}

export const noContent: Answer = { status: 204 };

function self(base: Base, path: string) {
  return { self: `${base}/${path}` };
}

/** `{ key: items, links }`; `next` is there when the list was cut at the query's limit. */
export function presentList(
  base: Base,
  path: string,
  key: string,
  items: readonly object[],
  query: Readonly<Record<string, string | undefined>> = {},
): Answer {
  const last = items.at(-1);
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const url = (marker?: string): string => {
    const search = new URLSearchParams(given);
    if (marker !== undefined) search.set('marker', marker);
    return `${base}/${path}${search.size === 0 ? '' : `?${search.toString()}`}`;
  };
  const more = items.length === Number(query['limit']);
  return {
    status: 200,
    body: {
      [key]: items,
      links: {
        self: url(),
        previous: null,
        next: more && last !== undefined && 'id' in last ? url(String(last.id)) : null,
      },
    },
  };
}

export function presentDomain(base: Base, domain: Domain) {
  const { id, name, description, enabled } = domain;
  return {
    id,
    name,
    description,
    enabled,
    options: {},
    tags: [],
    links: self(base, `domains/${id}`),
  };
}

/** A top project's parent is its domain, in Keystone's model. */
export function presentProject(base: Base, project: Project) {
  const { id, name, description, enabled, extra } = project;
  return {
    ...extra,
    tags: extra['tags'] ?? [],
    id,
    name,
    description,
    enabled,
    domain_id: project.domainId,
    parent_id: project.parentId ?? project.domainId,
    region_id: project.regionId,
    is_domain: false,
    options: {},
    links: self(base, `projects/${id}`),
  };
}

export function presentUser(base: Base, user: User) {
  const { id, name, description, email, enabled } = user;
  return {
    ...user.extra,
    ...(email === null ? {} : { email }),
    ...(user.defaultProjectId === null ? {} : { default_project_id: user.defaultProjectId }),
    id,
    name,
    description,
    enabled,
    domain_id: user.domainId,
    password_expires_at: null,
    options: {},
    links: self(base, `users/${id}`),
  };
}

export function presentRole(base: Base, role: Role) {
  const { id, name, description } = role;
  return {
    id,
    name,
    description,
    domain_id: role.domainId,
    options: isImmutable(role) ? { immutable: true } : {},
    links: self(base, `roles/${id}`),
  };
}

export function presentInference(base: Base, inference: Inference) {
  return {
    prior_role: presentRole(base, inference.prior),
    implies: inference.implies.map((role) => presentRole(base, role)),
  };
}

/** Names are shown when the client asks for them. */
export function presentAssignment(base: Base, assignment: Assignment, withNames: boolean) {
  const { user, role, scope } = assignment;
  const holder = { id: user.id };
  const given = { id: role.id };
  const path = {
    project: () => `projects/${scope.kind === 'project' ? scope.project.id : ''}`,
    domain: () => `domains/${scope.kind === 'domain' ? scope.domain.id : ''}`,
    system: () => 'system',
  }[scope.kind]();
  return {
    user: withNames ? user : holder,
    role: withNames ? { id: role.id, name: role.name } : given,
    scope: presentScope(scope, withNames),
    links: { assignment: `${base}/${path}/users/${user.id}/roles/${role.id}` },
  };
}

function presentScope(scope: Assignment['scope'], withNames: boolean) {
  switch (scope.kind) {
    case 'project':
      return { project: withNames ? scope.project : { id: scope.project.id } };
    case 'domain':
      return { domain: withNames ? scope.domain : { id: scope.domain.id } };
    case 'system':
      return { system: { all: true } };
  }
}

export function presentCredential(base: Base, credential: ApplicationCredential) {
  const { id, userId, name, description, roles, unrestricted } = credential;
  return {
    id,
    name,
    description,
    unrestricted,
    user_id: userId,
    project_id: credential.projectId,
    roles: roles.map((role) => ({ id: role.id, name: role.name, domain_id: null })),
    expires_at: credential.expiresAt,
    system: null,
    links: self(base, `users/${userId}/application_credentials/${id}`),
  };
}
