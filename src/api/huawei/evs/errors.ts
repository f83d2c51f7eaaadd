// Faults as the disk service of Huawei Cloud answers them (EVS API reference, "Error codes"): one table for requests, jobs and their parts.
import type { FastifyRequest } from 'fastify';
import type { Fault, FaultKind } from '../../../domain/fault.ts';
import type { Answer } from '../../http/route.ts';
import { errorTable } from '../error-table.ts';
import { presentBeforeService } from '../gateway-or-service.ts';

const byKind = {
  invalid: [400, 'EVS.5400'],
  unauthenticated: [401, 'EVS.0002'],
  forbidden: [403, 'EVS.1027'],
  notFound: [404, 'EVS.5404'],
  conflict: [400, 'EVS.5400'],
  notReady: [400, 'EVS.5400'],
  quota: [400, 'EVS.1034'],
  tooLarge: [400, 'EVS.1009'],
  unsupported: [400, 'EVS.5400'],
  gone: [400, 'EVS.5404'],
  throttled: [429, 'EVS.5400'],
  unavailable: [503, 'EVS.2024'],
  internal: [500, 'EVS.2024'],
} as const satisfies Record<FaultKind, readonly [number, string]>;

/** Codes that say more than their kind. */
const byCode: Readonly<Record<string, readonly [number, string]>> = {
  'project.mismatch': [400, 'EVS.0001'],
  'request.empty-body': [400, 'EVS.1008'],
  'request.invalid': [400, 'EVS.1009'],
  'request.malformed-json': [400, 'EVS.1009'],
  'disk.size-missing': [400, 'EVS.1010'],
  'disk.too-small': [400, 'EVS.1010'],
  'disk.too-large': [400, 'EVS.1010'],
  'disk.not-larger': [400, 'EVS.1010'],
  'disk.two-sources': [400, 'EVS.1016'],
  'disk.volume-type-unknown': [400, 'EVS.1020'],
  'disk.too-many-at-once': [400, 'EVS.1021'],
  // Of the number of disks, and of their space.
  'disk.over-quota': [400, 'EVS.1034'],
  'disk.over-quota diskSpace': [400, 'EVS.1042'],
  'zone.unknown': [400, 'EVS.1036'],
  'disk.encryption-unsupported': [400, 'EVS.1043'],
  // What goes wrong in a job: the disk comes to nothing.
  'engine.no-space': [400, 'EVS.2024'],
  'engine.bad-base': [400, 'EVS.2024'],
};

const table = errorTable(byKind, byCode);

/** The service's own code for a fault, such as `EVS.1010`. */
export const evsCode = table.codeOf;

export function presentEvsFault(fault: Fault, request: FastifyRequest): Exclude<Answer, 'sent'> {
  return presentBeforeService(fault, request) ?? table.present(fault);
}
