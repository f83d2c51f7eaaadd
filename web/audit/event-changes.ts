// What an entry of the trail says was changed, field by field. Pure.
import type { Event } from '../../src/api/accord/events/schema.ts';

export interface Change {
  /** As programs call it; a part of a field by both names: `properties.os_distro`. */
  readonly field: string;
  /** null: there was none. */
  readonly before: string | null;
  /** null: there is none. */
  readonly after: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** Of what was only made, what it is; of what was only taken away, what it was. */
export function changesOf({ before, after }: Pick<Event, 'before' | 'after'>): readonly Change[] {
  return changesIn('', before ?? {}, after ?? {});
}

function changesIn(prefix: string, before: Fields, after: Fields): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    const field = `${prefix}${name}`;
    if (isFields(was) || isFields(is)) {
      return changesIn(`${field}.`, isFields(was) ? was : {}, isFields(is) ? is : {});
    }
    const change = { field, before: textOf(was), after: textOf(is) };
    return change.before === change.after ? [] : [change];
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  const isNothing = value === undefined || value === null || value === '';
  if (isNothing || (Array.isArray(value) && value.length === 0)) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
