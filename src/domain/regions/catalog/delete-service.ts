import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeRegions } from '../policy.ts';
import { noSuchService } from './catalog.ts';
import { deleteServiceRow, lockService } from './queries.ts';

/** Takes the service and its endpoints out of the catalogue. Throws `notFound`. */
export async function deleteService(
  context: Context,
  actor: Actor | null,
  id: string,
): Promise<void> {
  authorizeRegions(actor, 'service.delete');
  await context.db.transaction().execute(async (tx) => {
    const before = await lockService(tx, id);
    if (before === undefined) throw noSuchService(id);
    await deleteServiceRow(tx, id);
    await recordEvent(tx, actor, { action: 'service.delete', noun: 'service', nounId: id, before });
  });
}
