import type { BackupView } from '../../../domain/backups/view-backups.ts';
import { presentItemProblem } from '../errors.ts';
import { presentJob } from '../jobs/present.ts';
import type { Backup } from './schema.ts';

export function presentBackup(view: BackupView): Backup {
  const { backup, owner, shared, vault, image, job, can } = view;
  return {
    id: backup.id,
    name: backup.name,
    description: backup.description,
    status: backup.status,
    owner,
    shared,
    server: { id: backup.serverId, name: backup.serverName },
    vault,
    disks: backup.disks.map(({ id, name, size, slot, stored }) => ({
      id,
      name,
      size,
      role: slot === 0 ? 'system' : 'data',
      bootable: slot === 0,
      stored,
    })),
    size: backup.disks.reduce((sum, { size }) => sum + size, 0),
    image,
    job: job && presentJob(job),
    problem: backup.fault && presentItemProblem(backup.fault),
    can: {
      restore: can.restore,
      makeImage: can['make-image'],
      update: can.update,
      delete: can.delete,
    },
    takenAt: backup.takenAt,
    createdAt: backup.createdAt,
  };
}
