import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { authorizeIdentity } from '../policy.ts';
import { findRole, selectRoles, type RoleFilter } from './queries.ts';
import { noSuchRole, type Role } from './role.ts';

/** The roles of the whole cloud, or those of one domain. */
export async function listRoles(
  context: Context,
  actor: Actor | null,
  filter: RoleFilter = {},
): Promise<Role[]> {
  authorizeIdentity(actor, 'role.read', 'other');
  return selectRoles(context.db, filter);
}

/** Throws `notFound`. */
export async function showRole(context: Context, actor: Actor | null, id: string): Promise<Role> {
  authorizeIdentity(actor, 'role.read', 'other');
  const role = await findRole(context.db, id);
  if (role === undefined) throw noSuchRole(id);
  return role;
}

/** The cloud's role of that name. Throws `notFound`. */
export async function roleNamed(
  context: Context,
  actor: Actor | null,
  name: string,
): Promise<Role> {
  const [role] = await listRoles(context, actor, { name });
  if (role === undefined) throw noSuchRole(name);
  return role;
}
