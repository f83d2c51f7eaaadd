import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { authorizeIdentity } from '../policy.ts';
import { forgetProjects } from '../projects/delete-project.ts';
import { lockProjectsOfDomain } from '../projects/queries.ts';
import { noSuchDomain } from './domain.ts';
import { deleteDomainRow, lockDomain } from './queries.ts';

/**
 * Deletes an account with its projects, users and roles. It must be disabled first (Keystone's rule, against slips): throws `forbidden`
 * while it is enabled, `notFound` when there is none.
 */
export async function deleteDomain(
  context: Context,
  actor: Actor | null,
  id: string,
): Promise<void> {
  authorizeIdentity(actor, 'domain.delete', 'other');
  await context.db.transaction().execute(async (tx) => {
    const before = await lockDomain(tx, id);
    if (before === undefined) throw noSuchDomain(id);
    if (before.enabled) {
      throw new Fault(
        'forbidden',
        'domain.enabled',
        'A domain that is enabled cannot be deleted: disable it first.',
      );
    }
    await forgetProjects(tx, actor, await lockProjectsOfDomain(tx, id));
    await deleteDomainRow(tx, id);
    await recordEvent(tx, actor, { action: 'domain.delete', noun: 'domain', nounId: id, before });
  });
}
