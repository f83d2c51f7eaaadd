import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeIdentity, relationToUser } from '../policy.ts';
import { noSuchCredential } from './application-credential.ts';
import { deleteCredentialRow, findCredential } from './queries.ts';
import { checkUnrestricted } from './restriction.ts';

/** Deletes the credential; its tokens end at once. Throws `notFound`, `forbidden` for another user's or from a restricted credential. */
export async function deleteCredential(
  context: Context,
  actor: Actor,
  userId: string,
  id: string,
): Promise<void> {
  authorizeIdentity(actor, 'application-credential.delete', relationToUser(actor, userId));
  checkUnrestricted(actor);
  await context.db.transaction().execute(async (tx) => {
    const before = await findCredential(tx, userId, id);
    if (before === undefined || !(await deleteCredentialRow(tx, userId, id))) {
      throw noSuchCredential(id);
    }
    await recordEvent(tx, actor, {
      action: 'application-credential.delete',
      noun: 'application-credential',
      nounId: id,
      projectId: before.projectId,
      before,
    });
  });
}
