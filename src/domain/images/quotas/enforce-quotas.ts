// Quotas hold whatever runs at once: a use case makes its change, then asks here, in the same transaction. What is over a limit then is
// rolled back; what is not counts for whoever asks next.
import type { Tx } from '../../../db/pool.ts';
import type { Context } from '../../context.ts';
import { selectLimitsInForce } from '../../identity/limits/queries.ts';
import type { Image } from '../image.ts';
import { lockUsage, selectUsage } from './queries.ts';
import { freeOf, overQuota, shownUsage, type ImageQuota } from './quota.ts';

type Owned = Pick<Image, 'owner' | 'regionId'>;

/**
 * Throws `quota` when what the transaction has done put the image's project above one of `quotas`. Of bytes ACCORD_QUOTA=glance refuses
 * only what comes after the limit was passed, as Glance does.
 */
export async function enforceQuotas(
  context: Pick<Context, 'settings'>,
  tx: Tx,
  image: Owned,
  quotas: readonly ImageQuota[],
): Promise<void> {
  const limits = await limitsOf(tx, image, quotas);
  if (limits.length === 0) return;
  await lockUsage(tx, image.owner);
  const usage = await selectUsage(tx, image.owner);
  const over = limits.find(({ quota, limit }) =>
    context.settings.quota === 'glance'
      ? shownUsage(quota, usage) > limit
      : freeOf(quota, limit, usage) < 0,
  );
  if (over !== undefined) throw overQuota(image.owner, over.quota, over.limit);
}

/** The project's limit, or null when it has none. */
export async function limitInForce(
  tx: Tx,
  image: Owned,
  quota: ImageQuota,
): Promise<number | null> {
  const [limited] = await limitsOf(tx, image, [quota]);
  return limited?.limit ?? null;
}

/** How much the transaction leaves under a limit, images or bytes, until it ends. Throws `quota` when it went above. */
export async function freeUnder(
  tx: Tx,
  projectId: string,
  quota: ImageQuota,
  limit: number,
): Promise<number> {
  await lockUsage(tx, projectId);
  const free = freeOf(quota, limit, await selectUsage(tx, projectId));
  if (free < 0) throw overQuota(projectId, quota, limit);
  return free;
}

async function limitsOf(
  tx: Tx,
  image: Owned,
  quotas: readonly ImageQuota[],
): Promise<{ quota: ImageQuota; limit: number }[]> {
  const project = { id: image.owner, regionId: image.regionId };
  const limits = await selectLimitsInForce(tx, project, 'image');
  return quotas.flatMap((quota) => {
    const limit = limits.get(quota) ?? -1;
    return limit === -1 ? [] : [{ quota, limit }];
  });
}
