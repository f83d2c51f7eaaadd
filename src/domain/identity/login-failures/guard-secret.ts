// Guessing is made slow: after a number of wrong secrets in a row, what is guessed is locked for the address that guesses.
import { createHash } from 'node:crypto';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import type { Fault } from '../../fault.ts';
import { verifyPassword } from '../passwords.ts';
import { lockedOut, unauthorized } from '../unauthorized.ts';
import { countFailure, forgetFailures, secondsLockedOut } from './queries.ts';

export interface Guess {
  /** `user:<id>`, `application-credential:<id>`, or unknownSubject(…) for what does not exist: that locks in the same way. */
  readonly subject: string;
  readonly address: string;
  readonly secret: string;
  /** What the secret must match; null when there is nothing to match. */
  readonly hash: string | null;
  /** What is thrown for a wrong secret; default: unauthorized, which tells least. */
  readonly refusal?: () => Fault;
}

/** The subject for a login whose user does not exist, of a fixed length. */
export function unknownSubject(what: string, named: object): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([what, named]))
    .digest('hex');
  return `unknown:${digest}`;
}

/**
 * Passes when the secret is right and the pair is not locked; throws `unauthenticated` in the same words for every other case. That a pair is
 * locked, and for how long, tells a guesser nothing: what does not exist locks as well.
 */
export async function guardSecret(context: Context, guess: Guess): Promise<void> {
  const { subject, address, secret, hash, refusal = unauthorized } = guess;
  await refuseLocked(context, subject, address);
  if (!(await verifyPassword(hash, secret))) {
    await noteFailure(context, guess);
    throw refusal();
  }
  // Guesses made at the same time may have locked the pair while this one was checked.
  await refuseLocked(context, subject, address);
  await forgetFailures(context.db, subject, address);
}

async function refuseLocked(context: Context, subject: string, address: string): Promise<void> {
  const seconds = await secondsLockedOut(context.db, subject, address);
  if (seconds > 0) throw lockedOut(seconds);
}

/** Counts a wrong guess, and locks the pair at the last that is allowed. */
export async function noteFailure(
  context: Context,
  { subject, address }: Pick<Guess, 'subject' | 'address'>,
): Promise<void> {
  const { loginFailures, loginLockSeconds } = context.settings;
  await context.db.transaction().execute(async (tx) => {
    const locked = await countFailure(tx, subject, address, loginFailures, loginLockSeconds);
    const [noun, id] = subject.split(':');
    if (!locked || noun === undefined || noun === 'unknown' || id === undefined) return;
    await recordEvent(tx, null, {
      action: `${noun}.lock`,
      noun,
      nounId: id,
      after: { address, failures: loginFailures },
    });
  });
}
