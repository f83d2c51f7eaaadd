import type { DbOrTx } from '../../db/pool.ts';
import type { ServerPlan } from '../../drivers/engine/engine.ts';
import { selectDisksOfServers } from '../disks/queries.ts';
import { disksOf } from './built.ts';
import { selectFlavor } from './flavors/queries.ts';
import { seedOf } from './seed.ts';
import type { Server } from './server.ts';

/** Everything that a run of the server needs, as the rows say now. `systemDiskId`: another one than it has. */
export async function planOf(
  db: DbOrTx,
  server: Server,
  systemDiskId: string | null = null,
): Promise<ServerPlan> {
  const flavor = await selectFlavor(db, server.flavorId);
  if (flavor === undefined || server.sshPort === null) {
    throw new Error(`server ${server.id} has no flavor, or no port`);
  }
  const disks = disksOf(server, await selectDisksOfServers(db, [server.id]));
  return {
    id: server.id,
    vcpus: flavor.vcpus,
    memory: flavor.memory,
    architecture: server.architecture,
    firmware: server.firmware,
    disks: disks.map(({ id, slot }) => ({
      diskId: slot === 0 ? (systemDiskId ?? id) : id,
      slot: slot ?? 0,
    })),
    seed: seedOf(server),
    mac: server.mac,
    sshPort: server.sshPort,
  };
}
