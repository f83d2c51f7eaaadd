import { Type, type Static } from 'typebox';
import {
  architectures,
  firmwares,
  logins,
  serverStatuses,
  serverTasks,
} from '../../../domain/servers/server.ts';
import { DiskId, MadeFrom } from '../disks/schema.ts';
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
  Time,
} from '../schema.ts';

export const ServerId = Type.String({ format: 'uuid' });

export const Flavor = named('Flavor', {
  id: Type.String(),
  vcpus: Type.Integer(),
  memory: Type.Integer({ description: 'MiB.' }),
});
export type Flavor = Static<typeof Flavor>;

export const Flavors = named('Flavors', { items: Type.Array(Flavor) });
export type Flavors = Static<typeof Flavors>;

const ServerAbilities = named('ServerAbilities', {
  start: Ability,
  stop: Ability,
  reboot: Ability,
  changeOs: Ability,
  reinstall: Ability,
  same: Ability,
  attachDisk: Ability,
  detachDisk: Ability,
  capture: Ability,
  backUp: Ability,
  delete: Ability,
  update: Ability,
  console: Ability,
});
export type ServerAbilities = Static<typeof ServerAbilities>;

export const Server = named('Server', {
  id: ServerId,
  name: Type.String(),
  description: Type.String(),
  status: Type.Enum([...serverStatuses]),
  task: orNull(Type.Enum([...serverTasks])),
  flavor: Flavor,
  image: MadeFrom,
  osType: orNull(Type.String()),
  osDistro: orNull(Type.String()),
  osVersion: orNull(Type.String()),
  architecture: Type.Enum([...architectures]),
  firmware: Type.Enum([...firmwares]),
  login: Type.Enum([...logins]),
  keyName: orNull(Type.String()),
  address: Type.String({ description: "In the guest's own network." }),
  mac: Type.String(),
  ssh: orNull(
    named('SshAddress', {
      host: Type.String({ description: 'On the machine that Accord runs on.' }),
      port: Type.Integer(),
    }),
  ),
  disks: Type.Array(
    named('ServerDisk', {
      id: DiskId,
      name: Type.String(),
      kind: Type.Enum(['system', 'data']),
      status: Type.String(),
      size: Type.Integer({ description: 'GiB.' }),
      device: orNull(Type.String()),
      deleteWithServer: Type.Boolean(),
    }),
  ),
  /** What is being done to it, or was done last. */
  job: orNull(Job),
  problem: orNull(ItemProblem),
  can: ServerAbilities,
  createdAt: Time,
  updatedAt: Time,
  startedAt: orNull(Time),
});
export type Server = Static<typeof Server>;

export const ServerPage = pageOf('ServerPage', Server);
export type ServerPage = Static<typeof ServerPage>;

/** Newest first. */
export const ServerListQuery = Type.Object(
  {
    search: Type.Optional(
      Type.String({ maxLength: 255, description: 'A part of the name in any case, or the id.' }),
    ),
    status: Type.Optional(Type.Enum([...serverStatuses])),
    imageId: Type.Optional(ImageId),
    ...pageQuery,
  },
  { additionalProperties: false },
);
export type ServerListQuery = Static<typeof ServerListQuery>;

const name = Type.String({ minLength: 1, maxLength: 128 });
const description = Type.String({ maxLength: 1024 });
const size = Type.Integer({
  minimum: 1,
  maximum: 65_536,
  description: 'GiB; default with an image: what that needs.',
});

export const NewLogin = Type.Union([
  named('PasswordLogin', {
    kind: Type.Literal('password'),
    password: Type.String({ minLength: 8, maxLength: 26 }),
  }),
  named('KeyLogin', { kind: Type.Literal('key'), keyName: Type.String({ maxLength: 255 }) }),
  named('ImageLogin', { kind: Type.Literal('image') }),
]);
export type NewLogin = Static<typeof NewLogin>;

const userData = Type.String({ maxLength: 1_048_576, description: 'As text, not encoded.' });
const count = Type.Integer({ minimum: 1, maximum: 500 });

export const NewServers = named('NewServers', {
  name,
  description: Type.Optional(description),
  count: Type.Optional(count),
  flavorId: Type.String({ maxLength: 64 }),
  imageId: ImageId,
  diskSize: Type.Optional(size),
  dataDisks: Type.Optional(
    Type.Array(
      named('NewServerDisk', {
        size: Type.Optional(size),
        imageId: Type.Optional(ImageId),
        name: Type.Optional(name),
        deleteWithServer: Type.Optional(Type.Boolean()),
      }),
      { maxItems: 23 },
    ),
  ),
  login: NewLogin,
  userData: Type.Optional(userData),
});
export type NewServers = Static<typeof NewServers>;

/** Others like one that there is. */
export const MoreServers = named('MoreServers', {
  name,
  count: Type.Optional(count),
  login: Type.Optional(NewLogin),
});
export type MoreServers = Static<typeof MoreServers>;

export const ServersBegun = named('ServersBegun', { jobId: Id, serverIds: Type.Array(ServerId) });
export type ServersBegun = Static<typeof ServersBegun>;

export const ServerChange = named('ServerChange', {
  name: Type.Optional(name),
  description: Type.Optional(description),
});
export type ServerChange = Static<typeof ServerChange>;

/** `hard`: as if the plug were pulled. */
export const PowerAct = named('PowerAct', { hard: Type.Optional(Type.Boolean()) });
export type PowerAct = Static<typeof PowerAct>;

/** `stopNow`: a server that runs is stopped first; else it is refused. */
export const Reinstallation = named('Reinstallation', {
  login: NewLogin,
  userData: Type.Optional(userData),
  stopNow: Type.Optional(Type.Boolean()),
});
export type Reinstallation = Static<typeof Reinstallation>;

export const OsChange = named('OsChange', { imageId: ImageId, ...Reinstallation.properties });
export type OsChange = Static<typeof OsChange>;

export const Attachment = named('Attachment', { diskId: DiskId });
export type Attachment = Static<typeof Attachment>;

export const ServerDeletions = named('ServerDeletions', {
  serverIds: Type.Array(ServerId, { minItems: 1, maxItems: 100, uniqueItems: true }),
  deleteDisks: Type.Optional(
    Type.Boolean({ description: 'True: data disks too; default: those that are marked so.' }),
  ),
});
export type ServerDeletions = Static<typeof ServerDeletions>;

export const LogQuery = Type.Object(
  { from: Type.Optional(Type.Integer({ minimum: 0, description: 'Bytes.' })) },
  { additionalProperties: false },
);

export const Log = named('Log', {
  text: Type.String(),
  next: Type.Integer({ description: 'Where to go on from.' }),
});
export type Log = Static<typeof Log>;

export const KeyPair = named('KeyPair', {
  name: Type.String(),
  fingerprint: Type.String(),
  publicKey: Type.String(),
  createdAt: Time,
});
export type KeyPair = Static<typeof KeyPair>;

export const KeyPairs = named('KeyPairs', { items: Type.Array(KeyPair) });
export type KeyPairs = Static<typeof KeyPairs>;

export const NewKeyPair = named('NewKeyPair', {
  name: Type.String({ minLength: 1, maxLength: 64 }),
  publicKey: Type.Optional(
    Type.String({
      maxLength: 8192,
      description: 'As ssh-keygen writes it; without: a pair is made.',
    }),
  ),
});
export type NewKeyPair = Static<typeof NewKeyPair>;

export const MadeKeyPair = named('MadeKeyPair', {
  ...KeyPair.properties,
  privateKey: orNull(Type.String({ description: 'Told this once, and kept nowhere.' })),
});
export type MadeKeyPair = Static<typeof MadeKeyPair>;

/** What runs servers here. */
export const EngineStatus = named('EngineStatus', {
  name: Type.Enum(['qemu', 'fake', 'none']),
  available: Type.Boolean(),
  missing: Type.Array(Type.String()),
  version: orNull(Type.String()),
  accelerator: orNull(Type.Enum(['kvm', 'tcg'])),
  confinement: orNull(
    named('Confinement', {
      user: Type.Enum(['own', 'shared']),
      sandbox: Type.Boolean(),
      limits: Type.Boolean(),
      controlGroup: Type.Boolean(),
      network: Type.Boolean(),
    }),
  ),
});
export type EngineStatus = Static<typeof EngineStatus>;

/** What has been made of images. */
const UsedBy = named('UsedBy', {
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
});

export const ImageUses = named('ImageUses', {
  items: Type.Array(
    named('ImageUse', {
      imageId: ImageId,
      /** Of this project. */
      servers: Type.Array(UsedBy),
      disks: Type.Array(UsedBy),
      /** Of other projects, counted, for the owner alone. */
      others: orNull(
        named('OtherUses', {
          projects: Type.Integer(),
          servers: Type.Integer(),
          disks: Type.Integer(),
        }),
      ),
    }),
  ),
});
export type ImageUses = Static<typeof ImageUses>;

export const ImageUsesQuery = named('ImageUsesQuery', {
  imageIds: Type.Array(ImageId, { minItems: 1, maxItems: 100, uniqueItems: true }),
});
export type ImageUsesQuery = Static<typeof ImageUsesQuery>;

export const ServerParams = Type.Object({ projectId: Id, serverId: Type.String() });
export const ServerDiskParams = Type.Object({
  projectId: Id,
  serverId: Type.String(),
  diskId: Type.String(),
});
export const KeyPairParams = Type.Object({ projectId: Id, name: Type.String() });
