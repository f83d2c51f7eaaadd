import { Type, type Static } from 'typebox';
import { backupStatuses } from '../../../domain/backups/backup.ts';
import { Job } from '../jobs/schema.ts';
import { NewLogin } from '../servers/schema.ts';
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
import { VaultId } from '../vaults/schema.ts';

export const BackupId = Type.String({ format: 'uuid' });
const name = Type.String({ minLength: 1, maxLength: 128 });
const description = Type.String({ maxLength: 1024 });

export const Backup = named('Backup', {
  id: BackupId,
  name: Type.String(),
  description: Type.String(),
  status: Type.Enum([...backupStatuses]),
  owner: ProjectName,
  shared: Type.Boolean({
    description: "True: another project's, behind an image that was accepted.",
  }),
  server: named('BackedUpServer', { id: Type.String({ format: 'uuid' }), name: Type.String() }),
  vault: orNull(named('BackupVault', { id: VaultId, name: Type.String() })),
  disks: Type.Array(
    named('BackupDisk', {
      id: Type.String({ format: 'uuid' }),
      name: Type.String(),
      size: Type.Integer({ description: 'GiB.' }),
      role: Type.Enum(['system', 'data']),
      bootable: Type.Boolean(),
      stored: Type.Integer({ description: 'Bytes.' }),
    }),
  ),
  size: Type.Integer({ description: 'GiB of all disks.' }),
  image: orNull(named('BackupImage', { id: ImageId, name: orNull(Type.String()) })),
  job: orNull(Job),
  problem: orNull(ItemProblem),
  can: named('BackupAbilities', {
    restore: Ability,
    makeImage: Ability,
    update: Ability,
    delete: Ability,
  }),
  takenAt: orNull(Time),
  createdAt: Time,
});
export type Backup = Static<typeof Backup>;

export const BackupPage = pageOf('BackupPage', Backup);
export type BackupPage = Static<typeof BackupPage>;

export const BackupListQuery = Type.Object(
  {
    ownership: Type.Optional(Type.Enum(['own', 'shared'])),
    search: Type.Optional(Type.String({ maxLength: 255 })),
    vaultId: Type.Optional(VaultId),
    serverId: Type.Optional(Type.String({ format: 'uuid' })),
    imageId: Type.Optional(ImageId),
    ...pageQuery,
  },
  { additionalProperties: false },
);
export type BackupListQuery = Static<typeof BackupListQuery>;

/** Of a server, into a vault. */
export const NewBackup = named('NewBackup', {
  vaultId: VaultId,
  name,
  description: Type.Optional(description),
});
export type NewBackup = Static<typeof NewBackup>;

export const BackupBegun = named('BackupBegun', { jobId: Id, backupId: BackupId });
export type BackupBegun = Static<typeof BackupBegun>;

export const ServerImageBegun = named('ServerImageBegun', {
  jobId: Id,
  backupId: BackupId,
  imageId: ImageId,
});
export type ServerImageBegun = Static<typeof ServerImageBegun>;

export const NewServerImage = named('NewServerImage', {
  name,
  description: Type.Optional(description),
});
export type NewServerImage = Static<typeof NewServerImage>;

export const ServerImageMade = named('ServerImageMade', { imageId: ImageId });
export type ServerImageMade = Static<typeof ServerImageMade>;

export const BackupChange = named('BackupChange', {
  name: Type.Optional(name),
  description: Type.Optional(description),
});
export type BackupChange = Static<typeof BackupChange>;

/** A new server of a backup. */
export const Restoration = named('Restoration', {
  name,
  flavorId: Type.Optional(Type.String({ maxLength: 64 })),
  login: NewLogin,
});
export type Restoration = Static<typeof Restoration>;

export const BackupParams = Type.Object({ projectId: Id, backupId: Type.String() });
