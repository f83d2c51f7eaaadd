import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeRegions } from '../policy.ts';
import { noSuchEndpoint } from './catalog.ts';
import { deleteEndpointRow, lockEndpoint } from './queries.ts';

/** Throws `notFound`. */
export async function deleteEndpoint(
  context: Context,
  actor: Actor | null,
  id: string,
): Promise<void> {
  authorizeRegions(actor, 'endpoint.delete');
  await context.db.transaction().execute(async (tx) => {
    const before = await lockEndpoint(tx, id);
    if (before === undefined) throw noSuchEndpoint(id);
    await deleteEndpointRow(tx, id);
    await recordEvent(tx, actor, {
      action: 'endpoint.delete',
      noun: 'endpoint',
      nounId: id,
      before,
    });
  });
}
