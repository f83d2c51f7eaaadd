// Accounts, projects and users in our own words: Keystone's domains are accounts.
import type { Assignment } from '../../../domain/identity/assignments/assignment.ts';
import type { Domain } from '../../../domain/identity/domains/domain.ts';
import type { Project as DomainProject } from '../../../domain/identity/projects/project.ts';
import type { User as DomainUser } from '../../../domain/identity/users/user.ts';
import type { Account, Project, RoleAssignment, User } from './schema.ts';

export function presentAccount({ id, name, description, enabled, createdAt }: Domain): Account {
  return { id, name, description, enabled, createdAt };
}

export function presentProject(project: DomainProject): Project {
  const { id, name, description, enabled, regionId, createdAt } = project;
  return {
    id,
    name,
    description,
    enabled,
    accountId: project.domainId,
    accountName: project.domainName,
    regionId,
    home: project.isHome,
    createdAt,
  };
}

export function presentUser(user: DomainUser): User {
  const { id, name, description, email, enabled, defaultProjectId, createdAt } = user;
  return {
    id,
    name,
    description,
    email,
    enabled,
    accountId: user.domainId,
    accountName: user.domainName,
    defaultProjectId,
    createdAt,
  };
}

const scopes = { project: 'project', domain: 'account', system: 'system' } as const;

export function presentAssignment({ user, role, scope }: Assignment): RoleAssignment {
  return {
    user: {
      id: user.id,
      name: user.name,
      accountId: user.domain.id,
      accountName: user.domain.name,
    },
    role: role.name,
    scope: scopes[scope.kind],
    project:
      scope.kind === 'project'
        ? {
            id: scope.project.id,
            name: scope.project.name,
            accountId: scope.project.domain.id,
            accountName: scope.project.domain.name,
          }
        : null,
    accountId: scope.kind === 'domain' ? scope.domain.id : null,
  };
}
