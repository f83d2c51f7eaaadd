// Who may do what with metadata definitions, as Glance's default policy has it: reading is for every project that sees the namespace, writing is
// the operator's. docs/authz.txt is printed from this table.
import { projectIdOf, type Actor } from '../actor.ts';
import { Fault } from '../fault.ts';
import { allows, type PolicyTable } from '../policy.ts';
import { operatingRole } from '../regions/policy.ts';

export type MetadefAction =
  | 'metadef-namespace.list'
  | 'metadef-namespace.show'
  | 'metadef-namespace.create'
  | 'metadef-namespace.update'
  | 'metadef-namespace.delete'
  | 'metadef-resource-type.list'
  | 'metadef-resource-type.associate'
  | 'metadef-resource-type.dissociate'
  | 'metadef-object.list'
  | 'metadef-object.show'
  | 'metadef-object.create'
  | 'metadef-object.update'
  | 'metadef-object.delete'
  | 'metadef-property.list'
  | 'metadef-property.show'
  | 'metadef-property.create'
  | 'metadef-property.update'
  | 'metadef-property.delete'
  | 'metadef-tag.list'
  | 'metadef-tag.show'
  | 'metadef-tag.create'
  | 'metadef-tag.update'
  | 'metadef-tag.delete';

/** How an actor stands to a namespace. What is not about one namespace is asked as `own`. */
export type MetadefRelation = 'own' | 'public' | 'stranger';

const read = { own: 'reader', public: 'reader', stranger: 'admin' } as const;
const write = { own: 'admin', public: 'admin', stranger: 'admin' } as const;

export const metadefPolicy: PolicyTable<MetadefAction, MetadefRelation> = {
  'metadef-namespace.list': read,
  'metadef-namespace.show': read,
  'metadef-namespace.create': write,
  'metadef-namespace.update': write,
  'metadef-namespace.delete': write,
  'metadef-resource-type.list': read,
  'metadef-resource-type.associate': write,
  'metadef-resource-type.dissociate': write,
  'metadef-object.list': read,
  'metadef-object.show': read,
  'metadef-object.create': write,
  'metadef-object.update': write,
  'metadef-object.delete': write,
  'metadef-property.list': read,
  'metadef-property.show': read,
  'metadef-property.create': write,
  'metadef-property.update': write,
  'metadef-property.delete': write,
  'metadef-tag.list': read,
  'metadef-tag.show': read,
  'metadef-tag.create': write,
  'metadef-tag.update': write,
  'metadef-tag.delete': write,
};

export function metadefRelation(
  actor: Actor,
  namespace: { readonly owner: string; readonly visibility: 'public' | 'private' },
): MetadefRelation {
  if (namespace.owner === projectIdOf(actor)) return 'own';
  return namespace.visibility === 'public' ? 'public' : 'stranger';
}

/** True when the table allows it. No actor: the service itself, which loads definition files. */
export function mayMetadef(
  actor: Actor | null,
  relation: MetadefRelation,
  action: MetadefAction,
): boolean {
  return actor === null || allows(metadefPolicy, { role: operatingRole(actor) }, relation, action);
}

/** Passes or throws `forbidden`. */
export function authorizeMetadef(
  actor: Actor | null,
  relation: MetadefRelation,
  action: MetadefAction,
): void {
  if (mayMetadef(actor, relation, action)) return;
  throw new Fault(
    'forbidden',
    'metadef.forbidden',
    'You are not authorized to complete this action.',
    { detail: { action } },
  );
}
