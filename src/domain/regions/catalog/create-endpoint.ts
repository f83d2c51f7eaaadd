import { newHexId } from '../../../lib/ids.ts';
import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeRegions } from '../policy.ts';
import { findRegion } from '../queries.ts';
import { noSuchRegion } from '../region.ts';
import {
  checkEndpointUrl,
  noSuchService,
  type Endpoint,
  type EndpointInterface,
} from './catalog.ts';
import { findService, insertEndpoint } from './queries.ts';

export interface NewEndpoint {
  readonly serviceId: string;
  readonly interface: EndpointInterface;
  readonly regionId: string;
  readonly url: string;
  readonly enabled?: boolean | undefined;
}

/** Throws `notFound` for an unknown service or region, `invalid` for an address that is none. */
export async function createEndpoint(
  context: Context,
  actor: Actor | null,
  wanted: NewEndpoint,
): Promise<Endpoint> {
  authorizeRegions(actor, 'endpoint.create');
  checkEndpointUrl(wanted.url);
  return context.db.transaction().execute(async (tx) => {
    if ((await findService(tx, wanted.serviceId)) === undefined) {
      throw noSuchService(wanted.serviceId);
    }
    if ((await findRegion(tx, wanted.regionId)) === undefined) throw noSuchRegion(wanted.regionId);
    const endpoint = await insertEndpoint(tx, {
      id: newHexId(),
      serviceId: wanted.serviceId,
      interface: wanted.interface,
      regionId: wanted.regionId,
      url: wanted.url,
      enabled: wanted.enabled ?? true,
    });
    await recordEvent(tx, actor, {
      action: 'endpoint.create',
      noun: 'endpoint',
      nounId: endpoint.id,
      after: endpoint,
    });
    return endpoint;
  });
}
