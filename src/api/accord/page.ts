// Pages of lists: how many rows, and cursors that say where the page before ended.
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { Fault } from '../../domain/fault.ts';
import type { Settings } from '../../domain/settings.ts';

/** How many rows a request asks for. */
export function limitOf(
  settings: Pick<Settings, 'pageDefault' | 'pageMax'>,
  asked: number | undefined,
): number {
  return Math.min(asked ?? settings.pageDefault, settings.pageMax);
}

/** The values as a text that clients give back and do not read; null when there is no next page. */
export function writeCursor(values: readonly (string | number)[] | null): string | null {
  return values === null ? null : Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The values of a cursor, of the shape that its list writes; null for the first page. Faults: invalid (not one of ours). */
export function readCursor<S extends TSchema>(
  shape: S,
  cursor: string | undefined,
): Static<S> | null {
  if (cursor === undefined) return null;
  const values = parse(Buffer.from(cursor, 'base64url').toString());
  if (Value.Check(shape, values)) return values;
  throw new Fault(
    'invalid',
    'page.bad-cursor',
    'The cursor is not one that this list has given out.',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Not ours, whatever else it is.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
