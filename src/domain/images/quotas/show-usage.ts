import { hasRole, projectIdOf, regionOf, type Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { Fault } from '../../fault.ts';
import { selectLimitsInForce } from '../../identity/limits/queries.ts';
import { selectUsage } from './queries.ts';
import { imageQuotas, shownUsage, type ImageQuota } from './quota.ts';

export interface QuotaUsage {
  readonly quota: ImageQuota;
  /** Images or MiB; -1: without limit. */
  readonly limit: number;
  /** In the unit of the limit, begun MiB not counted. */
  readonly usage: number;
}

/** The quotas that are registered, as they stand for the actor's project. Faults: forbidden (no role). */
export async function showUsage(context: Context, actor: Actor): Promise<QuotaUsage[]> {
  if (actor.scope.kind === 'project' && !hasRole(actor, 'reader')) {
    throw new Fault(
      'forbidden',
      'image.usage-refused',
      'Your role does not allow you to see what the project uses.',
    );
  }
  const projectId = projectIdOf(actor);
  const regionId = regionOf(actor);
  if (projectId === null || regionId === null) return [];
  const limits = await selectLimitsInForce(context.db, { id: projectId, regionId }, 'image');
  if (limits.size === 0) return [];
  const usage = await selectUsage(context.db, projectId);
  return imageQuotas.flatMap((quota) => {
    const limit = limits.get(quota);
    return limit === undefined ? [] : [{ quota, limit, usage: shownUsage(quota, usage) }];
  });
}
