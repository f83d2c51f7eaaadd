import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { selectDisksOfServers } from '../disks/queries.ts';
import { availableEngine } from '../engine-fault.ts';
import { selectSeenImages } from '../images/queries.ts';
import { beginServers, type ServerOrder } from './begin-servers.ts';
import { disksOf } from './built.ts';
import { findServer } from './find-server.ts';
import { keepLogin, type NewLogin } from './login.ts';
import { checkNewServers, type ServersBegun } from './new-server.ts';
import { authorizeServers } from './policy.ts';
import { namesOf } from './server-names.ts';

export interface MoreServers {
  readonly name: string;
  readonly count?: number | undefined;
  /** Default: as that of the server that they are like. */
  readonly login?: NewLogin | undefined;
}

/**
 * Begins to make servers of the same image, flavor and disks as one that there is; data disks begin as that one's began. Faults: as createServers;
 * gone once an image of it cannot be used any more.
 */
export async function createSameServers(
  context: Context,
  actor: Actor,
  serverId: string,
  { name, count = 1, login }: MoreServers,
): Promise<ServersBegun> {
  const project = authorizeServers(actor, 'server.create');
  const server = await findServer(context.db, actor, serverId, 'server.create');
  const engine = await availableEngine(context);
  const status = await engine.status();
  const disks = disksOf(server, await selectDisksOfServers(context.db, [server.id]));
  const system = disks.find(({ slot }) => slot === 0);
  const sources = disks.flatMap(({ source }) => source?.imageId ?? []);
  const images = await selectSeenImages(context.db, sources, project.id);
  const whole = new Set(images.flatMap(({ id, kind }) => (kind === 'server' ? [id] : [])));
  const order: ServerOrder = {
    names: namesOf(name, count),
    description: server.description,
    flavorId: server.flavorId,
    imageId: server.source.imageId,
    diskSize: system?.size,
    rootVolumeType: system?.volumeType,
    systemAlone: true,
    dataDisks: disks
      .filter(({ slot }) => slot !== 0)
      .map(({ size, source, base, volumeType, deleteWithServer }) => ({
        size,
        imageId: source?.imageId ?? null,
        part: source !== null && whole.has(source.imageId) ? base?.digest : undefined,
        volumeType,
        deleteWithServer,
      })),
    userData: server.userData,
    metadata: server.metadata,
    login: login === undefined ? server : await keepLogin(context.db, project.id, login),
  };
  checkNewServers(context.settings, order.names, order);
  return await context.db
    .transaction()
    .execute(async (tx) => await beginServers(context, tx, actor, project, status, order));
}
