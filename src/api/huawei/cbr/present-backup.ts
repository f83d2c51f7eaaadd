// A backup as the backup service of Huawei Cloud shows it (CBR API reference, "Querying a backup"): one of the server, and a child for each of its disks.
import type { Backup, BackupDisk } from '../../../domain/backups/backup.ts';
import type { BackupView } from '../../../domain/backups/view-backups.ts';
import { microseconds } from '../microseconds.ts';
import { zoneOf } from '../zones.ts';
import { diskProvider, serverProvider } from './present-vault.ts';
import { serverType } from './vault-words.ts';

const diskType = 'OS::Cinder::Volume';

export function presentBackup(view: BackupView): Record<string, unknown> {
  const { backup, image } = view;
  return {
    ...commonOf(view),
    id: backup.id,
    name: backup.name,
    parent_id: null,
    provider_id: serverProvider,
    resource_id: backup.serverId,
    resource_name: backup.serverName,
    resource_size: gigabytesOf(backup),
    resource_type: serverType,
    extend_info: {
      ...extensionOf(backup),
      contain_system_disk: true,
      system_disk: false,
      bootable: false,
      os_images_data: image === null ? [] : [{ image_id: image.id }],
    },
    children: backup.disks.map((disk) => presentDisk(view, disk)),
  };
}

/** GB of all its disks. */
export function gigabytesOf({ disks }: Backup): number {
  return disks.reduce((sum, { size }) => sum + size, 0);
}

function presentDisk(view: BackupView, disk: BackupDisk): Record<string, unknown> {
  const { backup } = view;
  const isSystem = disk.slot === 0;
  return {
    ...commonOf(view),
    id: disk.id,
    name: disk.name,
    parent_id: backup.id,
    provider_id: diskProvider,
    resource_id: disk.diskId,
    resource_name: disk.name,
    resource_size: disk.size,
    resource_type: diskType,
    extend_info: {
      ...extensionOf(backup),
      contain_system_disk: isSystem,
      system_disk: isSystem,
      bootable: isSystem,
      os_images_data: [],
      // Bytes that it takes.
      size: disk.stored,
    },
    children: [],
  };
}

function commonOf({ backup, vault }: BackupView): Record<string, unknown> {
  return {
    checkpoint_id: backup.id,
    created_at: microseconds(backup.createdAt),
    description: backup.description,
    enterprise_project_id: '0',
    expired_at: null,
    image_type: 'backup',
    incremental: false,
    // The source's, also of one that is shared; the vault is the viewer's own.
    project_id: backup.projectId,
    protected_at: backup.takenAt === null ? null : microseconds(backup.takenAt),
    replication_records: [],
    resource_az: zoneOf(backup.regionId),
    status: backup.status,
    updated_at: microseconds(backup.updatedAt),
    vault_id: vault?.id ?? '',
    version: 1,
  };
}

function extensionOf({ status }: Backup): Record<string, unknown> {
  return {
    auto_trigger: false,
    encrypted: false,
    incremental: false,
    snapshot_id: null,
    support_lld: false,
    // The word for a backup that images can be made of.
    supported_restore_mode: status === 'available' ? 'snapshot' : 'na',
  };
}
