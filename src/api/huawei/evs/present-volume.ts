// A disk as the disk service of Huawei Cloud shows it (EVS API reference, "Querying details about a disk").
import type { Context } from '../../../domain/context.ts';
import type { DiskView } from '../../../domain/disks/view-disks.ts';
import { keptWordsOf } from '../kept-words.ts';
import { microseconds } from '../microseconds.ts';
import { tagMapOf } from '../tag-words.ts';
import { zoneOf } from '../zones.ts';
import { statusWords } from './disk-words.ts';

type Settings = Pick<Context['settings'], 'publicUrl'>;

export function presentVolume(
  { publicUrl }: Settings,
  { disk, device, source }: DiskView,
): Record<string, unknown> {
  const kept = keptWordsOf(disk.metadata);
  const { id, projectId, serverId } = disk;
  return {
    id,
    name: disk.name,
    description: disk.description,
    status: statusWords[disk.status],
    size: disk.size,
    volume_type: disk.volumeType,
    availability_zone: zoneOf(disk.regionId),
    // Text there.
    bootable: String(disk.kind === 'system'),
    multiattach: false,
    shareable: 'false',
    encrypted: false,
    created_at: microseconds(disk.createdAt),
    updated_at: microseconds(disk.updatedAt),
    metadata: kept.metadata ?? {},
    tags: tagMapOf(kept.tags ?? []),
    ...(source === null
      ? {}
      : { volume_image_metadata: { image_id: source.imageId, image_name: source.name ?? '' } }),
    attachments:
      serverId === null || device === null
        ? []
        : [
            {
              id,
              attachment_id: id,
              volume_id: id,
              server_id: serverId,
              device,
              host_name: null,
              attached_at: microseconds(disk.attachedAt ?? disk.updatedAt),
            },
          ],
    user_id: disk.userId,
    'os-vol-tenant-attr:tenant_id': projectId,
    'os-vol-host-attr:host': null,
    'os-volume-replication:extended_status': null,
    replication_status: 'disabled',
    consistencygroup_id: null,
    source_volid: null,
    snapshot_id: null,
    service_type: 'EVS',
    storage_cluster_id: null,
    dedicated_storage_id: null,
    wwn: null,
    enterprise_project_id: kept.enterpriseProjectId ?? '0',
    serial_number: id,
    links: [{ rel: 'self', href: `${publicUrl}/v2/${projectId}/cloudvolumes/${id}` }],
  };
}
