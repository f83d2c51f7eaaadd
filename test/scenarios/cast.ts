// The people of the scenarios. They live as long as their service; images come and go.
import { grantRole } from '../../src/domain/identity/assignments/grant-role.ts';
import type { Target } from '../../src/domain/identity/assignments/assignment.ts';
import { authenticate } from '../../src/domain/identity/authenticate.ts';
import { createProject } from '../../src/domain/identity/projects/create-project.ts';
import { createRole } from '../../src/domain/identity/roles/create-role.ts';
import { revokeRole } from '../../src/domain/identity/assignments/revoke-role.ts';
import { selectRoles } from '../../src/domain/identity/roles/queries.ts';
import {
  newAuditId,
  signToken,
  type ClaimedScope,
} from '../../src/domain/identity/tokens/claims.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { Context } from '../../src/domain/context.ts';
import { newHexId } from '../../src/lib/ids.ts';
import type { Person } from '../support/person.ts';
import type { TestService } from '../support/test-service.ts';

/** Somebody with a token. Its project is null when the token is not scoped to one. */
export interface Who {
  readonly actor: Actor;
  readonly token: string;
  readonly projectId: string | null;
}

export const whoNames = [
  'owner',
  'ownerReader',
  'ownerWithoutRole',
  'recipient',
  'recipientReader',
  'bystander',
  'stranger',
  'elsewhere',
  'admin',
  'adminElsewhere',
  'systemAdmin',
  'domainAdmin',
] as const;
export type WhoName = (typeof whoNames)[number];

export type Cast = Readonly<Record<WhoName, Who>>;

/**
 * owner, recipient, bystander (another member of every image) and stranger have a project each in RegionOne; elsewhere is in the
 * recipient's account, but in RegionTwo. The domain administrator's token is for the owner's account.
 */
export async function assemble(service: TestService): Promise<Cast> {
  const { context } = service;
  const owner = await service.person();
  const recipient = await service.person();
  const admin = await service.person({ role: 'admin' });
  const elsewhere = await service.person({
    project: await createProject(context, null, {
      domainId: recipient.project.domainId,
      name: `project-${newHexId()}`,
      regionId: 'RegionTwo',
    }),
  });
  return {
    owner: who(owner),
    ownerReader: who(await service.person({ project: owner.project, role: 'reader' })),
    ownerWithoutRole: await withoutRole(
      context,
      await service.person({ project: owner.project, role: 'reader' }),
    ),
    recipient: who(recipient),
    recipientReader: who(await service.person({ project: recipient.project, role: 'reader' })),
    bystander: who(await service.person()),
    stranger: who(await service.person()),
    elsewhere: who(elsewhere),
    admin: who(admin),
    adminElsewhere: who(await service.person({ role: 'admin', region: 'RegionTwo' })),
    systemAdmin: await rescoped(context, admin, { kind: 'system' }),
    domainAdmin: await rescoped(context, admin, {
      kind: 'domain',
      domainId: owner.project.domainId,
    }),
  };
}

function who(person: Person): Who {
  return { actor: person.actor, token: person.token, projectId: person.project.id };
}

/** The person as an administrator of the system or of a domain. */
async function rescoped(
  context: Context,
  person: Person,
  scope: Exclude<ClaimedScope, { kind: 'project' | 'unscoped' }>,
): Promise<Who> {
  const target: Target =
    scope.kind === 'system' ? { kind: 'system' } : { kind: 'domain', id: scope.domainId };
  const roleId = await roleNamed(context, 'admin');
  await grantRole(context, null, { userId: person.actor.userId, roleId, target });
  return await signIn(context, person, scope);
}

/** The person with a role in its project that no rule knows. */
async function withoutRole(context: Context, person: Person): Promise<Who> {
  const target = { kind: 'project', id: person.project.id } as const;
  const custom = await createRole(context, null, { name: `role-${newHexId()}` });
  await grantRole(context, null, { userId: person.actor.userId, roleId: custom.id, target });
  const roleId = await roleNamed(context, 'reader');
  await revokeRole(context, null, { userId: person.actor.userId, roleId, target });
  return await signIn(context, person, { kind: 'project', projectId: person.project.id });
}

/** The person with a token of another scope. */
export async function signIn(context: Context, person: Person, scope: ClaimedScope): Promise<Who> {
  const now = Date.now();
  const token = await signToken(context.secrets.tokenKey, {
    userId: person.actor.userId,
    scope,
    methods: ['password'],
    auditIds: [newAuditId()],
    issuedAt: now + 1000,
    expiresAt: now + 3_600_000,
    applicationCredentialId: null,
  });
  const projectId = scope.kind === 'project' ? scope.projectId : null;
  return { actor: await authenticate(context, token, 'req-test'), token, projectId };
}

/** The id of one of the cloud's roles. */
export async function roleNamed(context: Context, name: string): Promise<string> {
  const [role] = await selectRoles(context.db, { name });
  if (role === undefined) throw new Error(`the role ${name} is missing`);
  return role.id;
}
