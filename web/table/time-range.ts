// A part of time that a list is narrowed to, as it stands in the address: `since` (from then on) and `until` (before then), ISO 8601 in UTC.

/** What such a time looks like. */
export const timeShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

export interface TimeRange {
  readonly since: string | undefined;
  readonly until: string | undefined;
}

/** Hours that can be chosen at once, by name. */
export const lastHours = { hour: 1, day: 24, week: 7 * 24, month: 30 * 24 } as const;

/** The last hours, from a whole minute on. */
export function rangeOfLast(hours: number, now: number): TimeRange {
  const minute = 60_000;
  const since = Math.floor(now / minute) * minute - hours * 60 * minute;
  return { since: new Date(since).toISOString(), until: undefined };
}

/** A time as `<input type="datetime-local">` has it, by this machine's clock; '' for none. */
export function localOf(iso: string | undefined): string {
  if (iso === undefined) return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The other way round. */
export function isoOf(local: string | undefined): string | undefined {
  return local === undefined || local === '' ? undefined : new Date(local).toISOString();
}
