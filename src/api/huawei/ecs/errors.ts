// Faults as the server service of Huawei Cloud answers them (ECS API reference, "Error codes"): one table for requests, jobs and their parts.
import type { FastifyRequest } from 'fastify';
import type { Fault, FaultKind } from '../../../domain/fault.ts';
import type { Answer } from '../../http/route.ts';
import { errorTable } from '../error-table.ts';
import { presentBeforeService } from '../gateway-or-service.ts';

const byKind = {
  invalid: [400, 'Ecs.0005'],
  unauthenticated: [401, 'Common.0013'],
  forbidden: [403, 'Pdp.0001'],
  notFound: [404, 'Ecs.0114'],
  conflict: [400, 'Ecs.0100'],
  notReady: [400, 'Ecs.0032'],
  // No code of the documents is for the number of servers: the one for servers that cannot be created is nearest.
  quota: [400, 'Ecs.0204'],
  tooLarge: [400, 'Ecs.0005'],
  unsupported: [400, 'Ecs.0005'],
  gone: [400, 'Ecs.0031'],
  throttled: [429, 'Ecs.0005'],
  unavailable: [503, 'Ecs.0204'],
  internal: [500, 'Ecs.0204'],
} as const satisfies Record<FaultKind, readonly [number, string]>;

/** Codes that say more than their kind. */
const byCode: Readonly<Record<string, readonly [number, string]>> = {
  'project.mismatch': [400, 'Ecs.0023'],
  'flavor.not-found': [400, 'Ecs.0029'],
  'flavor.too-little-memory': [400, 'Ecs.0029'],
  'server.weak-password': [400, 'Ecs.0011'],
  'server.invalid-description': [400, 'Ecs.0041'],
  'server.too-many-at-once': [400, 'Ecs.0118'],
  // The image does not exist, or is not to be seen any more; is not active; is another tenant's, and not accepted; has attributes that do not fit.
  'image.not-found': [400, 'Ecs.0031'],
  'image.withdrawn': [400, 'Ecs.0031'],
  'image.not-active': [400, 'Ecs.0032'],
  'image.deactivated': [400, 'Ecs.0032'],
  'image.not-accepted': [400, 'Ecs.0058'],
  'image.kind-unfit': [400, 'Ecs.0007'],
  'image.format-unknown': [400, 'Ecs.0007'],
  'image.format-unfit': [400, 'Ecs.0007'],
  'image.container-unfit': [400, 'Ecs.0007'],
  'image.encrypted': [400, 'Ecs.0007'],
  'server.os-unfit': [400, 'Ecs.0007'],
  'engine.unsupported': [400, 'Ecs.0007'],
  'key-pair.not-found': [400, 'Ecs.0005'],
  'job.token-reused': [400, 'Ecs.0122'],
  'request.client-token-invalid': [400, 'Ecs.0122'],
  // Disks: of an unknown type; too many of one server, as asked for, and as there is room for; too many or too much altogether.
  'disk.volume-type-unknown': [400, 'Ecs.0043'],
  'server.too-many-disks': [400, 'Ecs.0042'],
  'server.no-free-slot': [400, 'Ecs.0104'],
  'disk.over-quota': [400, 'Ecs.0021'],
  // A disk that is not there, is attached already, is not attached, is the system's, or is not in a state for it.
  'disk.not-found': [400, 'Ecs.0103'],
  'disk.attached-already': [400, 'Ecs.0057'],
  'disk.not-attached': [400, 'Ecs.0111'],
  'disk.not-of-server': [400, 'Ecs.0111'],
  'disk.system': [400, 'Ecs.0102'],
  'disk.wrong-status': [400, 'Ecs.0103'],
  // What goes wrong in a job: with the disks, or with the server.
  'engine.no-space': [400, 'Ecs.0202'],
  'engine.bad-base': [400, 'Ecs.0202'],
  'engine.no-memory': [400, 'Ecs.0204'],
  'engine.port-taken': [400, 'Ecs.0204'],
  'server.not-started': [400, 'Ecs.0204'],
};

const table = errorTable(byKind, byCode);

/** The service's own code for a fault, such as `Ecs.0114`. */
export const ecsCode = table.codeOf;

export function presentEcsFault(fault: Fault, request: FastifyRequest): Exclude<Answer, 'sent'> {
  return presentBeforeService(fault, request) ?? table.present(fault);
}
