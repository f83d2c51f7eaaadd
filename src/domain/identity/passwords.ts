// Argon2id with the parameters that OWASP's password storage cheat sheet recommends: 19 MiB, 2 passes, 1 lane.
import { hash, verify } from '@node-rs/argon2';
import { Fault } from '../fault.ts';

const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const longest = 1024;

/** Throws `invalid` for an empty password or one above 1024 characters. */
export async function hashPassword(password: string): Promise<string> {
  if (password === '' || password.length > longest) {
    throw new Fault(
      'invalid',
      'identity.invalid-password',
      `The password must have 1 to ${longest} characters.`,
    );
  }
  return hash(password, parameters);
}

let decoy: Promise<string> | undefined;

/**
 * True when the password is the one that was hashed. Without a hash (no such user, or none set) it takes as long and is false,
 * so that the time taken tells nothing.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash('no password hashes to this', parameters);
  const right = await verify(stored ?? (await decoy), password.slice(0, longest + 1));
  return stored !== null && right;
}
