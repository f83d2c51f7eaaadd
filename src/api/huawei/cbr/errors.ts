// Faults as the backup service of Huawei Cloud answers them (CBR API reference, "Error codes"). Its body is the gateway's: two fields, and nothing around them.
import type { FastifyRequest } from 'fastify';
import type { Fault, FaultKind } from '../../../domain/fault.ts';
import type { Answer } from '../../http/route.ts';
import { errorTable } from '../error-table.ts';
import { presentBeforeService } from '../gateway-or-service.ts';

const byKind = {
  invalid: [400, 'BackupService.9900'],
  unauthenticated: [401, 'BackupService.9998'],
  forbidden: [403, 'BackupService.9998'],
  notFound: [404, 'BackupService.6200'],
  conflict: [400, 'BackupService.9900'],
  notReady: [400, 'BackupService.9900'],
  quota: [400, 'BackupService.9900'],
  tooLarge: [400, 'BackupService.9900'],
  unsupported: [400, 'BackupService.9900'],
  gone: [404, 'BackupService.6200'],
  throttled: [429, 'BackupService.9900'],
  unavailable: [503, 'BackupService.9910'],
  internal: [500, 'BackupService.9910'],
} as const satisfies Record<FaultKind, readonly [number, string]>;

/** Codes that say more than their kind. */
const byCode: Readonly<Record<string, readonly [number, string]>> = {
  'project.mismatch': [403, 'BackupService.9998'],
  'vault.not-found': [404, 'BackupService.6105'],
  'vault.capacity-invalid': [400, 'BackupService.6101'],
  // More is in it than it would hold.
  'vault.in-use': [400, 'BackupService.6114'],
  // It is not in a state for this: locked, or not empty.
  'vault.locked': [400, 'BackupService.6112'],
  'vault.not-empty': [400, 'BackupService.6112'],
  'vault.too-small': [400, 'BackupService.6129'],
  'vault.wrong-type': [400, 'BackupService.6102'],
  'vault.replication': [400, 'BackupService.6102'],
  'vault.resource-unsupported': [400, 'BackupService.6102'],
  'vault.resource-taken': [400, 'BackupService.6103'],
  'backup.not-found': [404, 'BackupService.6200'],
  'backup.in-use': [400, 'BackupService.6204'],
  // Offers and answers. A backup without an image, of somebody else's image, or that is not one's own, is not shared.
  'backup.no-image': [400, 'BackupService.6707'],
  'member.foreign-backup': [400, 'BackupService.6707'],
  'member.no-backup': [400, 'BackupService.6707'],
  'member.not-shared': [400, 'BackupService.6707'],
  'member.add.refused': [400, 'BackupService.6707'],
  'member.remove.refused': [400, 'BackupService.6711'],
  'member.answer.refused': [400, 'BackupService.6708'],
  'member.too-many': [400, 'BackupService.6701'],
  'member.image-not-active': [400, 'BackupService.6702'],
  'member.duplicate': [400, 'BackupService.6703'],
  // No project that it could be shared with: unknown, of another region, the owner itself.
  'member.unknown-project': [400, 'BackupService.6704'],
  'member.other-region': [400, 'BackupService.6704'],
  'member.self': [400, 'BackupService.6704'],
  'member.not-found': [404, 'BackupService.6705'],
  'member.encrypted': [400, 'BackupService.6709'],
};

/** What calls about members name otherwise: vaults are what is accepted into there. */
const ofMembers: Readonly<Record<string, string>> = {
  'vault.locked': 'BackupService.6712',
  'vault.wrong-type': 'BackupService.6713',
  'vault.replication': 'BackupService.6713',
  'vault.missing': 'BackupService.6708',
};

const table = errorTable(byKind, byCode);

/** The service's own code for a fault, such as `BackupService.6105`. */
export const cbrCode = table.codeOf;

export function presentCbrFault(fault: Fault, request: FastifyRequest): Exclude<Answer, 'sent'> {
  const before = presentBeforeService(fault, request);
  if (before !== null) return before;
  const { status } = table.present(fault);
  const isAboutMembers = /\/members(?:\/|$)/.test(request.url);
  const code = (isAboutMembers ? ofMembers[fault.code] : undefined) ?? cbrCode(fault);
  return { status, body: { error_code: code, error_msg: fault.message } };
}
