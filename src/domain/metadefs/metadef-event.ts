// How changes of metadata definitions appear in the audit trail.
import { isDeepStrictEqual } from 'node:util';
import { projectIdOf, type Actor } from '../actor.ts';
import type { NewEvent } from '../events/record-event.ts';
import type { MetadefAction } from './policy.ts';
import type { Namespace } from './namespaces/namespace.ts';

interface Change {
  readonly before?: object | null;
  readonly after?: object | null;
}

/**
 * An event about a namespace or, with `part`, about the object, property, tag or resource type of that name in it. Only the fields that
 * changed are kept.
 */
export function metadefEvent(
  actor: Actor | null,
  action: MetadefAction,
  namespace: Pick<Namespace, 'name' | 'owner'>,
  part: string | null,
  { before = null, after = null }: Change,
): NewEvent {
  const pick = (from: object | null, other: object | null): object | null =>
    from === null
      ? null
      : Object.fromEntries(
          Object.entries(from).filter(
            ([key, value]) =>
              key !== 'updatedAt' && !isDeepStrictEqual(value, Object(other)[key] as unknown),
          ),
        );
  const otherOwner = actor !== null && projectIdOf(actor) !== namespace.owner;
  return {
    action,
    noun: action.slice(0, action.indexOf('.')),
    nounId: part === null ? namespace.name : `${namespace.name}/${part}`,
    projectId: namespace.owner,
    actedFor: otherOwner ? namespace.owner : null,
    before: pick(before, after),
    after: pick(after, before),
  };
}
