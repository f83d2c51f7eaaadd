import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import type { CatalogEntry } from './catalog.ts';
import { selectCatalog } from './queries.ts';

/** What the actor's scope may use: its project's region, every region for a domain or the system, nothing when unscoped. */
export async function readCatalog(
  context: Context,
  actor: Pick<Actor, 'scope'>,
): Promise<CatalogEntry[]> {
  if (actor.scope.kind === 'unscoped') return [];
  return selectCatalog(
    context.db,
    actor.scope.kind === 'project' ? actor.scope.project.regionId : null,
  );
}
