// Routes of our own API: data as in src/api/http/route.ts, with what the OpenAPI document says of them. A handler answers the body alone.
import type { Static, TSchema } from 'typebox';
import {
  openRoute,
  projectRoute,
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
