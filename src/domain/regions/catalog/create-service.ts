import { newHexId } from '../../../lib/ids.ts';
import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeRegions } from '../policy.ts';
import type { Service } from './catalog.ts';
import { insertService } from './queries.ts';

export interface NewService {
  readonly type: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly enabled?: boolean | undefined;
}

/** Adds a service to the catalogue; it shows once it has endpoints. */
export async function createService(
  context: Context,
  actor: Actor | null,
  wanted: NewService,
): Promise<Service> {
  authorizeRegions(actor, 'service.create');
  return context.db.transaction().execute(async (tx) => {
    const service = await insertService(tx, {
      id: newHexId(),
      type: wanted.type,
      name: wanted.name ?? '',
      description: wanted.description ?? '',
      enabled: wanted.enabled ?? true,
    });
    await recordEvent(tx, actor, {
      action: 'service.create',
      noun: 'service',
      nounId: service.id,
      after: service,
    });
    return service;
  });
}
