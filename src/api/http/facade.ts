// A façade: one imitated (or own) API. It brings its routes and its way of saying what went wrong; the server brings the rest.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../domain/actor.ts';
import type { Context } from '../../domain/context.ts';
import type { Fault } from '../../domain/fault.ts';
import type { Answer, Route, SignedInRoute } from './route.ts';

export interface Facade {
  readonly name: string;
  /** Path prefixes it answers for, so that an unknown path or method there gets this façade's error body. */
  readonly prefixes: readonly string[];
  readonly routes: readonly Route[];
  /** Who sends a request to a route that is not open to anyone. Throws `unauthenticated`, and whatever else keeps the caller out. */
  readonly authenticate: (
    context: Context,
    request: FastifyRequest,
    access: SignedInRoute['access'],
  ) => Promise<Actor>;
  /** Turns a fault into this API's answer. Pure; must answer every kind. */
  readonly presentFault: (fault: Fault, request: FastifyRequest) => Exclude<Answer, 'sent'>;
  /** True: a GET path answers HEAD too. Glance refuses HEAD, Keystone serves it. */
  readonly servesHead: boolean;
  /** Registers the plugins of Fastify that its routes need. */
  readonly prepare?: (scope: FastifyInstance) => Promise<void>;
  /** True: numbers and flags in a query are read as its schema says. Default: a query is text, as OpenStack's schemas have it. */
  readonly typedQueries?: boolean;
  /** Ends what goes on by itself, such as streams of events, when the server begins to close. */
  readonly close?: () => void;
  /** True: a path that does not exist is 404 only for callers with a valid token, and 401 for others. */
  readonly hidesPaths: boolean;
}
