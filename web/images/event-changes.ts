// What an entry of the audit trail says was changed. Pure.
import type { Event } from '../../src/api/accord/events/schema.ts';

export interface Change {
  readonly field: string;
  /** True: a property, which programs name; else a field of the image or of a member. */
  readonly isProperty: boolean;
  /** Undefined or null: nothing. */
  readonly before: unknown;
  readonly after: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** Empty for what was only made or only taken away: then all is new, or gone. Properties are told of one by one. */
export function changesOf({ before, after }: Pick<Event, 'before' | 'after'>): readonly Change[] {
  if (before === null || after === null) return [];
  return differences(before, after).flatMap((change): Change[] =>
    isFields(change.before) && isFields(change.after)
      ? differences(change.before, change.after).map((each) => ({ ...each, isProperty: true }))
      : [{ ...change, isProperty: false }],
  );
}

function differences(before: Fields, after: Fields): Omit<Change, 'isProperty'>[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields]
    .map((field) => ({ field, before: before[field], after: after[field] }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
