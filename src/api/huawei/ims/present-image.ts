// An image as the image service of Huawei Cloud shows it: one table, attribute by attribute, with the types that clients decode (IMS API reference, "Image
// attributes"). Additional properties that have such names, like __os_version, are shown as they were written.
import type { Image, Standing } from '../../../domain/images/image.ts';
import type { StandingImage } from '../../../domain/images/list-standings.ts';
import { seconds } from '../../http/timestamp.ts';

/** What its owner and the others see as the origin of an image: an owner's image is `shared` once it has a member. */
export const imageTypes = {
  public: 'gold',
  own: 'private',
  'shared-out': 'shared',
  'shared-in': 'shared',
} as const satisfies Record<Standing, string>;

/** Its owner sees an image as private whomever it is shared with. There is no word for Glance's community images: their owner sees them as private, too. */
export const shownVisibilities = {
  public: 'public',
  own: 'private',
  'shared-out': 'private',
  'shared-in': 'shared',
} as const satisfies Record<Standing, string>;

const kinds = {
  system: 'FusionCompute',
  data: 'DataImage',
  server: 'FusionCompute',
  iso: 'IsoImage',
} as const satisfies Record<Image['kind'], string>;

/** Statuses that Glance has and IMS does not. Bytes that are out of use (`deactivated`) have no word there, and keep Glance's. */
const statuses: Readonly<Partial<Record<Image['status'], string>>> = {
  uploading: 'saving',
  importing: 'saving',
};

/** How Glance's property says it. */
const osTypes: Readonly<Record<string, string>> = { linux: 'Linux', windows: 'Windows' };

type Attribute = (image: Image, standing: Standing) => unknown;

/** undefined: the image does not have it. */
const attributes: Readonly<Record<string, Attribute>> = {
  id: ({ id }) => id,
  name: ({ name }) => name ?? '',
  owner: ({ owner }) => owner,
  status: ({ status }) => statuses[status] ?? status,
  visibility: (_image, standing) => shownVisibilities[standing],
  protected: (image, standing) => image.protected || standing === 'public',
  container_format: ({ containerFormat }) => containerFormat ?? 'bare',
  disk_format: ({ diskFormat }) => diskFormat ?? undefined,
  min_disk: ({ minDisk }) => minDisk,
  min_ram: ({ minRam }) => minRam,
  size: ({ size }) => size ?? 0,
  virtual_size: ({ virtualSize }) => virtualSize ?? 0,
  checksum: ({ checksum }) => checksum ?? '',
  tags: ({ tags }) => tags,
  virtual_env_type: ({ kind, properties }) =>
    (kind === 'system' ? properties['virtual_env_type'] : undefined) ?? kinds[kind],
  enterprise_project_id: ({ properties }) => properties['enterprise_project_id'] ?? '0',
  created_at: ({ createdAt }) => seconds(createdAt),
  updated_at: ({ updatedAt }) => seconds(updatedAt),
  active_at: ({ activeAt }) => (activeAt === null ? '' : seconds(activeAt)),
  self: ({ id }) => `/v2/images/${id}`,
  file: ({ id }) => `/v2/images/${id}/file`,
  schema: () => '/v2/schemas/image',
  __imagetype: (_image, standing) => imageTypes[standing],
  __isregistered: ({ blob }) => String(blob !== null),
  // Text: Terraform's provider cannot read a boolean here.
  __whole_image: ({ kind }) => (kind === 'server' ? 'true' : undefined),
  __backup_id: ({ backupId }) => backupId ?? undefined,
  __image_size: ({ size }) => String(size ?? 0),
  __image_source_type: () => 'uds',
  // What it is of beside an object in a bucket, which its property says.
  __data_origin: ({ properties }) => properties['__data_origin'] ?? originIn(properties),
  // The name is theirs: it is the id of the image that this one was copied from.
  __originalimagename: ({ origin }) => origin?.imageId,
  __os_type: ({ properties }) =>
    properties['__os_type'] ?? osTypes[properties['os_type']?.toLowerCase() ?? ''] ?? 'Other',
  __description: ({ properties }) => properties['__description'] ?? properties['description'],
  // Really a boolean, beside all the texts. There is no market.
  __system_support_market: () => false,
};

function originIn(properties: Image['properties']): string | undefined {
  const { source_server_id: serverId, source_disk_id: diskId } = properties;
  if (serverId !== undefined) return `instance,${serverId}`;
  return diskId === undefined ? undefined : `volume,${diskId}`;
}

export function presentImage({ image, standing }: StandingImage): Record<string, unknown> {
  const known = Object.entries(attributes).map(
    ([name, read]) => [name, read(image, standing)] as const,
  );
  const present = known.filter(([, value]) => value !== undefined);
  return { ...image.properties, ...Object.fromEntries(present) };
}
