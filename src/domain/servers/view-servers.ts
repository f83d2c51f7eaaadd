// Servers with all that a person wants to see at a glance: what they are made of, what is being done to them, and what can be done.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import type { Disk } from '../disks/disk.ts';
import { selectDisksOfServers } from '../disks/queries.ts';
import type { ProjectName } from '../identity/projects/project.ts';
import { ProjectNames } from '../identity/projects/project-names.ts';
import type { SeenImage } from '../images/image.ts';
import { selectSeenImages } from '../images/queries.ts';
import { refusalToUse } from '../images/use-image.ts';
import type { Job } from '../jobs/job.ts';
import { selectJobs } from '../jobs/queries.ts';
import { disksOf, refusalToAct } from './built.ts';
import type { Flavor } from './flavors/flavor.ts';
import { selectFlavors } from './flavors/queries.ts';
import { refusalOfServers } from './policy.ts';
import { selectOsFacts, type OsFacts } from './queries.ts';
import { serverActs, type Server, type ServerAct } from './server.ts';

/** The acts, and making others like it. */
export type ServerAbility = ServerAct | 'same';

export interface ServerView {
  readonly server: Server;
  readonly flavor: Flavor;
  /** The image that its system is from; `usable`: more can be made of it. */
  readonly image: OsFacts & {
    readonly imageId: string;
    readonly name: string | null;
    readonly owner: ProjectName;
    readonly usable: boolean;
  };
  /** By slot. */
  readonly disks: readonly Disk[];
  /** What is being done to it, or was done last; null: that is forgotten. */
  readonly job: Job | null;
  /** True, or the code of the fault that the act would end with. */
  readonly can: Readonly<Record<ServerAbility, true | string>>;
}

/** In the order given. The actor may see all of them. */
export async function viewServers(
  context: Context,
  actor: Actor,
  servers: readonly Server[],
): Promise<ServerView[]> {
  if (servers.length === 0) return [];
  const { db } = context;
  const imageIds = [...new Set(servers.map(({ source }) => source.imageId))];
  const [disks, flavors, images, facts, names, jobs] = await Promise.all([
    selectDisksOfServers(
      db,
      servers.map(({ id }) => id),
    ),
    selectFlavors(db),
    selectSeenImages(db, imageIds, servers[0]?.projectId ?? null),
    selectOsFacts(db, imageIds),
    ProjectNames.of(
      db,
      servers.map(({ source }) => source.projectId),
    ),
    selectJobs(
      db,
      servers.flatMap(({ jobId }) => jobId ?? []),
    ),
  ]);
  const imageOf = new Map(images.map((image) => [image.id, image]));
  const flavorOf = new Map(flavors.map((flavor) => [flavor.id, flavor]));
  return servers.map((server) => {
    const { imageId, name, projectId } = server.source;
    const flavor = flavorOf.get(server.flavorId);
    if (flavor === undefined) throw new Error(`server ${server.id} has no flavor`);
    const own = disksOf(server, disks);
    const refusal = refusalToImage(context, actor, imageOf.get(imageId));
    return {
      server,
      flavor,
      image: {
        imageId,
        name,
        owner: names.get(projectId),
        usable: refusal === null,
        ...(facts.get(imageId) ?? { osType: null, osDistro: null, osVersion: null }),
      },
      disks: own,
      job: server.jobId === null ? null : (jobs.get(server.jobId) ?? null),
      can: abilitiesOf(actor, server, own, refusal),
    };
  });
}

/** The code of the fault that using the image once more would end with. */
function refusalToImage(
  context: Context,
  actor: Actor,
  image: SeenImage | undefined,
): string | null {
  const code = image === undefined ? 'image.not-found' : codeOf(context, actor, image);
  // The project has a server of it, so it was there.
  return code === 'image.not-found' ? 'image.withdrawn' : code;
}

function codeOf(context: Context, actor: Actor, image: SeenImage): string | null {
  return refusalToUse(context, actor, image, 'create-server')?.code ?? null;
}

function abilitiesOf(
  actor: Actor,
  server: Server,
  disks: readonly Disk[],
  imageRefusal: string | null,
): ServerView['can'] {
  const ofActs = serverActs.map((act): [ServerAbility, true | string] => {
    const refusal =
      refusalOfServers(actor, `server.${act}`)?.code ?? refusalToAct(server, disks, act)?.code;
    return [act, refusal ?? (act === 'reinstall' ? imageRefusal : null) ?? true];
  });
  const same = refusalOfServers(actor, 'server.create')?.code ?? imageRefusal ?? true;
  return Object.fromEntries([...ofActs, ['same', same]]) as ServerView['can'];
}
