// A server as the server service of Huawei Cloud shows it (ECS API reference, "Querying details about an ECS"): numbers of flavors are text there.
import { deviceOf, type Disk } from '../../../domain/disks/disk.ts';
import { guestAddress } from '../../../domain/servers/server.ts';
import type { ServerView } from '../../../domain/servers/view-servers.ts';
import { seconds } from '../../http/timestamp.ts';
import { keptWordsOf, type KeptWords } from '../kept-words.ts';
import { zoneOf } from '../zones.ts';
import { ecsCode } from './errors.ts';
import { statesOf, statusOf } from './server-words.ts';

export function presentServer(view: ServerView): Record<string, unknown> {
  const { server, flavor, disks } = view;
  const kept = keptWordsOf(server.metadata);
  const { vmState, taskState, powerState } = statesOf(server);
  const enterprise = kept.enterpriseProjectId ?? '0';
  return {
    id: server.id,
    name: server.name,
    description: server.description,
    status: statusOf(server),
    image: { id: server.source.imageId },
    flavor: {
      id: flavor.id,
      name: flavor.id,
      disk: '0',
      vcpus: String(flavor.vcpus),
      ram: String(flavor.memory),
    },
    metadata: metadataOf(view, kept),
    created: seconds(server.createdAt),
    updated: seconds(server.updatedAt),
    tenant_id: server.projectId,
    user_id: server.userId,
    key_name: server.keyName,
    security_groups: (kept.securityGroups ?? []).map((id) => ({ id, name: id })),
    addresses: addressesOf(server.mac, kept),
    tags: kept.tags ?? [],
    sys_tags: [{ key: '_sys_enterprise_project_id', value: enterprise }],
    enterprise_project_id: enterprise,
    'OS-EXT-STS:vm_state': vmState,
    'OS-EXT-STS:task_state': taskState,
    'OS-EXT-STS:power_state': powerState,
    'OS-EXT-AZ:availability_zone': zoneOf(server.regionId),
    'OS-EXT-SRV-ATTR:root_device_name': deviceOf(0),
    'OS-EXT-SRV-ATTR:hostname': server.name,
    'OS-DCF:diskConfig': 'MANUAL',
    'OS-SRV-USG:launched_at':
      server.startedAt === null ? null : `${server.startedAt.slice(0, 19)}.000000`,
    'OS-SRV-USG:terminated_at': null,
    'os-extended-volumes:volumes_attached': disks.flatMap(volumeOf),
    ...(server.fault === null
      ? {}
      : { fault: { code: ecsCode(server.fault), message: server.fault.message } }),
    accessIPv4: '',
    accessIPv6: '',
    config_drive: '',
    hostId: '',
    host_status: 'UP',
    locked: false,
    progress: server.status === 'building' ? 0 : 100,
  };
}

/** What its client has given, and what that cloud says there of the image. */
function metadataOf({ server, flavor, image }: ServerView, kept: KeptWords) {
  const facts = {
    charging_mode: '0',
    image_name: image.name ?? '',
    'metering.image_id': server.source.imageId,
    'metering.imagetype': server.source.projectId === server.projectId ? 'private' : 'shared',
    'metering.resourcespeccode': flavor.id,
    os_type: image.osType ?? 'Linux',
    ...(kept.vpcId === undefined ? {} : { vpc_id: kept.vpcId }),
  };
  return { ...kept.metadata, ...facts };
}

/** The guest's address in its own network, under the name of the network that its client has asked for. */
function addressesOf(mac: string, { vpcId = 'default' }: KeptWords): Record<string, object[]> {
  const address = {
    addr: guestAddress,
    version: '4',
    primary: true,
    'OS-EXT-IPS:type': 'fixed',
    'OS-EXT-IPS-MAC:mac_addr': mac,
  };
  return { [vpcId]: [address] };
}

function volumeOf({ id, slot, kind, deleteWithServer }: Disk): object[] {
  if (slot === null) return [];
  return [
    {
      id,
      // Text there.
      delete_on_termination: String(kind === 'system' || deleteWithServer),
      bootIndex: kind === 'system' ? '0' : null,
      device: deviceOf(slot),
    },
  ];
}

/** Its disks, by the calls about them (ECS API reference, "Querying disks attached to an ECS"). */
export function presentBlockDevice(disk: Disk): object[] {
  const { id, slot, serverId, size } = disk;
  if (slot === null) return [];
  return [
    {
      id,
      volumeId: id,
      serverId,
      size,
      device: deviceOf(slot),
      bootIndex: slot === 0 ? 0 : null,
      bus: 'virtio',
      pciAddress: '',
    },
  ];
}
