import { Fault } from '../fault.ts';

const words = 'The request you have made requires authentication.';

/** The one answer to whoever is not who it says, whatever the reason: the reason would help a guesser. */
export function unauthorized(): Fault {
  return new Fault('unauthenticated', 'identity.unauthorized', words);
}

/** The answer to somebody who is signed in and gives a password that is not its own; the words are the same. */
export function wrongPassword(): Fault {
  return new Fault('unauthenticated', 'identity.wrong-password', words);
}

/** The answer to whoever has guessed too often, right or wrong now; the words are the same. */
export function lockedOut(seconds: number): Fault {
  return new Fault('unauthenticated', 'identity.locked-out', words, {
    detail: { retryAfter: seconds },
  });
}
