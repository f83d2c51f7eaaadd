import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { authorizeRegions } from '../policy.ts';
import { noSuchService, type Service } from './catalog.ts';
import { findService, selectServices } from './queries.ts';

/** The services, in the order of their types. */
export async function listServices(
  context: Context,
  actor: Actor | null,
  filter: { readonly type?: string | undefined; readonly name?: string | undefined } = {},
): Promise<Service[]> {
  authorizeRegions(actor, 'service.read');
  return selectServices(context.db, filter);
}

/** Throws `notFound`. */
export async function showService(
  context: Context,
  actor: Actor | null,
  id: string,
): Promise<Service> {
  authorizeRegions(actor, 'service.read');
  const service = await findService(context.db, id);
  if (service === undefined) throw noSuchService(id);
  return service;
}
