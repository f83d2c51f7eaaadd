import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { guardSecret } from '../login-failures/guard-secret.ts';
import { hashPassword } from '../passwords.ts';
import { authorizeIdentity, relationToUser } from '../policy.ts';
import { wrongPassword } from '../unauthorized.ts';
import { findLogin, holdPassword } from './login-queries.ts';
import { lockUser, setPasswordHash } from './queries.ts';

/**
 * Changes the actor's own password and ends its tokens, this one too. Wrong original passwords count towards the lock-out of
 * logins. Throws `unauthenticated` for a wrong one, `forbidden` for somebody else's, `invalid` for a bad new one.
 */
export async function changePassword(
  context: Context,
  actor: Actor,
  userId: string,
  change: { readonly original: string; readonly password: string; readonly address: string },
): Promise<void> {
  authorizeIdentity(actor, 'user.change-password', relationToUser(actor, userId));
  const login = await findLogin(context.db, { id: userId });
  const hash = login?.passwordHash ?? null;
  await guardSecret(context, {
    subject: `user:${userId}`,
    address: change.address,
    secret: change.original,
    hash,
    refusal: wrongPassword,
  });
  const passwordHash = await hashPassword(change.password);
  await context.db.transaction().execute(async (tx) => {
    const user = await lockUser(tx, userId);
    if (user === undefined || hash === null || !(await holdPassword(tx, userId, hash))) {
      throw wrongPassword();
    }
    await setPasswordHash(tx, userId, passwordHash);
    await recordEvent(tx, actor, {
      action: 'user.change-password',
      noun: 'user',
      nounId: userId,
    });
  });
}
