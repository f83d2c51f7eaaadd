// What an entry of the trail says was changed, field by field. Pure.
import type { Event } from '../../src/api/accord/events/schema.ts';

export interface Change {
  /** As programs call it; a part of a field by both names: `target.kind`. */
  readonly field: string;
  /** True: a property of an image, which its owner named. */
  readonly isProperty: boolean;
  /** What was changed, where a field of the same name means another thing elsewhere. */
  readonly noun?: string;
  /** null: there was none. */
  readonly before: unknown;
  /** null: there is none. */
  readonly after: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** Of what was only made, what it is; of what was only taken away, what it was. */
export function changesOf({
  noun,
  before,
  after,
}: Pick<Event, 'before' | 'after'> & Partial<Pick<Event, 'noun'>>): readonly Change[] {
  const changes = changesIn('', before ?? {}, after ?? {});
  return noun === 'disk' || noun === 'server'
    ? changes.map((change) => ({ ...change, noun }))
    : changes;
}

function changesIn(parent: string, before: Fields, after: Fields): Change[] {
  const isProperty = parent === 'properties';
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const [was, is] = [valueOf(before[name]), valueOf(after[name])];
    if (isFields(was) || isFields(is)) {
      return changesIn(name, isFields(was) ? was : {}, isFields(is) ? is : {});
    }
    const field = isProperty || parent === '' ? name : `${parent}.${name}`;
    const isSame = JSON.stringify(was) === JSON.stringify(is);
    return isSame ? [] : [{ field, isProperty, before: was, after: is }];
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueOf(value: unknown): unknown {
  const isNothing = value === undefined || value === '';
  return isNothing || (Array.isArray(value) && value.length === 0) ? null : value;
}

/** A value as programs write it; nothing for none. */
export function plainText(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
