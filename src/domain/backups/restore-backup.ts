import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import type { DiskOrigin } from '../disks/insert-disks.ts';
import { availableEngine } from '../engine-fault.ts';
import { beginServers, type ServerOrder, type ServerOrigin } from '../servers/begin-servers.ts';
import { keepLogin, type NewLogin } from '../servers/login.ts';
import { checkNewServers, type ServersBegun } from '../servers/new-server.ts';
import { authorizeServers } from '../servers/policy.ts';
import type { Backup, BackupDisk } from './backup.ts';
import { lockBackup } from './find-backup.ts';
import { selectImageSource } from './queries.ts';

export interface Restoration {
  readonly name: string;
  /** Default: as the server had it. */
  readonly flavorId?: string | undefined;
  readonly login: NewLogin;
  /** GiB by slot, the system disk first; default: as they were. Never smaller. */
  readonly diskSizes?: readonly (number | undefined)[] | undefined;
}

/**
 * Begins to make a new server of a backup, with all its disks as they were. Faults: forbidden, notFound, conflict (not available), those of new servers,
 * unavailable.
 */
export async function restoreBackup(
  context: Context,
  actor: Actor,
  backupId: string,
  { name, flavorId, login, diskSizes = [] }: Restoration,
): Promise<ServersBegun> {
  const project = authorizeServers(actor, 'server.create');
  const engine = await availableEngine(context);
  const status = await engine.status();
  const kept = await keepLogin(context.db, project.id, login);
  return await context.db.transaction().execute(async (tx) => {
    const backup = await lockBackup(tx, actor, backupId, 'restore');
    const origin = await originOf(tx, backup);
    const [systemSize, ...dataSizes] = diskSizes;
    const order: ServerOrder = {
      names: [name],
      flavorId: flavorId ?? backup.facts.flavorId,
      imageId: origin.image.id,
      diskSize: systemSize,
      dataDisks: origin.dataDisks.map((_disk, at) => ({ size: dataSizes[at] })),
      login: kept,
      backup: origin,
    };
    checkNewServers(context.settings, order.names, order);
    return await beginServers(context, tx, actor, project, status, order);
  });
}

/** Of what came of another project's full-server image all that is made of it says so again: backups of the new server are not shared either. */
async function originOf(
  tx: Tx,
  { id, disks, facts, foreignImageId }: Backup,
): Promise<ServerOrigin> {
  const { imageId, name, projectId } = facts.source;
  const source = { id: imageId, name, owner: projectId };
  const foreign = foreignImageId === null ? null : await selectImageSource(tx, foreignImageId);
  const originOfDisk = (disk: BackupDisk, image: DiskOrigin['image']): DiskOrigin => {
    if (disk.blob === null) throw new Error(`backup ${id} is available without a disk`);
    return { image, base: { digest: disk.blob, format: 'qcow2' }, leastSize: disk.size };
  };
  const [system, ...data] = disks;
  if (system === undefined) throw new Error(`backup ${id} has no system disk`);
  return {
    image: source,
    needs: { architecture: facts.architecture, firmware: facts.firmware },
    minRam: facts.minRam,
    system: { ...originOfDisk(system, foreign ?? source), leastSize: system.size },
    dataDisks: data.map((disk) => ({
      ...originOfDisk(disk, foreign),
      volumeType: disk.volumeType,
    })),
  };
}
