// Authorization as tables: for each action of a noun, the least role an actor needs by how it stands to that noun.
// docs/authz.txt is printed from the same tables that authorize() reads.
import { hasRole, type Actor, type Role } from './actor.ts';

/** `nobody`: refused whatever the role, but see the noun's `admin` column. */
export type Requirement = Role | 'nobody';

/** Rows are actions, columns are relations; every cell is filled, so a new relation does not compile until it is decided everywhere. */
export type PolicyTable<Action extends string, Relation extends string> = Readonly<
  Record<Action, Readonly<Record<Relation, Requirement>>>
>;

/** True when the table lets an actor that stands in `relation` to the noun do `action`. */
export function allows<Action extends string, Relation extends string>(
  table: PolicyTable<Action, Relation>,
  actor: Pick<Actor, 'role'>,
  relation: Relation,
  action: Action,
): boolean {
  const requirement = table[action][relation];
  return requirement !== 'nobody' && hasRole(actor, requirement);
}
