// Domain → Image API v2. Pure.
import { hasRole, projectIdOf, type Actor } from '../../domain/actor.ts';
import type { ImageKind, SeenImage } from '../../domain/images/image.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Member } from '../../domain/sharing/member.ts';
import { seconds } from '../http/timestamp.ts';

/** How Huawei Cloud's clients know a data disk or an ISO; a plain Glance client sees one more property. */
const environmentOf: Readonly<Partial<Record<ImageKind, string>>> = {
  data: 'DataImage',
  iso: 'IsoImage',
};

/** An image as Glance shows it to this actor. */
export function presentImage(
  settings: Pick<Settings, 'consent'>,
  actor: Actor,
  image: SeenImage,
): Record<string, unknown> {
  const environment = environmentOf[image.kind];
  const hash = image.blob === null ? null : 'sha256';
  // Glance tells nobody but an administrator where the bytes of a deactivated image are.
  const showsStores =
    image.blob !== null && (image.status !== 'deactivated' || hasRole(actor, 'admin'));
  return {
    ...(environment === undefined ? {} : { virtual_env_type: environment }),
    ...(image.kind === 'server' ? { __whole_image: 'true' } : {}),
    ...image.properties,
    // Huawei Cloud's word for the id of the image that it is a copy of.
    ...(image.origin === null ? {} : { __originalimagename: image.origin.imageId }),
    id: image.id,
    name: image.name,
    status: shownStatus(settings, actor, image),
    visibility: image.visibility,
    protected: image.protected,
    os_hidden: image.hidden,
    owner: image.owner,
    container_format: image.containerFormat,
    disk_format: image.diskFormat,
    min_disk: image.minDisk,
    min_ram: image.minRam,
    size: image.size,
    virtual_size: image.virtualSize,
    checksum: image.checksum,
    os_hash_algo: hash,
    os_hash_value: image.blob,
    ...(showsStores ? { stores: image.stores.join(',') } : {}),
    ...presentImport(image),
    tags: image.tags,
    created_at: seconds(image.createdAt),
    updated_at: seconds(image.updatedAt),
    self: `/v2/images/${image.id}`,
    file: `/v2/images/${image.id}/file`,
    schema: '/v2/schemas/image',
  };
}

/** How the last import of an image goes on or went, as properties; none when there never was one. */
function presentImport({ importingTo, importFailed }: SeenImage): Record<string, string> {
  return {
    ...(importingTo === null ? {} : { os_glance_importing_to_stores: importingTo.join(',') }),
    ...(importFailed === null ? {} : { os_glance_failed_import: importFailed.join(',') }),
  };
}

/**
 * Nova looks at nothing but the status before it boots an image, and may have the bytes cached: a member that has not accepted
 * sees Glance's own word for "record yes, bytes no".
 */
function shownStatus(settings: Pick<Settings, 'consent'>, actor: Actor, image: SeenImage): string {
  const undecided = image.memberStatus === 'pending' || image.memberStatus === 'rejected';
  const masked =
    undecided &&
    image.status === 'active' &&
    image.visibility === 'shared' &&
    settings.consent === 'strict' &&
    image.owner !== projectIdOf(actor) &&
    !hasRole(actor, 'admin');
  return masked ? 'deactivated' : image.status;
}

/** A member as Glance shows it. */
export function presentMember(member: Member): Record<string, unknown> {
  return {
    member_id: member.projectId,
    image_id: member.imageId,
    status: member.status,
    created_at: seconds(member.createdAt),
    updated_at: seconds(member.updatedAt),
    schema: '/v2/schemas/member',
  };
}
