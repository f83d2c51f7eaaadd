// How callers of our own API are known: by the cookie of a session, or by a token in the header Authorization.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../domain/actor.ts';
import type { Context } from '../../domain/context.ts';
import { Fault } from '../../domain/fault.ts';
import { actAsUser, actInProject } from '../../domain/identity/act-as-user.ts';
import type { Settings } from '../../domain/settings.ts';
import type { SignedInRoute } from '../http/route.ts';
import { wantsSocket } from '../http/sockets/upgrade.ts';

const cookieName = 'accord_session';

interface Credentials {
  readonly token: string;
  readonly by: 'cookie' | 'bearer';
}

/** The token of a request, and how it came; null without one. A header is preferred to the cookie. */
export function credentialsOf(
  request: Pick<FastifyRequest, 'headers' | 'cookies'>,
): Credentials | null {
  const { authorization = '' } = request.headers;
  const bearer = /^bearer +(?<token>\S+)$/i.exec(authorization)?.groups?.['token'];
  if (bearer !== undefined) return { token: bearer, by: 'bearer' };
  const token = request.cookies[cookieName] ?? '';
  return token === '' ? null : { token, by: 'cookie' };
}

/** Keeps a token in the browser for `seconds`; with 0 it is forgotten. */
export function setSessionCookie(
  reply: FastifyReply,
  settings: Pick<Settings, 'publicUrl'>,
  token: string,
  seconds: number,
): void {
  reply.setCookie(cookieName, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: settings.publicUrl.startsWith('https:'),
    maxAge: Math.max(0, Math.floor(seconds)),
  });
}

/** The actor of a request. Throws `unauthenticated`; `forbidden` for a page of elsewhere that uses a cookie; `notFound` for a project. */
export async function authenticateCaller(
  context: Context,
  request: FastifyRequest,
  access: SignedInRoute['access'],
): Promise<Actor> {
  const credentials = credentialsOf(request);
  if (credentials?.by === 'cookie') refuseForeignPages(context.settings, request, 'required');
  const token = credentials?.token ?? null;
  if (access === 'signed-in') return await actAsUser(context, token, request.id);
  const { projectId } = request.params as { projectId: string };
  return await actInProject(context, token, projectId, request.id);
}

const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Throws `forbidden` when a page of another origin asks for a change, or for a WebSocket, whose answers browsers give to any page. They name
 * the page's origin in every such request; what is no browser need not, unless it sends the cookie (`required`).
 */
export function refuseForeignPages(
  settings: Pick<Settings, 'publicUrl'>,
  request: Pick<FastifyRequest, 'method' | 'headers' | 'protocol' | 'host'>,
  origin: 'required' | 'optional',
): void {
  if (harmless.has(request.method) && !wantsSocket(request)) return;
  const from = request.headers.origin;
  if (from === undefined && origin === 'optional') return;
  const own = [originOf(settings.publicUrl), `${request.protocol}://${request.host}`];
  if (from !== undefined && own.includes(from)) return;
  throw new Fault(
    'forbidden',
    'request.foreign-origin',
    'A change or a WebSocket that is asked for with a session cookie must come from a page of this service, and name it in the header Origin.',
  );
}

function originOf(url: string): string {
  return URL.parse(url)?.origin ?? '';
}
