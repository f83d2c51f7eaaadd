// A key pair: its public half, which servers let in by. The private half is told once, to whoever has the pair made here, and kept nowhere.
import { Fault } from '../../fault.ts';

export interface KeyPair {
  readonly name: string;
  /** As ssh-keygen writes it: algorithm, base64, comment. */
  readonly publicKey: string;
  /** As ssh-keygen writes it: `SHA256:` and base64. */
  readonly fingerprint: string;
  readonly createdAt: string;
}

/** The fault for a key pair that is not there. */
export function noSuchKeyPair(name: string): Fault {
  return new Fault('notFound', 'key-pair.not-found', `There is no key pair ${name}.`, {
    detail: { name },
  });
}

/** Throws `invalid` unless the name is 1 to 64 letters, digits, `-`, `_`, `.` and `@`. */
export function checkKeyPairName(name: string): void {
  if (/^[\p{L}\p{N}._@-]{1,64}$/u.test(name)) return;
  throw new Fault(
    'invalid',
    'key-pair.invalid-name',
    'The name of a key pair is 1 to 64 letters, digits and the signs - _ . @',
  );
}
