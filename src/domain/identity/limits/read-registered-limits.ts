import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { authorizeIdentity } from '../policy.ts';
import { noSuchRegisteredLimit, type RegisteredLimit } from './limit.ts';
import {
  findRegisteredLimit,
  selectRegisteredLimits,
  type RegisteredLimitFilter,
} from './queries.ts';

/** What is registered belongs to nobody: whoever is signed in may know it. */
export async function listRegisteredLimits(
  context: Context,
  actor: Actor | null,
  filter: RegisteredLimitFilter = {},
): Promise<RegisteredLimit[]> {
  authorizeIdentity(actor, 'registered-limit.read', 'self');
  return selectRegisteredLimits(context.db, filter);
}

/** Throws `notFound`. */
export async function showRegisteredLimit(
  context: Context,
  actor: Actor | null,
  id: string,
): Promise<RegisteredLimit> {
  authorizeIdentity(actor, 'registered-limit.read', 'self');
  const limit = await findRegisteredLimit(context.db, id);
  if (limit === undefined) throw noSuchRegisteredLimit(id);
  return limit;
}
