import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { authorizeIdentity, mayIdentity } from '../policy.ts';
import { noSuchLimit, type Limit } from './limit.ts';
import { selectLimits, type LimitFilter } from './queries.ts';

/** An operator's list is of all limits; anybody else's of its token's project, or of its token's account and that account's projects. */
export async function listLimits(
  context: Context,
  actor: Actor | null,
  filter: Omit<LimitFilter, 'within'> = {},
): Promise<Limit[]> {
  if (actor === null || mayIdentity(actor, 'limit.read', 'other')) {
    return selectLimits(context.db, filter);
  }
  authorizeIdentity(actor, 'limit.read', 'self');
  const within = ownOf(actor);
  return within === undefined ? [] : selectLimits(context.db, { ...filter, within });
}

/** Throws `notFound`; to whoever is no operator, every limit that is not its own is `forbidden`. */
export async function showLimit(context: Context, actor: Actor | null, id: string): Promise<Limit> {
  const [limit] = await listLimits(context, actor, { id });
  if (limit !== undefined) return limit;
  authorizeIdentity(actor, 'limit.read', 'other');
  throw noSuchLimit(id);
}

function ownOf({ scope }: Actor): LimitFilter['within'] {
  if (scope.kind === 'project') return { projectId: scope.project.id };
  return scope.kind === 'domain' ? { domainId: scope.domainId } : undefined;
}
