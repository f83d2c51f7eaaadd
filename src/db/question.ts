// What goes to the database, and how it passes through Kysely: as a text with its values.
import { createHash } from 'node:crypto';

/** The start of a statement that is to be prepared. */
export const preparedMark = '/* prepared */';
/** Instead of a text: the one value is a Question, and the one row a Sent. */
export const ahead = '/* ahead */';

/** A statement with its values. */
export interface Question<Row> {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Never there: it carries the type. */
  readonly row?: Row;
}

/** A statement that goes with the next one of its transaction, at the latest with the commit. */
export interface Sent<Row> {
  /** Sends it now if it has not gone yet. Rejects when the statement fails, or the transaction was given up before. */
  readonly rows: () => Promise<Row[]>;
}

const names = new Map<string, string>();

/** The name that a marked statement is prepared by; undefined for any other. */
export function nameOf(text: string): string | undefined {
  if (!text.startsWith(preparedMark)) return undefined;
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('hex').slice(0, 32);
    names.set(text, name);
  }
  return name;
}
