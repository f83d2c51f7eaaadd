// Somebody who uses the service: a user in a project, with a token, who can act through the domain or over HTTP.
import type { Actor, Role } from '../../src/domain/actor.ts';
import type { Context } from '../../src/domain/context.ts';
import { grantRole } from '../../src/domain/identity/assignments/grant-role.ts';
import { authenticate } from '../../src/domain/identity/authenticate.ts';
import { createDomain } from '../../src/domain/identity/domains/create-domain.ts';
import { createProject } from '../../src/domain/identity/projects/create-project.ts';
import type { Project } from '../../src/domain/identity/projects/project.ts';
import { selectRoles } from '../../src/domain/identity/roles/queries.ts';
import { newAuditId, signToken } from '../../src/domain/identity/tokens/claims.ts';
import { createUser } from '../../src/domain/identity/users/create-user.ts';
import { newHexId } from '../../src/lib/ids.ts';

export interface PersonOptions {
  /** Default RegionOne. */
  readonly region?: string;
  /** Default member. */
  readonly role?: Role;
  /** An existing project to work in; default: a new one in a new account. */
  readonly project?: Project;
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, bytes as they are. */
  readonly body?: object | Uint8Array<ArrayBuffer>;
}

export interface Person {
  readonly actor: Actor;
  readonly project: Project;
  readonly token: string;
  /** One HTTP request with this person's token. */
  request(method: string, path: string, options?: RequestOptions): Promise<Response>;
}

/** Makes a user with a role in a project, and signs a token as a login would (without the cost of hashing a password). */
export async function makePerson(
  context: Context,
  url: string,
  options: PersonOptions,
): Promise<Person> {
  const project = options.project ?? (await makeProject(context, options.region ?? 'RegionOne'));
  const user = await createUser(context, null, {
    domainId: project.domainId,
    name: `user-${newHexId()}`,
  });
  const [role] = await selectRoles(context.db, { name: options.role ?? 'member' });
  if (role === undefined) throw new Error('no such role');
  await grantRole(context, null, {
    userId: user.id,
    roleId: role.id,
    target: { kind: 'project', id: project.id },
  });
  const now = Date.now();
  const token = await signToken(context.secrets.tokenKey, {
    userId: user.id,
    scope: { kind: 'project', projectId: project.id },
    methods: ['password'],
    auditIds: [newAuditId()],
    // The database's clock has made the user a moment ago; both clocks are this machine's.
    issuedAt: now + 1000,
    expiresAt: now + 3_600_000,
    applicationCredentialId: null,
  });
  return {
    actor: await authenticate(context, token, 'req-test'),
    project,
    token,
    async request(method, path, { headers = {}, body } = {}) {
      const bytes = body instanceof Uint8Array;
      const type = bytes ? 'application/octet-stream' : 'application/json';
      return await fetch(`${url}${path}`, {
        method,
        headers: {
          'x-auth-token': token,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': type }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: bytes ? body : JSON.stringify(body) }),
      });
    },
  };
}

async function makeProject(context: Context, regionId: string): Promise<Project> {
  const domain = await createDomain(context, null, { name: `account-${newHexId()}` });
  return await createProject(context, null, {
    domainId: domain.id,
    name: `project-${newHexId()}`,
    regionId,
  });
}
