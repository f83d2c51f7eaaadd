import type { Actor } from '../../actor.ts';
import { Fault } from '../../fault.ts';

/** A restricted credential must not outlive itself by making others. Throws `forbidden` for its tokens. */
export function checkUnrestricted(actor: Actor): void {
  if (actor.restricted !== true) return;
  throw new Fault(
    'forbidden',
    'application-credential.restricted',
    'A restricted application credential cannot make or delete credentials.',
  );
}
