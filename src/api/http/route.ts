// Routes as data. A façade is a list of these; a test walks the same lists.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Actor } from '../../domain/actor.ts';
import type { Context } from '../../domain/context.ts';
import { Fault } from '../../domain/fault.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export interface RouteSchema {
  params?: TSchema;
  query?: TSchema;
  body?: TSchema;
}

/** What the printed description of an API says of a route beside its schema. */
export interface RouteDocument {
  readonly summary: string;
  /** What a client must know beside that. */
  readonly note?: string;
  /** The group that it is listed in. */
  readonly tag: string;
  /** Of the answer when all goes well. */
  readonly status: number;
  /** Of that answer's JSON body; without: there is none. */
  readonly answer?: TSchema;
  /** What moves in the body, when it is not JSON. */
  readonly mediaType?: { readonly request?: string; readonly answer?: string };
}

type Part<S extends RouteSchema, K extends keyof RouteSchema> = S[K] extends TSchema
  ? Static<S[K]>
  : unknown;

/** What a handler is given: the validated parts of one request. */
export interface Call<S extends RouteSchema = RouteSchema> {
  readonly context: Context;
  readonly params: Part<S, 'params'>;
  readonly query: Part<S, 'query'>;
  readonly body: Part<S, 'body'>;
  readonly headers: FastifyRequest['headers'];
  readonly requestId: string;
  /** The caller's address, for lock-out. */
  readonly address: string;
  /** For routes that move bytes themselves. */
  readonly raw: IncomingMessage;
  readonly reply: FastifyReply;
}

/** As Call, with the caller known. */
export interface SignedInCall<S extends RouteSchema = RouteSchema> extends Call<S> {
  readonly actor: Actor;
}

/** What a handler answers. `sent` means that the handler has written the response itself. */
export type Answer =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  | 'sent';

interface RouteBase<S extends RouteSchema> {
  readonly method: Method;
  readonly path: string;
  readonly schema?: S;
  /** `stream`: the body is left on the socket for the handler to read; default `json`. */
  readonly body?: 'json' | 'stream';
  readonly document?: RouteDocument;
}

export interface OpenRoute<S extends RouteSchema = RouteSchema> extends RouteBase<S> {
  readonly access: 'anyone';
  readonly handle: (call: Call<S>) => Answer | Promise<Answer>;
}

export interface SignedInRoute<S extends RouteSchema = RouteSchema> extends RouteBase<S> {
  /** `in-project`: the actor works in the project that the path names. */
  readonly access: 'signed-in' | 'in-project';
  readonly handle: (call: SignedInCall<S>) => Answer | Promise<Answer>;
  /** Of a route that becomes a WebSocket; `handle` answers those who ask for none. */
  readonly socket?: SocketPart<S>;
}

/** What a WebSocket is joined with: bytes go both ways, as binary messages. */
export interface SocketPart<S extends RouteSchema = RouteSchema> {
  /** Opens it. What is refused here is answered as any refused request, before there is a WebSocket. */
  readonly open: (call: SignedInCall<S>) => Promise<Duplex>;
  /** Asked every now and then, with the caller as it is then: throws once it may not go on. */
  readonly mayGoOn: (call: SignedInCall<S>) => Promise<void>;
}

export type Route = OpenRoute | SignedInRoute;

/** Declares a route that needs a valid token; keeps the schema's types for the handler and forgets them for the list. */
export function route<S extends RouteSchema>(definition: Omit<SignedInRoute<S>, 'access'>): Route {
  return { ...definition, access: 'signed-in' } as unknown as Route;
}

/** Declares a route below a project's path: the caller needs a role there. */
export function projectRoute<S extends RouteSchema>(
  definition: Omit<SignedInRoute<S>, 'access'>,
): Route {
  return { ...definition, access: 'in-project' } as unknown as Route;
}

/** Declares a route that anybody may call. */
export function openRoute<S extends RouteSchema>(definition: Omit<OpenRoute<S>, 'access'>): Route {
  return { ...definition, access: 'anyone' } as unknown as Route;
}

/** Declares a route below a project's path that becomes a WebSocket. */
export function projectSocket<S extends RouteSchema>(
  definition: Omit<SignedInRoute<S>, 'access' | 'method' | 'handle' | 'body'> & {
    readonly socket: SocketPart<S>;
  },
): Route {
  return projectRoute<S>({
    ...definition,
    method: 'GET',
    handle() {
      throw new Fault(
        'invalid',
        'request.no-web-socket',
        'This resource is a WebSocket: ask for it with the header Upgrade.',
      );
    },
  });
}
