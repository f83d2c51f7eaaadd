// The body of the call that creates servers (ECS API reference, "Creating ECSs"), in the domain's words.
import { Type, type Static } from 'typebox';
import type { Actor } from '../../../domain/actor.ts';
import { Fault } from '../../../domain/fault.ts';
import type { NewServers } from '../../../domain/servers/new-server.ts';
import { keepWords, type KeptWords } from '../kept-words.ts';
import { refuseEncryption } from '../refuse-encryption.ts';
import { readVolumeType } from '../volume-types.ts';
import { checkZone } from '../zones.ts';
import { readLogin, readUserData } from './login-body.ts';
import { readServerDescription, readServerName } from './server-texts.ts';
import { readTags } from '../tag-words.ts';

const text = Type.Optional(Type.String());
const pair = Type.Object({ key: Type.String(), value: text });
const anything = Type.Record(Type.String(), Type.Unknown());
const whole = Type.Optional(Type.Union([Type.Integer(), Type.Null()]));

const volume = { volumetype: Type.String(), metadata: Type.Optional(anything) };

export const createBody = Type.Object({
  dry_run: Type.Optional(Type.Boolean()),
  server: Type.Object({
    name: Type.String(),
    imageRef: Type.String(),
    flavorRef: Type.String(),
    // Networks are not ours: they must be named, as there, and mean nothing.
    vpcid: Type.String({ minLength: 1 }),
    nics: Type.Array(anything, { minItems: 1 }),
    root_volume: Type.Object({ ...volume, size: whole }),
    data_volumes: Type.Optional(
      Type.Array(
        Type.Object({
          ...volume,
          size: whole,
          data_image_id: text,
          delete_on_termination: Type.Optional(Type.Boolean()),
          multiattach: Type.Optional(Type.Boolean()),
        }),
      ),
    ),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    adminPass: text,
    key_name: text,
    user_data: text,
    availability_zone: text,
    security_groups: Type.Optional(Type.Array(Type.Object({ id: text }))),
    description: text,
    metadata: Type.Optional(Type.Record(Type.String(), Type.String())),
    server_tags: Type.Optional(Type.Array(pair)),
    tags: Type.Optional(Type.Array(Type.String())),
    extendparam: Type.Optional(anything),
  }),
});

type ServerBody = Static<typeof createBody>['server'];

/** What is to be made. Faults: invalid, unsupported (encryption, disks for several servers, what is paid for before, backups). */
export function newServersOf(actor: Actor, server: ServerBody): NewServers {
  refuseForeign(server);
  checkZone(actor, server.availability_zone);
  const count = server.count ?? 1;
  const name = readServerName(server.name, count);
  const { admin_pass: password, ...metadata } = server.metadata ?? {};
  const size = server.root_volume.size ?? 0;
  return {
    name,
    count,
    // The first of several is -0000 there.
    ...(count === 1 ? {} : { names: namesOf(name, count) }),
    ...readServerDescription(server.description),
    flavorId: server.flavorRef,
    imageId: server.imageRef,
    ...(size === 0 ? {} : { diskSize: size }),
    rootVolumeType: readVolumeType(server.root_volume.volumetype),
    dataDisks: (server.data_volumes ?? []).map(dataDiskOf),
    login: readLogin(server.adminPass ?? password, server.key_name),
    ...readUserData(server.user_data),
    metadata: keptOf(server, metadata),
  };
}

function namesOf(name: string, count: number): string[] {
  return Array.from({ length: count }, (_none, n) => `${name}-${String(n).padStart(4, '0')}`);
}

type DataVolume = NonNullable<ServerBody['data_volumes']>[number];

function dataDiskOf(disk: DataVolume): NonNullable<NewServers['dataDisks']>[number] {
  const { size, data_image_id: imageId } = disk;
  return {
    volumeType: readVolumeType(disk.volumetype),
    ...(size === undefined || size === null || size === 0 ? {} : { size }),
    ...(imageId === undefined || imageId === '' ? {} : { imageId }),
    // As the document has it: it stays unless it is said to go.
    deleteWithServer: disk.delete_on_termination ?? false,
  };
}

function keptOf(server: ServerBody, metadata: Record<string, string>): KeptWords {
  const enterprise = server.extendparam?.['enterprise_project_id'];
  const tags = readTags(server.tags, server.server_tags);
  return keepWords({
    vpcId: server.vpcid,
    securityGroups: (server.security_groups ?? []).flatMap(({ id }) => id ?? []),
    metadata,
    ...(tags.length === 0 ? {} : { tags }),
    ...(typeof enterprise === 'string' ? { enterpriseProjectId: enterprise } : {}),
  });
}

function refuseForeign({ root_volume: root, data_volumes: data = [], extendparam }: ServerBody) {
  for (const disk of [root, ...data]) refuseEncryption(disk.metadata);
  if (data.some(({ multiattach }) => multiattach === true)) {
    throw new Fault(
      'unsupported',
      'disk.multiattach-unsupported',
      'A disk is attached to one server at a time: leave multiattach out.',
    );
  }
  if (extendparam?.['chargingMode'] === 'prePaid') {
    throw new Fault(
      'unsupported',
      'server.prepaid-unsupported',
      'Nothing is sold here: leave chargingMode out, or set it to postPaid.',
    );
  }
  if (extendparam?.['CB_CSBS_BACKUP'] !== undefined) {
    throw new Fault(
      'unsupported',
      'server.backup-unsupported',
      'Servers are backed up by a call of its own here: leave CB_CSBS_BACKUP out.',
    );
  }
}
