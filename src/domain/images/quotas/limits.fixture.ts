// For tests: limits on the image service.
import type { Context } from '../../context.ts';
import { createLimits } from '../../identity/limits/create-limits.ts';
import { createRegisteredLimits } from '../../identity/limits/create-registered-limits.ts';
import { selectServices } from '../../regions/catalog/queries.ts';
import type { ImageQuota } from './quota.ts';

interface Place {
  readonly serviceId: string;
  readonly regionId: string | null;
  readonly resourceName: ImageQuota;
  readonly description: null;
}

async function placeOf(
  context: Context,
  resourceName: ImageQuota,
  regionId: string | null,
): Promise<Place> {
  const [service] = await selectServices(context.db, { type: 'image' });
  if (service === undefined) throw new Error('there is no image service');
  return { serviceId: service.id, regionId, resourceName, description: null };
}

/** Registers a default for every project, of one region or (null) of all. Returns its id. */
export async function registerLimit(
  context: Context,
  quota: ImageQuota,
  defaultLimit: number,
  regionId: string | null = 'RegionOne',
): Promise<string> {
  const place = await placeOf(context, quota, regionId);
  const [limit] = await createRegisteredLimits(context, null, [{ ...place, defaultLimit }]);
  return limit?.id ?? '';
}

/** Grants a project its own limit. Returns its id. */
export async function grantLimit(
  context: Context,
  quota: ImageQuota,
  projectId: string,
  resourceLimit: number,
  regionId: string | null = 'RegionOne',
): Promise<string> {
  const place = await placeOf(context, quota, regionId);
  const [limit] = await createLimits(context, null, [
    { ...place, projectId, domainId: null, resourceLimit },
  ]);
  return limit?.id ?? '';
}
