// Signing in and out, and what the user who is signed in can work in.
import { accountNamed } from '../../../domain/identity/domains/read-domains.ts';
import { logIn } from '../../../domain/identity/tokens/log-in.ts';
import { actAsUser } from '../../../domain/identity/act-as-user.ts';
import { revokeToken, showToken } from '../../../domain/identity/tokens/subject-token.ts';
import { changePassword } from '../../../domain/identity/users/change-password.ts';
import { listMyProjects } from '../../../domain/sharing/list-my-projects.ts';
import type { Actor } from '../../../domain/actor.ts';
import type { TokenClaims } from '../../../domain/identity/tokens/claims.ts';
import type { Identity } from '../../../domain/identity/tokens/prove-identity.ts';
import type { Call, Route } from '../../http/route.ts';
import { credentialsOf, refuseForeignPages, setSessionCookie } from '../caller.ts';
import { publicRoute, userRoute } from '../route.ts';
import { MyProjects, PasswordChange, Session, SignIn } from './schema.ts';

const path = '/session';
const tag = 'session';

export const sessionRoutes: readonly Route[] = [
  publicRoute({
    method: 'POST',
    path,
    tag,
    summary: 'Signs a user in: sets the cookie that other requests come with.',
    schema: { body: SignIn },
    status: 201,
    answer: Session,
    handle: async (call) => {
      const { user: name, password } = call.body;
      const account = call.body.account ?? (await accountNamed(call.context, name));
      refuseForeignPages(call.context.settings, call.reply.request, 'optional');
      const user = { name, domain: { name: account } };
      return await begin(call, { method: 'password', user, password });
    },
  }),
  userRoute({
    method: 'GET',
    path,
    tag,
    summary: 'Shows who is signed in, and for how long.',
    answer: Session,
    handle: async ({ context, actor, reply }) => {
      const { claims } = await showToken(context, actor, tokenOf(reply));
      return presentSession(actor, claims);
    },
  }),
  userRoute({
    method: 'DELETE',
    path,
    tag,
    summary: 'Signs out: the token is worth nothing any more.',
    handle: async ({ context, actor, reply }) => {
      await revokeToken(context, actor, tokenOf(reply));
      setSessionCookie(reply, context.settings, '', 0);
    },
  }),
  userRoute({
    method: 'PUT',
    path: `${path}/password`,
    tag,
    summary: "Changes the user's password and ends its other sessions.",
    schema: { body: PasswordChange },
    handle: async (call) => {
      const { context, actor, body, address, reply } = call;
      const { current: original, next: password } = body;
      await changePassword(context, actor, actor.userId, { original, password, address });
      if (credentialsOf(reply.request)?.by === 'cookie') {
        await begin(call, { method: 'password', user: { id: actor.userId }, password });
      }
    },
  }),
  userRoute({
    method: 'GET',
    path: `${path}/projects`,
    tag,
    summary: 'Lists the projects that the user can work in, and what waits for it there.',
    answer: MyProjects,
    handle: async ({ context, actor }) => ({ items: await listMyProjects(context, actor) }),
  }),
];

/** Signs in and sends the cookie. */
async function begin(call: Call, identity: Identity): Promise<Session> {
  const { context, address, requestId, reply } = call;
  const { token, session } = await logIn(context, {
    identity,
    scope: { kind: 'unscoped' },
    address,
    requestId,
  });
  const { claims } = session;
  const seconds = (claims.expiresAt - Date.now()) / 1000;
  setSessionCookie(reply, context.settings, token, seconds);
  return presentSession(await actAsUser(context, token, requestId), claims);
}

function presentSession(actor: Actor, claims: Pick<TokenClaims, 'expiresAt'>): Session {
  return {
    user: {
      id: actor.userId,
      name: actor.userName,
      accountId: actor.domainId,
      accountName: actor.domainName,
    },
    operator: actor.role === 'admin',
    expiresAt: new Date(claims.expiresAt).toISOString(),
  };
}

function tokenOf({ request }: Call['reply']): string {
  return credentialsOf(request)?.token ?? '';
}
