// Disks with all that a person wants to see at a glance: which server has them, what they were made from, what is done to them, what can be done.
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { ProjectNames } from '../identity/projects/project-names.ts';
import type { ProjectName } from '../identity/projects/project.ts';
import type { SeenImage } from '../images/image.ts';
import { selectSeenImages } from '../images/queries.ts';
import { refusalToUse } from '../images/use-image.ts';
import type { Job } from '../jobs/job.ts';
import { selectJobs } from '../jobs/queries.ts';
import { deviceOf, diskActs, refusalToDisk, type Disk, type DiskAct } from './disk.ts';
import { mayWithDisk } from './policy.ts';
import { selectServerNames } from './queries.ts';

export interface DiskView {
  readonly disk: Disk;
  readonly serverName: string | null;
  /** Where Linux guests find it; null: attached to nothing. */
  readonly device: string | null;
  /** `usable`: another one like it could be made. */
  readonly source: {
    readonly imageId: string;
    readonly name: string | null;
    readonly owner: ProjectName;
    readonly usable: boolean;
  } | null;
  /** What is being done to it, or was done last; null: forgotten. */
  readonly job: Job | null;
  /** True, or the code of the fault that the act would end with. */
  readonly can: Readonly<Record<DiskAct, true | string>>;
}

/** In the order given; all are of the actor's project. */
export async function viewDisks(
  context: Context,
  actor: Actor,
  disks: readonly Disk[],
): Promise<DiskView[]> {
  const { db } = context;
  const given = <T>(values: readonly (T | null | undefined)[]): T[] => [
    ...new Set(values.filter((value) => value !== null && value !== undefined)),
  ];
  const [jobs, serverNames, images, owners] = await Promise.all([
    selectJobs(db, given(disks.map(({ jobId }) => jobId))),
    selectServerNames(db, given(disks.map(({ serverId }) => serverId))),
    selectSeenImages(db, given(disks.map(({ source }) => source?.imageId)), projectIdOf(actor)),
    ProjectNames.of(db, given(disks.map(({ source }) => source?.projectId))),
  ]);
  const imagesById = new Map(images.map((image) => [image.id, image]));
  return disks.map((disk) => ({
    disk,
    serverName: disk.serverId === null ? null : (serverNames.get(disk.serverId) ?? null),
    device: disk.slot === null ? null : deviceOf(disk.slot),
    source: disk.source && {
      imageId: disk.source.imageId,
      name: disk.source.name,
      owner: owners.get(disk.source.projectId),
      usable: isUsable(context, actor, disk, imagesById.get(disk.source.imageId)),
    },
    job: disk.jobId === null ? null : (jobs.get(disk.jobId) ?? null),
    can: abilitiesOf(context, actor, disk),
  }));
}

/** As viewDisks, one. */
export async function viewDisk(context: Context, actor: Actor, disk: Disk): Promise<DiskView> {
  const [view] = await viewDisks(context, actor, [disk]);
  if (view === undefined) throw new Error('a disk has no view');
  return view;
}

function isUsable(
  context: Context,
  actor: Actor,
  { kind }: Disk,
  image: SeenImage | undefined,
): boolean {
  const use = kind === 'data' ? 'create-disk' : 'create-server';
  return image !== undefined && refusalToUse(context, actor, image, use) === null;
}

function abilitiesOf({ engine }: Context, actor: Actor, disk: Disk): DiskView['can'] {
  const ability = (act: DiskAct): true | string => {
    if (!mayWithDisk(actor, `disk.${act}`)) return 'disk.forbidden';
    const refusal = refusalToDisk(disk, act);
    if (refusal !== null) return refusal.code;
    return act === 'update' || engine !== null ? true : 'engine.unavailable';
  };
  return Object.fromEntries(diskActs.map((act) => [act, ability(act)])) as DiskView['can'];
}
