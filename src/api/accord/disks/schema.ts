import { Type, type Static } from 'typebox';
import { diskKinds, diskStatuses, volumeTypes } from '../../../domain/disks/disk.ts';
import { Job } from '../jobs/schema.ts';
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

export const DiskId = Type.String({ format: 'uuid' });

/** The image that something was made from. */
export const MadeFrom = named('MadeFrom', {
  imageId: ImageId,
  name: orNull(Type.String({ description: 'As it was then.' })),
  owner: ProjectName,
  usable: Type.Boolean({
    description:
      'False: withdrawn, rejected, deactivated or deleted since; nothing new can be made from it.',
  }),
});
export type MadeFrom = Static<typeof MadeFrom>;

const name = Type.String({ minLength: 1, maxLength: 128 });
const description = Type.String({ maxLength: 1024 });
const size = Type.Integer({ minimum: 1, maximum: 65_536, description: 'GiB.' });
/** Left out only with an image: then it is what that needs. */
const sizeOrLeast = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: 65_536,
    description: 'GiB; default with an image: what that needs.',
  }),
);
const VolumeType = Type.Enum([...volumeTypes]);

const DiskAbilities = named('DiskAbilities', {
  attach: Ability,
  detach: Ability,
  grow: Ability,
  capture: Ability,
  delete: Ability,
  update: Ability,
});

export const Disk = named('DataDisk', {
  id: DiskId,
  name: Type.String(),
  description: Type.String(),
  kind: Type.Enum([...diskKinds]),
  status: Type.Enum([...diskStatuses]),
  size: Type.Integer({ description: 'GiB.' }),
  volumeType: VolumeType,
  server: orNull(
    named('DiskServer', {
      id: Type.String({ format: 'uuid' }),
      name: Type.String(),
      device: orNull(
        Type.String({ description: 'Where Linux guests find it, such as `/dev/vdb`.' }),
      ),
    }),
  ),
  deleteWithServer: Type.Boolean(),
  image: orNull(MadeFrom),
  /** What is being done to it, or was done last. */
  job: orNull(Job),
  problem: orNull(ItemProblem),
  can: DiskAbilities,
  createdAt: Time,
  updatedAt: Time,
});
export type Disk = Static<typeof Disk>;

export const DiskPage = pageOf('DataDiskPage', Disk);
export type DiskPage = Static<typeof DiskPage>;

/** Newest first. */
export const DiskListQuery = Type.Object(
  {
    search: Type.Optional(
      Type.String({ maxLength: 255, description: 'A part of the name in any case, or the id.' }),
    ),
    status: Type.Optional(Type.Enum([...diskStatuses])),
    kind: Type.Optional(Type.Enum([...diskKinds])),
    serverId: Type.Optional(Type.String({ format: 'uuid' })),
    imageId: Type.Optional(ImageId),
    ...pageQuery,
  },
  { additionalProperties: false },
);
export type DiskListQuery = Static<typeof DiskListQuery>;

export const NewDisks = named('NewDisks', {
  name,
  description: Type.Optional(description),
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  size: sizeOrLeast,
  volumeType: Type.Optional(VolumeType),
  imageId: Type.Optional(ImageId),
});
export type NewDisks = Static<typeof NewDisks>;

export const DisksBegun = named('DisksBegun', { jobId: Id, diskIds: Type.Array(DiskId) });
export type DisksBegun = Static<typeof DisksBegun>;

export const DiskChange = named('DiskChange', {
  name: Type.Optional(name),
  description: Type.Optional(description),
  deleteWithServer: Type.Optional(Type.Boolean()),
});
export type DiskChange = Static<typeof DiskChange>;

export const DiskGrowth = named('DiskGrowth', { size });
export type DiskGrowth = Static<typeof DiskGrowth>;

export const DiskDeletions = named('DiskDeletions', {
  diskIds: Type.Array(DiskId, { minItems: 1, maxItems: 100, uniqueItems: true }),
});
export type DiskDeletions = Static<typeof DiskDeletions>;

/** An image that is made of a disk, or of a server's system disk. */
export const NewCapture = named('NewCapture', {
  name: Type.String({ minLength: 1, maxLength: 128 }),
  description: Type.Optional(description),
});
export type NewCapture = Static<typeof NewCapture>;

export const CaptureBegun = named('CaptureBegun', { jobId: Id, imageId: ImageId });
export type CaptureBegun = Static<typeof CaptureBegun>;

export const DiskParams = Type.Object({ projectId: Id, diskId: Type.String() });
