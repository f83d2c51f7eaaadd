import type { ImageView } from '../../../domain/sharing/view-images.ts';
import type { Member } from '../../../domain/sharing/member.ts';
import type { Image } from './schema.ts';

/** The properties of Glance's that say what an image is of, by our names for them. */
export const factProperties = {
  osType: 'os_type',
  osDistro: 'os_distro',
  osVersion: 'os_version',
  architecture: 'architecture',
  description: 'description',
} as const;
export type Fact = keyof typeof factProperties;

export function presentImage({ image, owner, members, myShare, origin, can }: ImageView): Image {
  const { properties } = image;
  const fact = (name: Fact): string | null => properties[factProperties[name]] ?? null;
  return {
    id: image.id,
    name: image.name,
    status: image.status,
    kind: image.kind,
    visibility: image.visibility,
    hidden: image.hidden,
    protected: image.protected,
    owner,
    regionId: image.regionId,
    diskFormat: image.diskFormat,
    containerFormat: image.containerFormat,
    detectedFormat: image.detectedFormat,
    formatWarning: image.detectedFormat === 'unknown',
    encrypted: image.encrypted,
    sha256: image.blob,
    md5: image.checksum,
    size: image.size,
    virtualSize: image.virtualSize,
    minDisk: image.minDisk,
    minRam: image.minRam,
    osType: fact('osType'),
    osDistro: fact('osDistro'),
    osVersion: fact('osVersion'),
    architecture: fact('architecture'),
    description: fact('description'),
    properties: { ...properties },
    tags: [...image.tags],
    origin,
    stores: [...image.stores],
    members,
    myShare: myShare === null ? null : { status: myShare.status, ...timesOf(myShare) },
    can,
    createdAt: image.createdAt,
    updatedAt: image.updatedAt,
  };
}

/** When an offer was made, and when it was answered. */
export function timesOf(member: Member): { offeredAt: string; answeredAt: string | null } {
  return {
    offeredAt: member.createdAt,
    answeredAt: member.status === 'pending' ? null : member.updatedAt,
  };
}
