// The part that new servers and others like one that there is have in common: all that is written before the engine is asked.
import { randomBytes } from 'node:crypto';
import type { Tx } from '../../db/pool.ts';
import type { EngineStatus } from '../../drivers/engine/engine.ts';
import { newUuid } from '../../lib/ids.ts';
import type { Actor, ProjectScope } from '../actor.ts';
import type { Context } from '../context.ts';
import { diskSizeFor, insertDisks, type NewDisk } from '../disks/insert-disks.ts';
import { recordEvents } from '../events/record-event.ts';
import { noSuchProject } from '../identity/projects/project.ts';
import { holdProjects } from '../identity/projects/queries.ts';
import { findUsableImage, type UsableImage } from '../images/use-image.ts';
import type { OnceInput } from '../jobs/once.ts';
import { startJobIn } from '../jobs/start-job.ts';
import { enforceServerQuotas } from './enforce-server-quotas.ts';
import { noSuchFlavor, refusalToFlavor } from './flavors/flavor.ts';
import { selectFlavor } from './flavors/queries.ts';
import type { KeptLogin } from './login.ts';
import type { ServerShape, ServersBegun } from './new-server.ts';
import { claimPorts, insertServers, selectKnownMacs } from './queries.ts';
import { noPort } from './run-server.ts';
import { serverEvent } from './server-event.ts';
import { checkOffered, systemNeedsOf } from './system-needs.ts';

export interface ServerOrder extends ServerShape, OnceInput {
  readonly names: readonly string[];
  readonly login: KeptLogin;
}

/** What the job that builds servers is asked for. */
export interface BuildInput extends OnceInput {
  readonly serverIds: readonly string[];
}

/**
 * Writes servers and their disks down, as `building`, with the job that builds them. Faults: invalid (flavor, sizes), those of the images' use,
 * unsupported (architecture, firmware), quota, unavailable (no port).
 */
export async function beginServers(
  context: Context,
  tx: Tx,
  actor: Actor,
  project: ProjectScope,
  engine: EngineStatus,
  order: ServerOrder,
): Promise<ServersBegun> {
  const { names, dataDisks = [] } = order;
  // A project that is deleted at this moment must not leave servers behind.
  const held = await holdProjects(tx, [project.id]);
  if ((await held.rows()).length === 0) throw noSuchProject(project.id);
  const flavor = await selectFlavor(tx, order.flavorId);
  if (flavor === undefined) throw noSuchFlavor(order.flavorId);
  const images = await findImages(context, tx, actor, order);
  const system = imageIn(images, order.imageId);
  const refusal = refusalToFlavor(flavor, system.image.minRam);
  if (refusal !== null) throw refusal;
  const needs = systemNeedsOf(system.image);
  checkOffered(engine, system.image.id, needs);

  const serverIds = names.map(() => newUuid());
  const input: BuildInput = { serverIds, once: order.once };
  const jobId = await startJobIn(tx, actor, 'create-servers', input);
  const ports = await claimPorts(tx, context.settings.sshPorts, names.length, []);
  if (ports.length < names.length) throw noPort();
  const macs = await newMacs(tx, names.length);
  const servers = await insertServers(
    tx,
    names.map((name, at) => ({
      id: serverIds[at] ?? '',
      project_id: project.id,
      region_id: project.regionId,
      user_id: actor.userId,
      name,
      description: order.description ?? '',
      flavor_id: flavor.id,
      job_id: jobId,
      image_id: system.image.id,
      image_name: system.image.name,
      image_project_id: system.image.owner,
      ...needs,
      ...loginColumns(order.login),
      user_data: order.userData ?? null,
      instance_id: newUuid(),
      mac: macs[at] ?? '',
      ssh_port: ports[at] ?? 0,
      metadata: JSON.stringify(order.metadata ?? {}),
    })),
  );
  await enforceServerQuotas(context, tx, project.id);
  const sizes = dataDisks.map(({ size, imageId }) =>
    diskSizeFor(context.settings, size, imageId ? imageIn(images, imageId) : null),
  );
  const systemSize = diskSizeFor(context.settings, order.diskSize, system);
  const disks = names.flatMap((name, at): NewDisk[] => {
    const serverId = serverIds[at] ?? '';
    return [
      {
        name: `${name}-system`,
        kind: 'system',
        size: systemSize,
        volumeType: order.rootVolumeType,
        source: system,
        place: { serverId, slot: 0 },
      },
      ...dataDisks.map((disk, index): NewDisk => ({
        name: disk.name ?? `${name}-data-${index + 1}`,
        kind: 'data',
        size: sizes[index] ?? 0,
        volumeType: disk.volumeType,
        source: disk.imageId ? imageIn(images, disk.imageId) : null,
        place: { serverId, slot: index + 1 },
        deleteWithServer: disk.deleteWithServer ?? false,
      })),
    ];
  });
  await insertDisks(
    context,
    tx,
    actor,
    { projectId: project.id, regionId: project.regionId, jobId },
    disks,
  );
  await recordEvents(
    tx,
    actor,
    servers.map((server) => serverEvent('server.create', null, server)),
  );
  return { jobId, serverIds };
}

/** A login as columns of a row. */
export function loginColumns({ login, keyName, publicKey, passwordHash }: KeptLogin) {
  return { login, key_name: keyName, public_key: publicKey, password_hash: passwordHash };
}

type Images = ReadonlyMap<string, UsableImage>;

/** All images, held until the transaction ends. In the order of their ids, so that two that hold several cannot wait for each other. */
async function findImages(
  context: Context,
  tx: Tx,
  actor: Actor,
  { imageId, dataDisks = [] }: ServerOrder,
): Promise<Images> {
  const ofDisks = new Set(dataDisks.flatMap((disk) => disk.imageId ?? []));
  const found = new Map<string, UsableImage>();
  for (const id of [...new Set([imageId, ...ofDisks])].toSorted()) {
    if (ofDisks.has(id)) {
      found.set(id, await findUsableImage(context, tx, actor, id, 'create-disk'));
    }
    if (id === imageId) {
      found.set(id, await findUsableImage(context, tx, actor, id, 'create-server'));
    }
  }
  return found;
}

function imageIn(images: Images, id: string): UsableImage {
  const image = images.get(id);
  if (image === undefined) throw new Error(`image ${id} was not looked up`);
  return image;
}

/** Addresses that no server has, or had, of those that QEMU's guests have. */
async function newMacs(tx: Tx, count: number): Promise<string[]> {
  const macs = new Set<string>();
  while (macs.size < count) {
    while (macs.size < count) macs.add(newMac());
    for (const known of await selectKnownMacs(tx, [...macs])) macs.delete(known);
  }
  return [...macs];
}

function newMac(): string {
  return ['52', '54', '00', ...(randomBytes(3).toString('hex').match(/../g) ?? [])].join(':');
}
