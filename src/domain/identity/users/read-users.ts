import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { authorizeIdentity, relationToUser } from '../policy.ts';
import { findUser, selectUsers, type UserFilter } from './queries.ts';
import { noSuchUser, type User } from './user.ts';

/** Every user that matches, in the order of names. */
export async function listUsers(
  context: Context,
  actor: Actor | null,
  filter: UserFilter = {},
): Promise<User[]> {
  authorizeIdentity(actor, 'user.list', 'other');
  return selectUsers(context.db, filter);
}

/** Throws `notFound`; to whoever may only read itself, every other id is `forbidden`. */
export async function showUser(context: Context, actor: Actor | null, id: string): Promise<User> {
  authorizeIdentity(actor, 'user.read', relationToUser(actor, id));
  const user = await findUser(context.db, id);
  if (user === undefined) throw noSuchUser(id);
  return user;
}
