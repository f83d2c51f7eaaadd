import { Type, type Static } from 'typebox';
import {
  containerFormats,
  diskFormats,
  imageKinds,
  memberStatuses,
  visibilities,
} from '../../../domain/images/image.ts';
import { Id, ImageId, named, orNull, pageOf, pageQuery, ProjectName, Time } from '../schema.ts';

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

/** True, or the code of what stands against it. */
const Ability = Type.Union([Type.Literal(true), Type.String()]);

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
  origin: orNull(named('ImageOrigin', { imageId: ImageId, projectId: Id })),
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
