// How changes of an image appear in the audit trail.
import { isDeepStrictEqual } from 'node:util';
import { projectIdOf, type Actor } from '../actor.ts';
import type { NewEvent } from '../events/record-event.ts';
import { relationTo, type Image, type SeenImage } from './image.ts';

/** The project an administrator acts for when it is not its own. */
export function actedFor(actor: Actor | null, projectId: string): string | null {
  return actor !== null && projectIdOf(actor) !== projectId ? projectId : null;
}

/** An event with only the fields that changed. `before` is null for a new image, `after` for a deleted one. */
export function imageEvent(
  actor: Actor | null,
  action: string,
  before: Image | null,
  after: Image | null,
): NewEvent {
  const image = after ?? before;
  if (image === null) throw new TypeError('an event needs an image');
  const changed = Object.keys(image).filter(
    (key) =>
      key !== 'updatedAt' &&
      key !== 'activeAt' &&
      key !== 'memberStatus' &&
      !isDeepStrictEqual(fieldOf(before, key), fieldOf(after, key)),
  );
  const pick = (from: Image | null): object | null =>
    from === null ? null : Object.fromEntries(changed.map((key) => [key, fieldOf(from, key)]));
  return {
    action,
    noun: 'image',
    nounId: image.id,
    projectId: image.owner,
    actedFor: actedFor(actor, image.owner),
    before: pick(before),
    after: pick(after),
  };
}

/** An administrator reading bytes that its project could not read by itself leaves a trace; null: it is not that. */
export function operatorReadOf(actor: Actor, image: SeenImage): NewEvent | null {
  const relation = relationTo(actor, image);
  const mayItself = relation === 'owner' || relation === 'accepted' || relation === 'open';
  if (actor.role !== 'admin' || mayItself) return null;
  return {
    action: 'image.download',
    noun: 'image',
    nounId: image.id,
    projectId: image.owner,
    actedFor: actedFor(actor, image.owner),
  };
}

function fieldOf(image: Image | null, key: string): unknown {
  return image === null ? undefined : image[key as keyof Image];
}
