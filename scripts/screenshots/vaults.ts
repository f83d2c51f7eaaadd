// The vaults and full-server images of the pictures' world. No server of such a size has been backed up: the backups are rows, as they would stand after it.
import { randomUUID } from 'node:crypto';
import { queryDatabaseOf } from '../../test/contract/support/embedded-database.ts';
import type { Person } from './person.ts';

export interface Vaults {
  /** Of the recipient; the owner's image lies in it. */
  readonly vaultId: string;
  /** The owner's full-server image. */
  readonly imageId: string;
}

/** GiB of the system disk and the data disk, and bytes stored of each. */
interface PicturedServer {
  readonly name: string;
  readonly disks: readonly (readonly [name: string, size: number, stored: number])[];
}

const gibibyte = 2 ** 30;

const shop: PicturedServer = {
  name: 'shop-server',
  disks: [
    ['shop-system', 40, 3.4 * gibibyte],
    ['shop-orders', 40, 8.9 * gibibyte],
  ],
};

const billing: PicturedServer = {
  name: 'billing-server',
  disks: [
    ['billing-system', 40, 2.8 * gibibyte],
    ['billing-ledger', 100, 21.6 * gibibyte],
  ],
};

/** Gives the owner two full-server images, of which the recipient accepts one and rejects the other, and the recipient vaults of all kinds. */
export async function makeVaults(data: string, owner: Person, recipient: Person): Promise<Vaults> {
  const { id: ownersVault } = await makeVault(owner, 'backups', 200);
  const ids: string[] = [];
  for (const server of [shop, billing]) {
    const id = await owner.makeImage({
      name: server.name,
      format: 'qcow2',
      os: ['linux', 'ubuntu', '22.04'],
      size: [1, 40],
    });
    await queryDatabaseOf(data, backedUp(id, server, ownersVault, owner));
    ids.push(id);
  }
  const [imageId = '', rejectedId = ''] = ids;
  await owner.share(ids, [recipient.projectId]);
  await makeVault(recipient, 'archive', 100, { protectType: 'replication' });
  const { id: locked } = await makeVault(recipient, 'audit-2025', 500);
  const path = `/projects/${recipient.projectId}/vaults/${locked}`;
  await recipient.ask('PATCH', path, { locked: true });
  const { id: vaultId } = await makeVault(recipient, 'production', 200);
  await makeVault(recipient, 'test', 300);
  await recipient.ask('POST', `/projects/${recipient.projectId}/answers`, {
    imageIds: [imageId],
    answer: 'accepted',
    vaultId,
  });
  await recipient.answer([rejectedId], 'rejected');
  return { vaultId, imageId };
}

async function makeVault(
  by: Person,
  name: string,
  capacity: number,
  more: object = {},
): Promise<{ id: string }> {
  const made = await by.ask('POST', `/projects/${by.projectId}/vaults`, {
    name,
    capacity,
    ...more,
  });
  return { id: String(made['id']) };
}

/** As a backup of the server would leave the image. */
function backedUp(
  imageId: string,
  { name, disks }: PicturedServer,
  vaultId: string,
  { projectId }: Person,
): string {
  const [backup, server] = [randomUUID(), randomUUID()];
  const stored = disks.reduce((sum, [, , bytes]) => sum + bytes, 0);
  const rows = disks.map(
    ([disk, size, bytes], slot) =>
      `(gen_random_uuid(), '${backup}', ${slot}, gen_random_uuid(), '${disk}', ${size}, 'SSD', ${Math.round(bytes)})`,
  );
  const ofServer = name.replace('-server', '');
  return `
    insert into servers (id, project_id, region_id, user_id, name, flavor_id, status, image_id, image_project_id, architecture, firmware, login, instance_id, mac, deleted_at)
      select '${server}', owner, region_id, 'pictures', '${ofServer}', 's1.small', 'deleted', id, owner, 'x86_64', 'bios', 'image', 'pictures', '${server}', now()
      from images where id = '${imageId}';
    insert into backups (id, project_id, region_id, user_id, vault_id, name, status, server_id, server_name, created_at, taken_at)
      select '${backup}', '${projectId}', region_id, 'pictures', '${vaultId}', '${name}', 'available', '${server}', '${ofServer}',
        now() - interval '9 days 3 hours', now() - interval '9 days 3 hours'
      from images where id = '${imageId}';
    insert into backup_disks (id, backup_id, slot, disk_id, name, size, volume_type, stored) values ${rows.join(', ')};
    insert into vault_claims (id, vault_id, mib, stored, backup_id)
      values (gen_random_uuid(), '${vaultId}', ${Math.ceil(stored / 2 ** 20)}, true, '${backup}');
    update images set kind = 'server', backup_id = '${backup}', size = ${Math.round(stored)}, virtual_size = 40 * 2^30 where id = '${imageId}'`;
}
