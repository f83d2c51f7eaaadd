// What goes to the database, and how it passes through Kysely: a statement with its values, one or several at once.
import { createHash } from 'node:crypto';

/** The start of a statement that is to be prepared. */
export const preparedMark = '/* prepared */';
export const together = '/* together */';
export const ahead = '/* ahead */';

/** A statement with its values. */
export interface Question<Row> {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Never there: it carries the type. */
  readonly row?: Row;
}

/** What came through Kysely: one statement, several at once, or one that may wait for the next. */
export interface Request {
  readonly kind: 'one' | 'together' | 'ahead';
  readonly questions: readonly Question<unknown>[];
}

/** Reads what `ask` and the others wrote; `begin` needs no answer either. */
export function readRequest(text: string, values: readonly unknown[]): Request {
  if (text === together || text === ahead) {
    const kind = text === ahead ? 'ahead' : 'together';
    return { kind, questions: values as readonly Question<unknown>[] };
  }
  return { kind: text === 'begin' ? 'ahead' : 'one', questions: [{ text, values }] };
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
