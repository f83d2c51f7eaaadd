// Statements of the hot paths: written as text, once, with $1, $2 …; prepared once a connection, since PostgreSQL takes several times longer to plan
// them than to run them; and sent in as few round trips as their answers allow.
import { CompiledQuery, sql } from 'kysely';
import type { DbOrTx, Tx } from './pool.ts';
import { ahead, preparedMark, type Question, type Sent } from './question.ts';

/**
 * The start of a statement that is to be prepared, where Kysely's `sql` builds it. It should have few different texts: each is kept by every
 * connection. Outside of a transaction it must only read and be over in a moment: see SharedConnections.
 */
export const prepared = sql.raw(preparedMark);

/** A prepared statement. It should have few different texts, and outside of a transaction only read, as `prepared` says. */
export function statement<Row, Values extends readonly unknown[]>(
  text: string,
): Statement<Row, Values> {
  const marked = `${preparedMark} ${text}`;
  return (...values) => ({ text: marked, values });
}

/**
 * A statement about the rows of some ids: `text` is given the condition that an id column is to meet. For one id it is a statement of its own, since
 * PostgreSQL plans one with `any` anew each time where it takes that to be cheaper than its plan for any number of them.
 */
export function statementByIds<Row>(
  text: (isAsked: string) => string,
): Statement<Row, [ids: readonly string[]]> {
  const one = statement<Row, [id: string | undefined]>(text('= $1'));
  const any = statement<Row, [ids: readonly string[]]>(text('= any ($1)'));
  return (ids) => (ids.length === 1 ? one(ids[0]) : any(ids));
}

type Statement<Row, Values extends readonly unknown[]> = (...values: Values) => Question<Row>;

/** The values of a statement that is put together as it is needed. */
export class Values {
  readonly list: unknown[] = [];

  /** What stands for the value in the text. */
  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }

  /** As `add`, once it is called, and the same each time: PostgreSQL refuses values that the text does not name. */
  whenNamed(value: unknown): () => string {
    let name: string | undefined;
    return () => (name ??= this.add(value));
  }
}

/** A statement that was put together. It may be prepared only when few different texts can come of it. */
export function compose<Row>(
  text: string,
  values: Values,
  options: { readonly prepared: boolean },
): Question<Row> {
  return { text: options.prepared ? `${preparedMark} ${text}` : text, values: values.list };
}

/** The rows of one statement. */
export async function ask<Row>(db: DbOrTx, question: Question<Row>): Promise<Row[]> {
  const query = CompiledQuery.raw(question.text, [...question.values]);
  const { rows } = await db.executeQuery<Row>(query);
  return rows;
}

/**
 * Sends a statement along with the transaction's next one, at the latest its commit; that fails when this does. For a statement whose answer nobody needs
 * now: locks, and what is written last.
 */
export async function sendAhead<Row>(tx: Tx, question: Question<Row>): Promise<Sent<Row>> {
  const { rows } = await tx.executeQuery<Sent<Row>>(CompiledQuery.raw(ahead, [question]));
  const [sent] = rows;
  if (sent === undefined) throw new Error('a statement was not taken');
  return sent;
}
