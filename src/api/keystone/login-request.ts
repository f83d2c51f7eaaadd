// The body of POST /v3/auth/tokens, and how it is understood.
import { Type, type Static } from 'typebox';
import { Fault } from '../../domain/fault.ts';
import type { ScopeRequest } from '../../domain/identity/tokens/log-in.ts';
import type { Identity } from '../../domain/identity/tokens/prove-identity.ts';
import type {
  DomainReference,
  UserReference,
} from '../../domain/identity/tokens/user-reference.ts';
import { unauthorized } from '../../domain/identity/unauthorized.ts';

const text = Type.Optional(Type.String({ minLength: 1, maxLength: 255 }));
const secret = Type.String({ maxLength: 4096 });

const domainShape = Type.Object({ id: text, name: text });
const userShape = Type.Object({ id: text, name: text, domain: Type.Optional(domainShape) });

const scopeShape = Type.Object({
  project: Type.Optional(Type.Object({ id: text, name: text, domain: Type.Optional(domainShape) })),
  domain: Type.Optional(domainShape),
  system: Type.Optional(Type.Object({ all: Type.Literal(true) })),
  unscoped: Type.Optional(Type.Object({})),
  'OS-TRUST:trust': Type.Optional(Type.Object({})),
});

export const loginBody = Type.Object({
  auth: Type.Object({
    identity: Type.Object({
      methods: Type.Array(Type.String(), { minItems: 1 }),
      password: Type.Optional(
        Type.Object({
          user: Type.Object({ ...userShape.properties, password: secret }),
        }),
      ),
      token: Type.Optional(Type.Object({ id: Type.String() })),
      application_credential: Type.Optional(
        Type.Object({ id: text, name: text, user: Type.Optional(userShape), secret }),
      ),
    }),
    scope: Type.Optional(Type.Union([Type.Literal('unscoped'), scopeShape])),
  }),
});

type Auth = Static<typeof loginBody>['auth'];

function missing(field: string): Fault {
  return new Fault('invalid', 'request.invalid', `body/auth/${field} is missing.`);
}

function readDomain(
  domain: Static<typeof domainShape> | undefined,
  field: string,
): DomainReference {
  if (domain?.id !== undefined) return { id: domain.id };
  if (domain?.name !== undefined) return { name: domain.name };
  throw missing(`${field}/domain`);
}

function readUser(user: Static<typeof userShape> | undefined, field: string): UserReference {
  if (user?.id !== undefined) return { id: user.id };
  if (user?.name === undefined) throw missing(`${field}/user`);
  return { name: user.name, domain: readDomain(user.domain, `${field}/user`) };
}

/** The one method that is asked for; a second one, or one that is not served, is refused as Keystone does. */
export function readIdentity({ identity }: Auth): Identity {
  const [method = '', ...others] = new Set(identity.methods);
  if (others.length > 0) throw unauthorized();
  switch (method) {
    case 'password': {
      if (identity.password === undefined) throw missing('identity/password');
      const { user } = identity.password;
      return { method, user: readUser(user, 'identity/password'), password: user.password };
    }
    case 'token':
      if (identity.token === undefined) throw missing('identity/token');
      return { method, token: identity.token.id };
    case 'application_credential': {
      const given = identity.application_credential;
      if (given === undefined) throw missing('identity/application_credential');
      if (given.id !== undefined) {
        return { method, credential: { id: given.id }, secret: given.secret };
      }
      if (given.name === undefined) throw missing('identity/application_credential/id');
      const user = readUser(given.user, 'identity/application_credential');
      return { method, credential: { name: given.name, user }, secret: given.secret };
    }
    default:
      throw unauthorized();
  }
}

/** null when no scope is given. Of several, or of one that is not served, 400. */
export function readScope({ identity, scope }: Auth): ScopeRequest | null {
  if (scope === undefined) return null;
  if (scope === 'unscoped') return { kind: 'unscoped' };
  const { project, domain, system, unscoped } = scope;
  const given = [project, domain, system, unscoped].filter((each) => each !== undefined);
  if (given.length !== 1) {
    throw new Fault(
      'invalid',
      'request.invalid',
      'body/auth/scope must have exactly one of project, domain, system and unscoped.',
    );
  }
  if (system !== undefined) return { kind: 'system' };
  if (unscoped !== undefined) return { kind: 'unscoped' };
  if (domain !== undefined) return { kind: 'domain', domain: readDomain(domain, 'scope') };
  if (project?.id !== undefined) return { kind: 'project', id: project.id };
  if (project?.name === undefined) throw missing('scope/project/id');
  return {
    kind: 'project',
    name: project.name,
    // Clients of Huawei Cloud leave out the account when it is the user's own; Keystone answers 400.
    domain: readDomain(project.domain ?? identity.password?.user.domain, 'scope/project'),
  };
}
