import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { authorizeRegions } from '../policy.ts';
import { noSuchEndpoint, type Endpoint } from './catalog.ts';
import { findEndpoint, selectEndpoints, type EndpointFilter } from './queries.ts';

/** The endpoints that match every filter given. */
export async function listEndpoints(
  context: Context,
  actor: Actor | null,
  filter: EndpointFilter = {},
): Promise<Endpoint[]> {
  authorizeRegions(actor, 'endpoint.read');
  return selectEndpoints(context.db, filter);
}

/** Throws `notFound`. */
export async function showEndpoint(
  context: Context,
  actor: Actor | null,
  id: string,
): Promise<Endpoint> {
  authorizeRegions(actor, 'endpoint.read');
  const endpoint = await findEndpoint(context.db, id);
  if (endpoint === undefined) throw noSuchEndpoint(id);
  return endpoint;
}
