import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeRegions } from '../policy.ts';
import { noSuchService, type Service } from './catalog.ts';
import type { NewService } from './create-service.ts';
import { lockService, updateServiceRow } from './queries.ts';

export type ServiceChange = { readonly [K in keyof NewService]?: NewService[K] | undefined };

/** Throws `notFound`. */
export async function updateService(
  context: Context,
  actor: Actor | null,
  id: string,
  change: ServiceChange,
): Promise<Service> {
  authorizeRegions(actor, 'service.update');
  return context.db.transaction().execute(async (tx) => {
    const before = await lockService(tx, id);
    if (before === undefined) throw noSuchService(id);
    const service = await updateServiceRow(tx, id, {
      type: change.type ?? before.type,
      name: change.name ?? before.name,
      description: change.description ?? before.description,
      enabled: change.enabled ?? before.enabled,
    });
    await recordEvent(tx, actor, {
      action: 'service.update',
      noun: 'service',
      nounId: id,
      before,
      after: service,
    });
    return service;
  });
}
