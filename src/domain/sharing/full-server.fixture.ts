// Full-server images as they stand after backups and uploads, made in a moment and without their events.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Person } from '../../../test/support/person.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { plantImages } from '../images/replicas.fixture.ts';

export interface FullServerSeed {
  readonly owner: Person;
  /** GiB of each disk, the system disk first; one image for each list. */
  readonly disks: readonly (readonly number[])[];
  /** Projects that they are offered to. */
  readonly pending?: readonly Person[];
}

/** Makes full-server images of the owner with servers, backups and a vault behind them. */
export async function plantFullServerImages(
  context: Context,
  { owner, disks, pending = [] }: FullServerSeed,
): Promise<string[]> {
  const bytes = Buffer.from(`full servers of ${owner.project.id}`);
  const imageIds = await plantImages(context, disks.length, { owner, bytes, pending });
  await putBackupsBehind(context, owner.actor, imageIds, disks);
  return imageIds;
}

/** Makes images of the actor's project, which have bytes, full-server images with such disks. */
export async function putBackupsBehind(
  { db }: Context,
  { scope, userId }: Actor,
  imageIds: readonly string[],
  disks: FullServerSeed['disks'],
): Promise<void> {
  if (scope.kind !== 'project') throw new TypeError('an owner works in a project');
  const { id: projectId, regionId } = scope.project;
  const [vaultId, serverId] = [randomUUID(), randomUUID()];
  await sql`
    insert into vaults (id, project_id, region_id, user_id, name, capacity, object_type, protect_type)
    values (${vaultId}, ${projectId}, ${regionId}, ${userId}, 'of the owner', 10, 'server', 'backup')`.execute(
    db,
  );
  await sql`
    insert into servers (id, project_id, region_id, user_id, name, flavor_id, status, image_id, image_project_id, architecture, firmware, login, instance_id, mac)
    values (${serverId}, ${projectId}, ${regionId}, ${userId}, 'backed up', 's1.small', 'stopped', ${imageIds[0]}, ${projectId},
      'x86_64', 'bios', 'image', 'i', ${serverId})`.execute(db);
  for (const [index, imageId] of imageIds.entries()) {
    const backupId = randomUUID();
    await sql`
      insert into backups (id, project_id, region_id, user_id, vault_id, name, status, server_id, server_name, taken_at)
      values (${backupId}, ${projectId}, ${regionId}, ${userId}, ${vaultId}, 'backup', 'available', ${serverId}, 'backed up', now())`.execute(
      db,
    );
    for (const [slot, size] of (disks[index] ?? []).entries()) {
      await sql`
        insert into backup_disks (id, backup_id, slot, disk_id, name, size, volume_type)
        values (${randomUUID()}, ${backupId}, ${slot}, ${randomUUID()}, ${`disk ${slot}`}, ${size}, 'SSD')`.execute(
        db,
      );
    }
    await sql`update images set kind = 'server', backup_id = ${backupId} where id = ${imageId}`.execute(
      db,
    );
  }
}
