// What a server has of disks decides what can be done with it: one that could not be built has none.
import type { Disk } from '../disks/disk.ts';
import { Fault } from '../fault.ts';
import { refusalToServer, type Server, type ServerAct } from './server.ts';

/** The disks that a server has, by slot; not those that are only being made for it. */
export function disksOf(server: Pick<Server, 'id'>, disks: readonly Disk[]): Disk[] {
  return disks.filter(({ serverId, slot }) => serverId === server.id && slot !== null);
}

/** The disk that it starts from; undefined: it could not be built. */
export function systemDiskOf(server: Pick<Server, 'id'>, disks: readonly Disk[]): Disk | undefined {
  return disks.find(({ serverId, slot }) => serverId === server.id && slot === 0);
}

const withoutSystem: ReadonlySet<ServerAct> = new Set(['delete', 'update']);
const whileCopied: ReadonlySet<ServerAct> = new Set(['update', 'console']);

/** Why the act cannot begin because of how the server and its disks are, whoever asks; null: it can. */
export function refusalToAct(
  server: Pick<Server, 'id' | 'status' | 'task'>,
  disks: readonly Disk[],
  act: ServerAct,
): Fault | null {
  const refusal = refusalToServer(server, act);
  if (refusal !== null) return refusal;
  const copied = disksOf(server, disks).find(({ status }) => status === 'capturing');
  if (copied !== undefined && !whileCopied.has(act)) {
    return new Fault(
      'conflict',
      'server.disk-busy',
      `Disk ${copied.id} of server ${server.id} is being copied: wait until that has ended.`,
      { detail: { serverId: server.id, diskId: copied.id } },
    );
  }
  if (withoutSystem.has(act) || systemDiskOf(server, disks) !== undefined) return null;
  return new Fault(
    'conflict',
    'server.never-built',
    `Server ${server.id} could not be built: it can only be deleted.`,
    { detail: { serverId: server.id } },
  );
}
