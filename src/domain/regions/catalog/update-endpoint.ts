import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeRegions } from '../policy.ts';
import { findRegion } from '../queries.ts';
import { noSuchRegion } from '../region.ts';
import { checkEndpointUrl, noSuchEndpoint, noSuchService, type Endpoint } from './catalog.ts';
import type { NewEndpoint } from './create-endpoint.ts';
import { findService, lockEndpoint, updateEndpointRow } from './queries.ts';

export type EndpointChange = { readonly [K in keyof NewEndpoint]?: NewEndpoint[K] | undefined };

/** Throws `notFound` for the endpoint, its new service or region; `invalid` for an address that is none. */
export async function updateEndpoint(
  context: Context,
  actor: Actor | null,
  id: string,
  change: EndpointChange,
): Promise<Endpoint> {
  authorizeRegions(actor, 'endpoint.update');
  if (change.url !== undefined) checkEndpointUrl(change.url);
  return context.db.transaction().execute(async (tx) => {
    const before = await lockEndpoint(tx, id);
    if (before === undefined) throw noSuchEndpoint(id);
    const { serviceId = before.serviceId, regionId = before.regionId } = change;
    if ((await findService(tx, serviceId)) === undefined) throw noSuchService(serviceId);
    if ((await findRegion(tx, regionId)) === undefined) throw noSuchRegion(regionId);
    const endpoint = await updateEndpointRow(tx, id, {
      serviceId,
      regionId,
      interface: change.interface ?? before.interface,
      url: change.url ?? before.url,
      enabled: change.enabled ?? before.enabled,
    });
    await recordEvent(tx, actor, {
      action: 'endpoint.update',
      noun: 'endpoint',
      nounId: id,
      before,
      after: endpoint,
    });
    return endpoint;
  });
}
