// The disks of the actor's project.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { findDisk } from './find-disk.ts';
import {
  countDisks as countRows,
  selectDiskPage,
  type DiskCursor,
  type DiskFilters,
} from './list-queries.ts';
import { authorizeDisk } from './policy.ts';
import { viewDisk, viewDisks, type DiskView } from './view-disks.ts';

export interface DiskListQuery extends DiskFilters {
  /** Disks at most. */
  readonly limit: number;
  readonly cursor: DiskCursor | null;
  /** How many to leave out first, for clients that count pages. */
  readonly offset?: number | undefined;
}

/** One page, newest first, and where it ended, null when it was the last. Faults: forbidden. */
export async function listDisks(
  context: Context,
  actor: Actor,
  query: DiskListQuery,
): Promise<{ items: DiskView[]; next: DiskCursor | null }> {
  const { id: projectId } = authorizeDisk(actor, 'disk.list');
  const found = await selectDiskPage(context.db, projectId, { ...query, limit: query.limit + 1 });
  const page = found.slice(0, query.limit);
  const last = found.length > query.limit ? page.at(-1) : undefined;
  return {
    items: await viewDisks(context, actor, page),
    next: last === undefined ? null : [last.createdAt, last.id],
  };
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
