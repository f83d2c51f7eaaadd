// The disks of the actor's project.
import type { Page, Slice } from '../../lib/newest-first.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { findDisk } from './find-disk.ts';
import { countDisks as countRows, selectDiskPage, type DiskFilters } from './list-queries.ts';
import { authorizeDisk } from './policy.ts';
import { viewDisk, viewDisks, type DiskView } from './view-disks.ts';

/** One page, newest first, and where it ended, null when it was the last. Faults: forbidden. */
export async function listDisks(
  context: Context,
  actor: Actor,
  query: DiskFilters & Slice,
): Promise<Page<DiskView>> {
  const { id: projectId } = authorizeDisk(actor, 'disk.list');
  const { items, next } = await selectDiskPage(context.db, projectId, query);
  return { items: await viewDisks(context, actor, items), next };
}

/** How many disks a list without end would have. Faults: forbidden. */
export async function countDisks(
  context: Context,
  actor: Actor,
  filters: DiskFilters,
): Promise<number> {
  const { id: projectId } = authorizeDisk(actor, 'disk.list');
  return await countRows(context.db, projectId, filters);
}

/** Faults: forbidden, notFound. */
export async function showDisk(context: Context, actor: Actor, diskId: string): Promise<DiskView> {
  return await viewDisk(context, actor, await findDisk(context.db, actor, diskId, 'disk.show'));
}
