import { newUuid } from '../../lib/ids.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { availableEngine } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { holdProjects } from '../identity/projects/queries.ts';
import { operatorReadOf } from '../images/image-event.ts';
import { findUsableImage } from '../images/use-image.ts';
import { findBegun, type OnceInput } from '../jobs/once.ts';
import { startJobIn } from '../jobs/start-job.ts';
import type { DisksInput } from './disk-jobs.ts';
import { checkDiskDescription, checkDiskName, diskNames } from './disk-names.ts';
import type { VolumeType } from './disk.ts';
import { diskSizeFor, insertDisks } from './insert-disks.ts';
import { authorizeDisk } from './policy.ts';

export interface DiskOrder extends OnceInput {
  readonly name: string;
  readonly description?: string | undefined;
  /** Default 1. More than one are called `name-0001` and on. */
  readonly count?: number | undefined;
  /** GiB. Default: what the image needs. */
  readonly size?: number | undefined;
  readonly volumeType?: VolumeType | undefined;
  /** A data-disk image; none: they begin empty. */
  readonly imageId?: string | null | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

export interface DisksBegun {
  readonly jobId: string;
  /** In the order of their names. */
  readonly diskIds: readonly string[];
}

/**
 * Begins a job that makes data disks; they are there at once, `creating`. Faults: those of findUsableImage; forbidden (role), invalid (name, size,
 * number), quota, unavailable (engine).
 */
export async function createDisks(
  context: Context,
  actor: Actor,
  order: DiskOrder,
): Promise<DisksBegun> {
  const { id: projectId, regionId } = authorizeDisk(actor, 'disk.create');
  const { imageId = null, count = 1, description = '', volumeType = 'SSD', once } = order;
  checkDiskName(order.name);
  checkDiskDescription(description);
  checkCount(count, context.settings.disksPerBatch);
  await availableEngine(context);
  return await context.db.transaction().execute(async (tx) => {
    const earlier =
      once === undefined ? null : await findBegun(tx, projectId, 'create-disks', once);
    if (earlier !== null) {
      return { jobId: earlier.id, diskIds: (earlier.input as DisksInput).diskIds };
    }
    const source =
      imageId === null ? null : await findUsableImage(context, tx, actor, imageId, 'create-disk');
    // A project that is deleted at this moment must not leave disks behind.
    const held = await holdProjects(tx, [projectId]);
    if ((await held.rows()).length === 0) throw noProject(projectId);
    const size = diskSizeFor(context.settings, order.size, source);
    const names = diskNames(order.name, count);
    for (const name of names) checkDiskName(name);
    const diskIds = names.map(() => newUuid());
    const input: DisksInput = { diskIds, said: { names, size, volumeType }, once };
    const jobId = await startJobIn(tx, actor, 'create-disks', input);
    await insertDisks(
      context,
      tx,
      actor,
      { projectId, regionId, jobId },
      names.map((name, at) => ({
        id: diskIds[at] ?? newUuid(),
        name,
        description,
        kind: 'data',
        size,
        volumeType,
        source,
        metadata: order.metadata,
      })),
    );
    const operatorRead = source === null ? null : operatorReadOf(actor, source.image);
    if (operatorRead !== null) await recordEvent(tx, actor, operatorRead);
    return { jobId, diskIds };
  });
}

function checkCount(count: number, most: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= most) return;
  throw new Fault(
    'invalid',
    'disk.too-many-at-once',
    `1 to ${most} disks can be made in one call.`,
    { detail: { count, limit: most } },
  );
}

function noProject(projectId: string): Fault {
  return new Fault('invalid', 'project.not-found', `There is no project ${projectId}.`);
}
