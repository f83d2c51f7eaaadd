// A thousand full-server images accepted in one call into a vault with just the room for them.
import { join } from 'node:path';
import { queryDatabaseOf } from '../../test/contract/support/embedded-database.ts';
import { carryOut } from '../accepts/carry-out.ts';
import { startAccord } from '../speed/accord-cloud.ts';
import { ask, listIds, type Side } from '../speed/side.ts';

/** The most that one call takes. */
export const offers = 1000;
/** GiB that each image needs: two disks of as much each. */
export const imageSize = 80;
export const rounds = 3;
/** Returns the seconds that each round's acceptance took, until its job had ended. */
export async function measureFullServerAccepts(
  folder: string,
  log: (line: string) => void,
): Promise<readonly number[]> {
  const cloud = await startAccord(folder);
  try {
    log(`Making ${offers} full-server images.`);
    await cloud.seed(offers, 0);
    const [side] = cloud.sides;
    if (side === undefined) throw new Error('there is nothing to ask');
    const offered = await listIds(side, side.member, 'visibility=shared&member_status=all');
    const pairs = { images: offered, projects: [side.member.projectId] };
    // The first start has offered one of them.
    await carryOut(side, side.owner, 'DELETE', pairs);
    await makeFullServers(join(folder, 'accord'), side.owner.projectId);
    return await measureAll(side, log);
  } finally {
    await cloud.stop();
  }
}

async function measureAll(side: Side, log: (line: string) => void): Promise<readonly number[]> {
  const { owner, member } = side;
  const images = await listIds(side, owner, `limit=${offers}`);
  const vaultId = await makeVault(side);
  const pairs = { images, projects: [member.projectId] };
  const answer = { images, project_id: member.projectId, status: 'accepted', vault_id: vaultId };
  const seconds: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    log(`Accepting all of them, round ${round} of ${rounds}.`);
    await carryOut(side, owner, 'POST', pairs);
    const began = performance.now();
    await carryOut(side, member, 'PUT', answer);
    seconds.push((performance.now() - began) / 1000);
    await checkRoom(side, vaultId, offers * imageSize);
    await carryOut(side, owner, 'DELETE', pairs);
    await checkRoom(side, vaultId, 0);
  }
  return seconds;
}

/** With room for all of them and for nothing more. */
async function makeVault(side: Side): Promise<string> {
  const { member } = side;
  const billing = {
    object_type: 'server',
    protect_type: 'backup',
    size: offers * imageSize,
  };
  const body = { vault: { name: 'bench', billing, resources: [] } };
  const path = `/v3/${member.projectId}/vaults`;
  const { json } = await ask(side, member, 200, 'POST', path, body);
  const { id } = (json as { vault: { id: string } } | null)?.vault ?? {};
  if (id === undefined) throw new Error('there is no vault');
  return id;
}

/** @param gigabytes that must be taken */
async function checkRoom(side: Side, vaultId: string, gigabytes: number): Promise<void> {
  const { member } = side;
  const path = `/v3/${member.projectId}/vaults/${vaultId}`;
  const { json } = await ask(side, member, 200, 'GET', path);
  const { vault } = (json as { vault?: { billing: { used: number } } }) ?? {};
  const used = vault?.billing.used;
  if (used !== gigabytes * 1024) throw new Error(`${used} MB are taken of the vault`);
}

/** Sees to it that a backup of a server with two disks stands behind each of the owner's images. */
async function makeFullServers(data: string, owner: string): Promise<void> {
  const size = imageSize / 2;
  await queryDatabaseOf(
    data,
    `do $do$
    declare
      vault uuid := gen_random_uuid();
      server uuid := gen_random_uuid();
      first images := (select i from images i where owner = '${owner}' and status = 'active' limit 1);
    begin
      insert into vaults (id, project_id, region_id, user_id, name, capacity, object_type, protect_type)
        values (vault, '${owner}', first.region_id, 'bench', 'bench', 10, 'server', 'backup');
      insert into servers (id, project_id, region_id, user_id, name, flavor_id, status, image_id, image_project_id, architecture, firmware, login, instance_id, mac)
        values (server, '${owner}', first.region_id, 'bench', 'bench', 's1.small', 'stopped', first.id, '${owner}', 'x86_64', 'bios', 'image', 'bench', 'bench');
      create temporary table made as
        select id as image, gen_random_uuid() as backup from images where owner = '${owner}' and status = 'active';
      insert into backups (id, project_id, region_id, user_id, vault_id, name, status, server_id, server_name, taken_at)
        select backup, '${owner}', first.region_id, 'bench', vault, 'bench', 'available', server, 'bench', now() from made;
      insert into backup_disks (id, backup_id, slot, disk_id, name, size, volume_type)
        select gen_random_uuid(), backup, slot, gen_random_uuid(), 'bench', ${size}, 'SSD' from made cross join generate_series(0, 1) slot;
      update images set kind = 'server', backup_id = backup from made where images.id = image;
    end
    $do$`,
  );
  await queryDatabaseOf(data, 'vacuum analyze');
}
