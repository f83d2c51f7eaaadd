import { newHexId } from '../../../lib/ids.ts';
import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { noSuchDomain } from '../domains/domain.ts';
import { holdDomain } from '../domains/queries.ts';
import { changeExtra, checkName, nameTaken, type ExtraChange } from '../names.ts';
import { hashPassword } from '../passwords.ts';
import { authorizeIdentity } from '../policy.ts';
import { findUser, insertUser } from './queries.ts';
import { longestUserName, type User } from './user.ts';

export interface NewUser {
  readonly name: string;
  /** Without one the user cannot log in by password. */
  readonly password?: string | null | undefined;
  readonly domainId?: string | undefined;
  readonly description?: string | undefined;
  readonly email?: string | null | undefined;
  readonly enabled?: boolean | undefined;
  readonly defaultProjectId?: string | null | undefined;
  readonly extra?: ExtraChange | undefined;
}

/** Makes a user; without a domain, in the actor's. Throws `conflict` when the name is taken, `notFound` for an unknown domain. */
export async function createUser(
  context: Context,
  actor: Actor | null,
  wanted: NewUser,
): Promise<User> {
  authorizeIdentity(actor, 'user.create', 'other');
  const { name, description = '', email = null, enabled = true } = wanted;
  const { password = null, defaultProjectId = null } = wanted;
  checkName('user', name, longestUserName);
  const extra = changeExtra({}, wanted.extra ?? {});
  const passwordHash = password === null ? null : await hashPassword(password);
  return context.db.transaction().execute(async (tx) => {
    const domainId = wanted.domainId ?? actor?.domainId ?? 'default';
    if ((await holdDomain(tx, domainId)) === undefined) throw noSuchDomain(domainId);
    const id = newHexId();
    await faultOn(
      'unique',
      () => nameTaken('user', name),
      async () =>
        insertUser(tx, {
          id,
          domainId,
          passwordHash,
          name,
          description,
          email,
          enabled,
          defaultProjectId,
          extra,
        }),
    );
    const user = await findUser(tx, id);
    if (user === undefined) throw new Error(`user ${id} vanished while it was made`);
    await recordEvent(tx, actor, {
      action: 'user.create',
      noun: 'user',
      nounId: id,
      after: user,
    });
    return user;
  });
}
