import { Type, type Static } from 'typebox';
import { capacityBounds, protections, vaultObjects } from '../../../domain/vaults/vault.ts';
import {
  Ability,
  Id,
  ImageId,
  ItemProblem,
  named,
  orNull,
  pageOf,
  pageQuery,
  Time,
} from '../schema.ts';

export const VaultId = Type.String({ format: 'uuid' });
const name = Type.String({ minLength: 1, maxLength: 64 });
const description = Type.String({ maxLength: 1024 });
const capacity = Type.Integer({
  minimum: capacityBounds.least,
  maximum: capacityBounds.most,
  description: 'GiB.',
});
const ObjectType = Type.Enum([...vaultObjects]);
const ProtectType = Type.Enum([...protections]);

export const Vault = named('Vault', {
  id: VaultId,
  name: Type.String(),
  description: Type.String(),
  capacity: Type.Integer({ description: 'GiB.' }),
  used: Type.Integer({ description: "MiB of the project's own backups, as they are stored." }),
  reserved: Type.Integer({
    description:
      'MiB of full-server images that were accepted, and of backups that are being made.',
  }),
  free: Type.Integer({ description: 'MiB.' }),
  objectType: ObjectType,
  protectType: ProtectType,
  status: Type.Enum(['available', 'locked']),
  can: named('VaultAbilities', { update: Ability, delete: Ability }),
  createdAt: Time,
  updatedAt: Time,
});
export type Vault = Static<typeof Vault>;

export const VaultPage = pageOf('VaultPage', Vault);
export type VaultPage = Static<typeof VaultPage>;

export const VaultListQuery = Type.Object(
  {
    search: Type.Optional(Type.String({ maxLength: 255 })),
    status: Type.Optional(Type.Enum(['available', 'locked'])),
    objectType: Type.Optional(ObjectType),
    protectType: Type.Optional(ProtectType),
    ...pageQuery,
  },
  { additionalProperties: false },
);
export type VaultListQuery = Static<typeof VaultListQuery>;

export const NewVault = named('NewVault', {
  name,
  description: Type.Optional(description),
  capacity,
  objectType: Type.Optional(ObjectType),
  protectType: Type.Optional(ProtectType),
});
export type NewVault = Static<typeof NewVault>;

export const VaultChange = named('VaultChange', {
  name: Type.Optional(name),
  description: Type.Optional(description),
  capacity: Type.Optional(capacity),
  locked: Type.Optional(Type.Boolean()),
});
export type VaultChange = Static<typeof VaultChange>;

export const VaultParams = Type.Object({ projectId: Id, vaultId: Type.String() });

/** What accepting images takes, and which vaults could hold it. */
export const AnswerCheck = named('AnswerCheck', {
  imageIds: Type.Array(ImageId, { minItems: 1, maxItems: 1000, uniqueItems: true }),
});
export type AnswerCheck = Static<typeof AnswerCheck>;

export const AnswerCheckResult = named('AnswerCheckResult', {
  /** The full-server images among them; others need no room. */
  images: Type.Array(
    named('RoomNeeded', {
      imageId: ImageId,
      name: orNull(Type.String()),
      needed: Type.Integer({ description: 'MiB.' }),
      problem: Type.Optional(ItemProblem),
    }),
  ),
  needed: Type.Integer({ description: 'MiB of all of them.' }),
  vaults: Type.Array(
    named('CheckedVault', {
      ...Vault.properties,
      problem: orNull(ItemProblem),
      fits: Type.Array(ImageId, { description: 'Those that fit alone.' }),
    }),
  ),
});
export type AnswerCheckResult = Static<typeof AnswerCheckResult>;
