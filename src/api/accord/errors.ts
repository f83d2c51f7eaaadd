// Faults as RFC 9457 has problems.
import { STATUS_CODES } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Fault, FaultKind } from '../../domain/fault.ts';
import type { Answer } from '../http/route.ts';
import type { ItemProblem, Problem } from './schema.ts';

const statusOf = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  notReady: 409,
  quota: 409,
  tooLarge: 413,
  unsupported: 415,
  gone: 410,
  throttled: 429,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<FaultKind, number>;

/** Codes whose status says more than that of their kind. */
const statusByCode: Readonly<Record<string, number>> = {
  'request.range-not-satisfiable': 416,
  'request.method-not-allowed': 405,
  'request.no-web-socket': 426,
};

/** The answer for a fault that ends a request. */
export function presentProblem(fault: Fault, request: FastifyRequest): Exclude<Answer, 'sent'> {
  const status = statusByCode[fault.code] ?? statusOf[fault.kind];
  const wait = fault.detail['retryAfter'];
  const body: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? '',
    status,
    ...presentItemProblem(fault),
    requestId: request.id,
  };
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(status === 426 ? { upgrade: 'websocket', connection: 'upgrade' } : {}),
      ...(typeof wait === 'number' ? { 'retry-after': String(wait) } : {}),
    },
    body: JSON.stringify(body),
  };
}

/** A fault of one part of a request whose other parts went well, or one that is kept. */
export function presentItemProblem(fault: Pick<Fault, 'code' | 'message' | 'detail'>): ItemProblem {
  const facts = fault.detail;
  return {
    code: fault.code,
    detail: fault.message,
    ...(Object.keys(facts).length === 0 ? {} : { facts: { ...facts } }),
  };
}
