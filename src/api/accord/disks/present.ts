import type { DiskView } from '../../../domain/disks/view-disks.ts';
import { presentItemProblem } from '../errors.ts';
import { presentJob } from '../jobs/present.ts';
import type { Disk } from './schema.ts';

export function presentDisk({ disk, serverName, device, source, job, can }: DiskView): Disk {
  return {
    id: disk.id,
    name: disk.name,
    description: disk.description,
    kind: disk.kind,
    status: disk.status,
    size: disk.size,
    volumeType: disk.volumeType,
    server: disk.serverId === null ? null : { id: disk.serverId, name: serverName ?? '', device },
    deleteWithServer: disk.deleteWithServer,
    image: source,
    job: job && presentJob(job),
    problem: disk.fault && presentItemProblem(disk.fault),
    can: { ...can },
    createdAt: disk.createdAt,
    updatedAt: disk.updatedAt,
  };
}
