// The part that new servers and others like one that there is have in common: all that is written before the engine is asked.
import { randomBytes } from 'node:crypto';
import type { Tx } from '../../db/pool.ts';
import type { EngineStatus } from '../../drivers/engine/engine.ts';
import { newUuid } from '../../lib/ids.ts';
import type { Actor, ProjectScope } from '../actor.ts';
import type { Context } from '../context.ts';
import { volumeTypes, type VolumeType } from '../disks/disk.ts';
import { diskSizeFor, insertDisks, type DiskOrigin, type NewDisk } from '../disks/insert-disks.ts';
import { recordEvents } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { noSuchProject } from '../identity/projects/project.ts';
import { holdProjects } from '../identity/projects/queries.ts';
import type { Image } from '../images/image.ts';
import { findUsableImage, type ImageUse, type UsableImage } from '../images/use-image.ts';
import type { OnceInput } from '../jobs/once.ts';
import { startJobIn } from '../jobs/start-job.ts';
import { enforceServerQuotas } from './enforce-server-quotas.ts';
import { noSuchFlavor, refusalToFlavor } from './flavors/flavor.ts';
import { selectFlavor } from './flavors/queries.ts';
import type { KeptLogin } from './login.ts';
import {
  tooManyDisks,
  type NewServerDisk,
  type ServerShape,
  type ServersBegun,
} from './new-server.ts';
import { claimPorts, insertServers, selectKnownMacs } from './queries.ts';
import { noPort } from './run-server.ts';
import { serverEvent } from './server-event.ts';
import { checkOffered, systemNeedsOf, type SystemNeeds } from './system-needs.ts';

export interface ServerOrder extends ServerShape, OnceInput {
  readonly names: readonly string[];
  readonly login: KeptLogin;
  readonly dataDisks?: readonly OrderedDisk[] | undefined;
  /** Of a full-server image only the system disk: the data disks are all in `dataDisks`. */
  readonly systemAlone?: boolean;
  /** In place of the image, which only says what its system is from: a backup. */
  readonly backup?: ServerOrigin;
}

export interface OrderedDisk extends NewServerDisk {
  /** `imageId` is of a full server: the bytes that this disk of it has. One that it has not is empty. */
  readonly part?: string | undefined;
}

/** What servers are made of. */
export interface ServerOrigin {
  readonly image: Pick<Image, 'id' | 'name' | 'owner'>;
  readonly needs: SystemNeeds;
  /** MB. */
  readonly minRam: number;
  readonly system: DiskOrigin;
  /** The data disks that come with it, in their order. */
  readonly dataDisks: readonly OriginDisk[];
}

export interface OriginDisk extends DiskOrigin {
  readonly volumeType: VolumeType;
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
  const { names } = order;
  // A project that is deleted at this moment must not leave servers behind.
  const held = await holdProjects(tx, [project.id]);
  if ((await held.rows()).length === 0) throw noSuchProject(project.id);
  const flavor = await selectFlavor(tx, order.flavorId);
  if (flavor === undefined) throw noSuchFlavor(order.flavorId);
  const images = await findImages(context, tx, actor, order);
  const origin = order.backup ?? originOf(imageIn(images, order.imageId));
  const { image, needs, system } = origin;
  const refusal = refusalToFlavor(flavor, origin.minRam);
  if (refusal !== null) throw refusal;
  checkOffered(engine, image.id, needs);
  const dataDisks = dataDisksOf(context, order, origin, images);

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
      image_id: image.id,
      image_name: image.name,
      image_project_id: image.owner,
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
        size: diskSizeFor(context.settings, disk.size, disk.origin),
        volumeType: disk.volumeType,
        source: disk.origin,
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

/** What an image that can be used makes of a server. Faults: unsupported (architecture, firmware). */
function originOf(usable: UsableImage): ServerOrigin {
  const { image } = usable;
  return {
    image,
    needs: systemNeedsOf(image),
    minRam: image.minRam,
    system: usable,
    dataDisks: usable.dataDisks.map(({ base, size, volumeType }) => ({
      image,
      base,
      leastSize: size,
      volumeType: volumeTypes.find((each) => each === volumeType) ?? 'SSD',
    })),
  };
}

interface WantedDisk extends Omit<NewServerDisk, 'imageId'> {
  readonly origin: DiskOrigin | null;
}

/** First those of the origin, each as the order has the disk at its place, then the others of the order. Faults: invalid, quota. */
function dataDisksOf(
  { settings }: Pick<Context, 'settings'>,
  { dataDisks: asked = [], systemAlone = false }: ServerOrder,
  origin: ServerOrigin,
  images: Images,
): WantedDisk[] {
  const own = systemAlone ? [] : origin.dataDisks;
  const taken = own.map((part, at): WantedDisk => {
    const { imageId = null, ...wanted } = asked[at] ?? {};
    if (imageId !== null) throw diskOfImage(at + 1);
    return { ...wanted, volumeType: wanted.volumeType ?? part.volumeType, origin: part };
  });
  const others = asked.slice(own.length).map(({ imageId, part, ...wanted }): WantedDisk => {
    const usable = imageId ? imageIn(images, imageId) : null;
    return { ...wanted, origin: part === undefined ? usable : partOf(usable, part) };
  });
  const all = [...taken, ...others];
  if (all.length > settings.disksPerServer) throw tooManyDisks(settings.disksPerServer);
  return all;
}

function partOf(usable: UsableImage | null, digest: string): DiskOrigin | null {
  const found = usable?.dataDisks.find(({ base }) => base.digest === digest);
  if (usable === null || found === undefined) return null;
  return { image: usable.image, base: found.base, leastSize: found.size };
}

function diskOfImage(place: number): Fault {
  return new Fault(
    'invalid',
    'server.disk-of-image',
    `Data disk ${place} comes with the full-server image: it cannot be of another image.`,
    { detail: { place } },
  );
}

type Images = ReadonlyMap<string, UsableImage>;

/** All images, held until the transaction ends. In the order of their ids, so that two that hold several cannot wait for each other. */
async function findImages(
  context: Context,
  tx: Tx,
  actor: Actor,
  { imageId, dataDisks = [], backup }: ServerOrder,
): Promise<Images> {
  const uses = dataDisks.flatMap(({ imageId: id, part }): [string, ImageUse][] =>
    id ? [[id, part === undefined ? 'create-disk' : 'create-server']] : [],
  );
  if (backup === undefined) uses.push([imageId, 'create-server']);
  const found = new Map<string, UsableImage>();
  for (const [id, use] of uses.toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    found.set(id, await findUsableImage(context, tx, actor, id, use));
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
