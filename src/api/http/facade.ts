// A façade: one imitated (or own) API. It brings its routes and its way of saying what went wrong; the server brings the rest.
import type { FastifyRequest } from 'fastify';
import type { Fault } from '../../domain/fault.ts';
import type { Answer, Route } from './route.ts';

export interface Facade {
  readonly name: string;
  /** Path prefixes it answers for, so that an unknown path or method there gets this façade's error body. */
  readonly prefixes: readonly string[];
  readonly routes: readonly Route[];
  /** Turns a fault into this API's answer. Pure; must answer every kind. */
  readonly presentFault: (fault: Fault, request: FastifyRequest) => Exclude<Answer, 'sent'>;
  /** True: a GET path answers HEAD too. Glance refuses HEAD, Keystone serves it. */
  readonly servesHead: boolean;
  /** True: a path that does not exist is 404 only for callers with a valid token, and 401 for others. */
  readonly hidesPaths: boolean;
}
