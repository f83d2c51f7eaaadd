import type { FastifyRequest } from 'fastify';
import type { Fault } from '../../domain/fault.ts';
import { isSigned } from '../http/dialect.ts';
import type { Answer } from '../http/route.ts';
import { presentGatewayFault } from './gateway.ts';

/** The gateway's answer for what does not reach the service. A token is the service's own matter here: it has a code of its own for a bad one. */
export function presentBeforeService(
  fault: Fault,
  request: FastifyRequest,
): Exclude<Answer, 'sent'> | null {
  const isTokens = fault.kind === 'unauthenticated' && !isSigned(request.headers);
  return isTokens ? null : presentGatewayFault(fault, request);
}
