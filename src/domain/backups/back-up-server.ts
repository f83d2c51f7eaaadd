import type { Tx } from '../../db/pool.ts';
import { newUuid } from '../../lib/ids.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { diskEvent } from '../disks/disk-event.ts';
import type { Disk } from '../disks/disk.ts';
import { lockDisks, updateDiskRow } from '../disks/queries.ts';
import { refusalToCopy, systemFactsOf } from '../disks/start-capture.ts';
import { availableEngine } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import { noSuchProject } from '../identity/projects/project.ts';
import { holdProjects } from '../identity/projects/queries.ts';
import { insertDraft } from '../images/create-image.ts';
import { startJobIn } from '../jobs/start-job.ts';
import { lockForAct } from '../servers/begin-act.ts';
import { disksOf, systemDiskOf } from '../servers/built.ts';
import { updateServerRow } from '../servers/queries.ts';
import { serverEvent } from '../servers/server-event.ts';
import { lifeCycle, type Server } from '../servers/server.ts';
import { lockVault } from '../vaults/find-vault.ts';
import { insertClaims } from '../vaults/queries.ts';
import { mibOf, refusalToTake } from '../vaults/vault.ts';
import type { BackUpInput } from './back-up-job.ts';
import { backupEvent } from './backup-event.ts';
import { checkBackupDescription, checkBackupName } from './backup-words.ts';
import type { BackupFacts } from './backup.ts';
import { authorizeBackup } from './policy.ts';
import { insertBackup, selectForeignImage } from './queries.ts';
import { draftServerImage, type ServerImageOrder } from './server-image.ts';

export interface BackupOrder {
  /** Of the project; for servers and for backup, with room for all disks as large as they are. */
  readonly vaultId: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** A full-server image that is made of it, too. */
  readonly image?: ServerImageOrder | undefined;
}

/**
 * Begins a job that backs a server up into a vault, all its disks as they are at one instant; one that runs is not stopped for it. Until it ends nothing else
 * is done to the server. Faults: forbidden, notFound (server, vault), conflict (busy; locked vault), invalid (names; a vault for something else), quota (too
 * little room), those of a new image, unavailable (engine).
 */
export async function backUpServer(
  context: Context,
  actor: Actor,
  serverId: string,
  order: BackupOrder,
): Promise<{ jobId: string; backupId: string; imageId: string | null }> {
  const project = authorizeBackup(actor, 'backup.create');
  const { name, description = '' } = order;
  checkBackupName(name);
  checkBackupDescription(description);
  await availableEngine(context);
  return await context.db.transaction().execute(async (tx) => {
    // A project that is deleted at this moment must not leave backups behind.
    const held = await holdProjects(tx, [project.id]);
    if ((await held.rows()).length === 0) throw noSuchProject(project.id);
    const { server, disks } = await lockForBackUp(tx, actor, serverId);
    const mib = mibOf(disks.reduce((sum, { size }) => sum + size, 0));
    const vault = await lockVault(tx, actor, order.vaultId, 'vault.show');
    const refusal = refusalToTake(vault, mib);
    if (refusal !== null) throw refusal;

    const sources = [
      server.source.imageId,
      ...disks.flatMap(({ source }) => source?.imageId ?? []),
    ];
    const backup = {
      id: newUuid(),
      name,
      description,
      projectId: project.id,
      vaultId: vault.id,
      serverId: server.id,
      facts: await factsOf(tx, server, disks),
      foreignImageId: await selectForeignImage(tx, sources, project.id),
      disks: disks.map(({ size }, slot) => ({ slot, size })),
    };
    const draft =
      order.image === undefined
        ? null
        : await draftServerImage(context, actor, backup, order.image);
    const [imageId, imageName] = [draft?.id ?? null, order.image?.name ?? null];
    const input: BackUpInput = {
      backupId: backup.id,
      backupName: name,
      vaultId: vault.id,
      serverId: server.id,
      serverName: server.name,
      imageId,
      imageName,
    };
    const jobId = await startJobIn(tx, actor, 'back-up-server', input);
    await insertBackup(
      tx,
      {
        id: backup.id,
        project_id: project.id,
        region_id: project.regionId,
        user_id: actor.userId,
        vault_id: vault.id,
        name,
        description,
        job_id: jobId,
        server_id: server.id,
        server_name: server.name,
        facts: JSON.stringify(backup.facts),
        foreign_image_id: backup.foreignImageId,
      },
      disks.map((disk, slot) => ({
        id: newUuid(),
        backup_id: backup.id,
        slot,
        disk_id: disk.id,
        name: disk.name,
        size: disk.size,
        volume_type: disk.volumeType,
      })),
    );
    await insertClaims(tx, [{ id: newUuid(), vault_id: vault.id, mib, backup_id: backup.id }]);
    if (draft !== null) await insertDraft(context, tx, actor, draft, 'importing');
    await recordEvent(tx, actor, backupEvent('backup.create', null, backup));
    await takeServer(tx, actor, server, disks, { jobId, backupId: backup.id });
    return { jobId, backupId: backup.id, imageId };
  });
}

/** The server and all its disks by slot, locked. */
async function lockForBackUp(
  tx: Tx,
  actor: Actor,
  serverId: string,
): Promise<{ server: Server; disks: readonly Disk[] }> {
  const { server, disks: seen } = await lockForAct(tx, actor, serverId, 'back-up');
  const ids = disksOf(server, seen).map(({ id }) => id);
  const disks = await lockDisks(tx, ids);
  for (const disk of disks) {
    const refusal = refusalToCopy(disk);
    if (refusal !== null) throw refusal;
  }
  return { server, disks };
}

async function factsOf(tx: Tx, server: Server, disks: readonly Disk[]): Promise<BackupFacts> {
  const system = systemDiskOf(server, disks);
  if (system === undefined) throw new Error(`server ${server.id} has no system disk`);
  const { flavorId, architecture, firmware, source } = server;
  // Its own image says it, whatever the disk was made from.
  const facts = await systemFactsOf(tx, { source });
  return { flavorId, architecture, firmware, source, ...facts };
}

async function takeServer(
  tx: Tx,
  actor: Actor,
  server: Server,
  disks: readonly Disk[],
  { jobId, backupId }: { readonly jobId: string; readonly backupId: string },
): Promise<void> {
  for (const disk of disks) {
    const after = await updateDiskRow(tx, disk.id, { status: 'capturing', job_id: jobId });
    await recordEvent(tx, actor, diskEvent('disk.capture', disk, after));
  }
  const { task } = lifeCycle['back-up'];
  const after = await updateServerRow(tx, server.id, { task, job_id: jobId });
  await recordEvent(tx, actor, serverEvent('server.back-up', server, after, { backupId }));
}
