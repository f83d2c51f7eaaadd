import { Type, type Static } from 'typebox';
import {
  containerFormats,
  diskFormats,
  imageKinds,
  memberStatuses,
  uploadPhases,
  visibilities,
} from '../../../domain/images/image.ts';
import {
  Ability,
  Id,
  ImageId,
  ItemProblem,
  named,
  orNull,
  pageOf,
  pageQuery,
  ProjectName,
  Time,
} from '../schema.ts';

const ImageStatus = Type.Enum([
  'queued',
  'saving',
  'uploading',
  'importing',
  'active',
  'deactivated',
  'killed',
  'deleted',
]);
export type ImageStatus = Static<typeof ImageStatus>;

export const MemberStatus = Type.Enum([...memberStatuses]);
export type MemberStatus = Static<typeof MemberStatus>;

const Abilities = named('Abilities', {
  edit: Ability,
  delete: Ability,
  upload: Ability,
  download: Ability,
  share: Ability,
  accept: Ability,
  reject: Ability,
  deactivate: Ability,
  reactivate: Ability,
  copy: Ability,
  copyToRegion: Ability,
  createServer: Ability,
  changeOs: Ability,
  createDisk: Ability,
});
export type Abilities = Static<typeof Abilities>;

export const Image = named('Image', {
  id: ImageId,
  name: orNull(Type.String()),
  status: ImageStatus,
  kind: Type.Enum([...imageKinds]),
  visibility: Type.Enum([...visibilities]),
  hidden: Type.Boolean(),
  protected: Type.Boolean(),
  owner: ProjectName,
  regionId: Type.String(),
  diskFormat: orNull(Type.Enum([...diskFormats])),
  containerFormat: orNull(Type.Enum([...containerFormats])),
  detectedFormat: orNull(
    Type.String({ description: 'What the bytes were recognised as, or `unknown`.' }),
  ),
  formatWarning: Type.Boolean({
    description: 'True: a structured format was declared, and the bytes were not recognised.',
  }),
  encrypted: Type.Boolean(),
  sha256: orNull(Type.String()),
  md5: orNull(Type.String()),
  size: orNull(Type.Integer({ description: 'Bytes.' })),
  virtualSize: orNull(Type.Integer({ description: 'Bytes that a guest sees.' })),
  minDisk: Type.Integer({ description: 'GiB.' }),
  minRam: Type.Integer({ description: 'MiB.' }),
  osType: orNull(Type.String()),
  osDistro: orNull(Type.String()),
  osVersion: orNull(Type.String()),
  architecture: orNull(Type.String()),
  description: orNull(Type.String()),
  properties: Type.Record(Type.String(), Type.String()),
  tags: Type.Array(Type.String()),
  origin: orNull(
    named('ImageOrigin', {
      imageId: ImageId,
      name: orNull(Type.String({ description: 'As it was when the copy was made.' })),
      owner: ProjectName,
    }),
  ),
  stores: Type.Array(Type.String()),
  members: orNull(
    named('MemberCounts', {
      pending: Type.Integer(),
      accepted: Type.Integer(),
      rejected: Type.Integer(),
      left: Type.Integer({ description: 'Projects that it can still be offered to.' }),
    }),
  ),
  myShare: orNull(
    named('MyShare', {
      status: MemberStatus,
      offeredAt: Time,
      answeredAt: orNull(Time),
    }),
  ),
  can: Abilities,
  createdAt: Time,
  updatedAt: Time,
});
export type Image = Static<typeof Image>;

export const ImagePage = pageOf('ImagePage', Image);
export type ImagePage = Static<typeof ImagePage>;

const sortColumns = ['createdAt', 'updatedAt', 'name', 'size', 'status', 'diskFormat'] as const;

export const ImageSort = Type.Enum([
  ...sortColumns,
  ...sortColumns.map((column) => `-${column}` as const),
]);
export type ImageSort = Static<typeof ImageSort>;

export const ImageListQuery = Type.Object(
  {
    source: Type.Optional(Type.Enum(['own', 'public', 'shared'])),
    search: Type.Optional(
      Type.String({ maxLength: 255, description: 'A part of the name in any case, or the id.' }),
    ),
    kind: Type.Optional(Type.Enum([...imageKinds])),
    status: Type.Optional(ImageStatus),
    diskFormat: Type.Optional(Type.Enum([...diskFormats])),
    osType: Type.Optional(Type.String({ maxLength: 255 })),
    tag: Type.Optional(Type.String({ maxLength: 255 })),
    hidden: Type.Optional(
      Type.Boolean({ description: 'True: only hidden ones; default: only the others.' }),
    ),
    sort: Type.Optional(ImageSort),
    ...pageQuery,
  },
  { additionalProperties: false },
);
export type ImageListQuery = Static<typeof ImageListQuery>;

export const ImageCounts = named('ImageCounts', {
  own: Type.Integer(),
  public: Type.Integer(),
  shared: Type.Integer({ description: 'Accepted ones.' }),
  pending: Type.Integer(),
  rejected: Type.Integer(),
  ownLimit: orNull(Type.Integer({ description: 'null: without limit.' })),
});
export type ImageCounts = Static<typeof ImageCounts>;

const text = Type.String({ maxLength: 255 });
const longText = Type.String({ maxLength: 4096 });
const amount = Type.Integer({ minimum: 0, maximum: 2_147_483_647 });
const name = Type.String({ minLength: 1, maxLength: 255 });
const tags = Type.Array(text, { uniqueItems: true });

/** Fixed once the image has bytes. */
const formats = {
  kind: Type.Enum(['system', 'data', 'iso']),
  diskFormat: Type.Enum([...diskFormats]),
  containerFormat: Type.Enum([...containerFormats]),
};

export const NewImage = named('NewImage', {
  name,
  kind: formats.kind,
  diskFormat: formats.diskFormat,
  containerFormat: Type.Optional(formats.containerFormat),
  osType: Type.Optional(text),
  osDistro: Type.Optional(text),
  osVersion: Type.Optional(text),
  architecture: Type.Optional(text),
  description: Type.Optional(longText),
  minDisk: Type.Optional(amount),
  minRam: Type.Optional(amount),
  tags: Type.Optional(tags),
  protected: Type.Optional(Type.Boolean()),
  visibility: Type.Optional(Type.Enum(['private', 'shared'])),
});
export type NewImage = Static<typeof NewImage>;

/** What is left out stays; null takes away. */
export const ImageChange = named('ImageChange', {
  name: Type.Optional(name),
  kind: Type.Optional(formats.kind),
  diskFormat: Type.Optional(formats.diskFormat),
  containerFormat: Type.Optional(formats.containerFormat),
  osType: Type.Optional(orNull(text)),
  osDistro: Type.Optional(orNull(text)),
  osVersion: Type.Optional(orNull(text)),
  architecture: Type.Optional(orNull(text)),
  description: Type.Optional(orNull(longText)),
  minDisk: Type.Optional(amount),
  minRam: Type.Optional(amount),
  tags: Type.Optional(tags),
  protected: Type.Optional(Type.Boolean()),
  visibility: Type.Optional(Type.Enum([...visibilities])),
  hidden: Type.Optional(Type.Boolean()),
  properties: Type.Optional(Type.Record(Type.String(), orNull(Type.String()))),
});
export type ImageChange = Static<typeof ImageChange>;

export const NewCopy = named('NewCopy', {
  name,
  description: Type.Optional(longText),
  projectId: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description:
        "A project of the same account in another region, where one's role allows it; default: this project.",
    }),
  ),
});
export type NewCopy = Static<typeof NewCopy>;

/** Where the new image is. */
export const ImageCopy = named('ImageCopy', {
  imageId: ImageId,
  name: orNull(Type.String()),
  projectId: Id,
  regionId: Type.String(),
});
export type ImageCopy = Static<typeof ImageCopy>;

export const ImageDeletions = named('ImageDeletions', {
  imageIds: Type.Array(ImageId, { minItems: 1, maxItems: 100, uniqueItems: true }),
  deleteBackups: Type.Optional(
    Type.Boolean({ description: 'True: the backups behind full-server images go too.' }),
  ),
});
export type ImageDeletions = Static<typeof ImageDeletions>;

export const ImageDeletionResults = named('ImageDeletionResults', {
  results: Type.Array(
    named('ImageDeletionResult', { imageId: ImageId, problem: Type.Optional(ItemProblem) }),
  ),
});
export type ImageDeletionResults = Static<typeof ImageDeletionResults>;

export const UploadProgress = named('UploadProgress', {
  phase: Type.Enum([...uploadPhases]),
  received: Type.Integer({ description: 'Bytes, as of a second ago.' }),
  since: Time,
});
export type UploadProgress = Static<typeof UploadProgress>;

export const Disks = named('Disks', {
  items: Type.Array(
    named('Disk', {
      name: orNull(Type.String()),
      size: orNull(Type.Integer({ description: 'Bytes that a guest sees; null: not known yet.' })),
      role: Type.Enum(['system', 'data']),
      bootable: Type.Boolean(),
    }),
  ),
  total: orNull(Type.Integer({ description: 'Bytes of all of them.' })),
});
export type Disks = Static<typeof Disks>;
