import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { changeExtra, checkName, nameTaken } from '../names.ts';
import { hashPassword } from '../passwords.ts';
import { authorizeIdentity } from '../policy.ts';
import type { NewUser } from './create-user.ts';
import { endTokensOfUser, findUser, lockUser, setPasswordHash, updateUserRow } from './queries.ts';
import { longestUserName, noSuchUser, type User } from './user.ts';

export type UserChange = { readonly [K in keyof NewUser]?: NewUser[K] | undefined };

/**
 * Disabling a user, or giving it another password, ends its tokens for good. Throws `notFound`, `conflict` when the name is taken,
 * `invalid` for another domain.
 */
export async function updateUser(
  context: Context,
  actor: Actor | null,
  id: string,
  change: UserChange,
): Promise<User> {
  authorizeIdentity(actor, 'user.update', 'other');
  if (change.name !== undefined) checkName('user', change.name, longestUserName);
  const { password = null } = change;
  const passwordHash = password === null ? null : await hashPassword(password);
  return context.db.transaction().execute(async (tx) => {
    const before = await lockUser(tx, id);
    if (before === undefined) throw noSuchUser(id);
    if ((change.domainId ?? before.domainId) !== before.domainId) {
      throw new Fault('invalid', 'user.fixed', 'The domain of a user cannot be changed.');
    }
    const { name = before.name, description = before.description } = change;
    const { email = before.email, enabled = before.enabled } = change;
    const { defaultProjectId = before.defaultProjectId } = change;
    const extra = changeExtra(before.extra, change.extra ?? {});
    await faultOn(
      'unique',
      () => nameTaken('user', name),
      async () =>
        updateUserRow(tx, id, { name, description, email, enabled, defaultProjectId, extra }),
    );
    if (passwordHash !== null) await setPasswordHash(tx, id, passwordHash);
    else if (before.enabled && !enabled) await endTokensOfUser(tx, id);
    const user = await findUser(tx, id);
    if (user === undefined) throw noSuchUser(id);
    await recordEvent(tx, actor, {
      action: 'user.update',
      noun: 'user',
      nounId: id,
      before,
      after: { ...user, passwordChanged: passwordHash !== null },
    });
    return user;
  });
}
