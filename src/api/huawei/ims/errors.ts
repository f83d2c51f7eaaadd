// Faults as the image service of Huawei Cloud answers them (IMS API reference, "Error codes"): one table for requests, jobs and the pairs of batches.
import type { FastifyRequest } from 'fastify';
import type { Fault, FaultKind } from '../../../domain/fault.ts';
import type { Answer } from '../../http/route.ts';
import { errorTable } from '../error-table.ts';
import { presentGatewayFault } from '../gateway.ts';

/** Nearly all refusals are 400 there. */
const byKind = {
  invalid: [400, 'IMG.0001'],
  unauthenticated: [401, 'IMG.0087'],
  forbidden: [403, 'IMG.0026'],
  notFound: [400, 'IMG.0121'],
  conflict: [400, 'IMG.0105'],
  notReady: [400, 'IMG.0046'],
  quota: [400, 'IMG.0015'],
  tooLarge: [400, 'IMG.0001'],
  unsupported: [400, 'IMG.0001'],
  gone: [400, 'IMG.0144'],
  throttled: [429, 'IMG.0060'],
  unavailable: [503, 'IMG.0061'],
  internal: [500, 'IMG.0061'],
} as const satisfies Record<FaultKind, readonly [number, string]>;

/** Codes that say more than their kind. */
const byCode: Readonly<Record<string, readonly [number, string]>> = {
  'bucket.address-invalid': [400, 'IMG.0017'],
  'bucket.not-found': [400, 'IMG.0058'],
  'bucket.object-not-found': [400, 'IMG.0057'],
  'bucket.object-exists': [400, 'IMG.0071'],
  'image.architecture-invalid': [400, 'IMG.0212'],
  'image.deactivated': [400, 'IMG.0046'],
  'image.description-invalid': [400, 'IMG.0054'],
  'image.description-too-long': [400, 'IMG.0004'],
  'image.encryption-unsupported': [400, 'IMG.0105'],
  'image.environment-invalid': [400, 'IMG.0024'],
  'image.export-format': [400, 'IMG.0105'],
  'image.export-iso': [400, 'IMG.0071'],
  'image.export-no-bytes': [400, 'IMG.0081'],
  'image.export-public': [400, 'IMG.0077'],
  'image.export-server': [400, 'IMG.0128'],
  'image.download.server': [400, 'IMG.0128'],
  'image.firmware-invalid': [400, 'IMG.0141'],
  'image.min-disk-invalid': [400, 'IMG.0055'],
  'image.min-disk-too-small': [400, 'IMG.0055'],
  'image.memory-invalid': [400, 'IMG.0055'],
  'image.name-invalid': [400, 'IMG.0003'],
  'image.name-missing': [400, 'IMG.0013'],
  'image.name-too-long': [400, 'IMG.0002'],
  'image.os-type-invalid': [400, 'IMG.0056'],
  'image.os-version-missing': [400, 'IMG.0166'],
  'image.source-unsupported': [400, 'IMG.0105'],
  'image.one-source': [400, 'IMG.0105'],
  'image.system-of-data-disk': [400, 'IMG.0105'],
  // Images of servers and disks: which are not there, or are in no state for it.
  'server.not-found': [400, 'IMG.0005'],
  'server.busy': [400, 'IMG.0105'],
  'disk.not-found': [400, 'IMG.0120'],
  'disk.system': [400, 'IMG.0120'],
  'disk.wrong-status': [400, 'IMG.0022'],
  'engine.no-space': [400, 'IMG.0061'],
  // Full-server images: of what they are made; of a backup that is not there, is not ready, or stands behind an image already.
  'image.whole-source-missing': [400, 'IMG.0012'],
  'image.backup-kind-unsupported': [400, 'IMG.0190'],
  'backup.not-found': [400, 'IMG.0020'],
  'backup.wrong-status': [400, 'IMG.0032'],
  'backup.has-image': [400, 'IMG.0134'],
  // Vaults: none that the project could use, too small, locked, not for backups of servers.
  'vault.missing': [400, 'IMG.0184'],
  'vault.not-found': [400, 'IMG.0184'],
  'vault.too-small': [400, 'IMG.0182'],
  'vault.locked': [400, 'IMG.0188'],
  'vault.replication': [400, 'IMG.0193'],
  'vault.wrong-type': [400, 'IMG.0193'],
  'image.tag-invalid': [400, 'IMG.0115'],
  'image.too-large': [400, 'IMG.0059'],
  'image.too-many-tags': [400, 'IMG.0116'],
  // Copies of full servers, of ISO images, of what is encrypted; what is too large has a code only on its way to another region.
  'image.duplicate.server': [400, 'IMG.0130'],
  'image.duplicate.iso': [400, 'IMG.0167'],
  'image.duplicate.encrypted': [400, 'IMG.0197'],
  'image.duplicate.too-large': [400, 'IMG.0105'],
  'image.duplicate-to-region.encrypted': [400, 'IMG.0143'],
  'image.duplicate-to-region.too-large': [400, 'IMG.0146'],
  'image.duplicate-to-region.same-region': [400, 'IMG.0142'],
  // The tenant is not found in the region; its project's name is needed.
  'image.duplicate-to-region.no-project': [400, 'IMG.0108'],
  'image.duplicate-to-region.which-project': [400, 'IMG.0104'],
  'image.not-accepted': [400, 'IMG.0196'],
  'image.not-found': [400, 'IMG.0027'],
  'image.protected': [400, 'IMG.0091'],
  'image.no-such-property': [400, 'IMG.0035'],
  'image.enterprise-project-invalid': [400, 'IMG.0155'],
  'image.attribute-refused': [400, 'IMG.0105'],
  'image.reserved-property': [400, 'IMG.0105'],
  'image.no-such-tag': [404, 'IMG.0115'],
  'image.not-owner': [400, 'IMG.0047'],
  // Offers and answers, in the words of their codes: a target that is oneself; that is no tenant of the region; that is one of another region.
  'member.self': [400, 'IMG.0076'],
  'member.unknown-project': [400, 'IMG.0108'],
  'member.other-region': [400, 'IMG.0177'],
  // The operation is not supported: on whom is no project, and, since a second offer has no code there, on whom is a member already.
  'member.project-only': [400, 'IMG.0105'],
  'member.duplicate': [400, 'IMG.0105'],
  // The quota of sharing is used up; the image is not usable, is encrypted, is public.
  'member.too-many': [400, 'IMG.0088'],
  'member.image-not-active': [400, 'IMG.0046'],
  'member.encrypted': [400, 'IMG.0098'],
  'member.not-shared': [400, 'IMG.0089'],
  // A full server that came of somebody else's image, or has no backup here.
  'member.foreign-backup': [400, 'IMG.0135'],
  'member.no-backup': [400, 'IMG.0190'],
  // Only the owner may; the owner is another tenant; an image that is not shared with the tenant.
  'member.add.refused': [400, 'IMG.0047'],
  'member.remove.refused': [400, 'IMG.0106'],
  'member.not-found': [400, 'IMG.0114'],
  'job.not-found': [400, 'IMG.0023'],
  'job.not-found-by-project': [400, 'Common.0011'],
  'project.mismatch': [400, 'IMG.0030'],
  'request.call-unsupported': [400, 'IMG.0105'],
  'request.empty-body': [400, 'IMG.0007'],
};

const table = errorTable(byKind, byCode);

/** The service's own code for a fault, such as `IMG.0027`. */
export const imsCode = table.codeOf;

export function presentImsFault(fault: Fault, request: FastifyRequest): Exclude<Answer, 'sent'> {
  return presentGatewayFault(fault, request) ?? table.present(fault);
}
