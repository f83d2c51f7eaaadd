// Routes of our own API: data as in src/api/http/route.ts, with what the OpenAPI document says of them. A handler answers the body alone.
import type { Duplex } from 'node:stream';
import type { Static, TSchema } from 'typebox';
import {
  openRoute,
  projectRoute,
  projectSocket,
  route,
  type Answer,
  type Call,
  type Method,
  type Route,
  type RouteDocument,
  type RouteSchema,
  type SignedInCall,
} from '../http/route.ts';

export const base = '/api/v1';

interface Description<S extends RouteSchema, A extends TSchema | undefined> {
  readonly method: Method;
  /** Below /api/v1, or below the project. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly schema?: S;
  /** Of the answer; default 200, or 204 when it has no body. */
  readonly status?: 201;
  readonly answer?: A;
}

type Reply<A extends TSchema | undefined> = A extends TSchema ? Static<A> : void;

interface OpenDescription<S extends RouteSchema, A extends TSchema | undefined> extends Description<
  S,
  A
> {
  readonly handle: (call: Call<S>) => Promise<Reply<A>>;
}

interface SignedInDescription<
  S extends RouteSchema,
  A extends TSchema | undefined,
> extends Description<S, A> {
  readonly handle: (call: SignedInCall<S>) => Promise<Reply<A>>;
}

/** A route that anybody may call. */
export function publicRoute<S extends RouteSchema, A extends TSchema | undefined = undefined>(
  description: OpenDescription<S, A>,
): Route {
  return openRoute<S>({
    ...common(description, description.path),
    handle: async (call) => answerOf(description, await description.handle(call)),
  });
}

/** A route for everybody who is signed in, whatever the project. */
export function userRoute<S extends RouteSchema, A extends TSchema | undefined = undefined>(
  description: SignedInDescription<S, A>,
): Route {
  return route<S>({
    ...common(description, description.path),
    handle: async (call) => answerOf(description, await description.handle(call)),
  });
}

/** A route for those who have a role in the project that its path begins with. */
export function inProjectRoute<S extends RouteSchema, A extends TSchema | undefined = undefined>(
  description: SignedInDescription<S, A>,
): Route {
  return projectRoute<S>({
    ...common(description, `/projects/:projectId${description.path}`),
    handle: async (call) => answerOf(description, await description.handle(call)),
  });
}

interface SocketDescription<S extends RouteSchema> {
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly schema: S;
  readonly open: (call: SignedInCall<S>) => Promise<Duplex>;
  readonly mayGoOn: (call: SignedInCall<S>) => Promise<void>;
}

/** A WebSocket for those who have a role in the project that its path begins with. */
export function inProjectSocket<S extends RouteSchema>(description: SocketDescription<S>): Route {
  const { path, tag, summary, schema, open, mayGoOn } = description;
  return projectSocket<S>({
    path: `${base}/projects/:projectId${path}`,
    schema,
    document: { tag, summary, status: 101, note: aboutSockets },
    socket: { open, mayGoOn },
  });
}

const aboutSockets = [
  'A WebSocket: bytes go both ways, in binary messages of 256 KiB at most.',
  'With a session cookie its Origin must be of this service.',
  'It is closed with 4401 when the session has ended, 4403 or 4404 when the role has, 4409 when the server has stopped or the console was opened elsewhere, and 1001 when the service stops.',
].join(' ');

function common<S extends RouteSchema>(
  description: Description<S, TSchema | undefined>,
  path: string,
): { method: Method; path: string; schema?: S; document: RouteDocument } {
  const { method, schema, tag, summary, answer } = description;
  return {
    method,
    path: `${base}${path}`,
    ...(schema === undefined ? {} : { schema }),
    document: {
      tag,
      summary,
      status: statusOf(description),
      ...(answer === undefined ? {} : { answer }),
    },
  };
}

function statusOf({
  status,
  answer,
}: Pick<Description<RouteSchema, TSchema | undefined>, 'status' | 'answer'>): number {
  return status ?? (answer === undefined ? 204 : 200);
}

function answerOf(
  description: Pick<Description<RouteSchema, TSchema | undefined>, 'status' | 'answer'>,
  body: unknown,
): Answer {
  const status = statusOf(description);
  return description.answer === undefined ? { status } : { status, body };
}
