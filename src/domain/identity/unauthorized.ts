import { Fault } from '../fault.ts';

/** The one answer to whoever is not who it says, whatever the reason: the reason would help a guesser. */
export function unauthorized(): Fault {
  return new Fault(
    'unauthenticated',
    'identity.unauthorized',
    'The request you have made requires authentication.',
  );
}
