// How one logs in to a server's system: a password, of which only a hash is kept, a key pair, or as the image itself says.
import { encrypt } from 'unixcrypt';
import type { DbOrTx } from '../../db/pool.ts';
import { Fault } from '../fault.ts';
import { noSuchKeyPair } from './key-pairs/key-pair.ts';
import { selectKeyPair } from './key-pairs/queries.ts';
import type { Server } from './server.ts';

export type NewLogin =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'key'; readonly keyName: string }
  | { readonly kind: 'image' };

/** What is kept of it. */
export type KeptLogin = Pick<Server, 'login' | 'keyName' | 'publicKey' | 'passwordHash'>;

const signs = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];

/**
 * What is to be kept of a login. Faults: invalid (a password that is not 8 to 26 signs of which at least three of small letters, capitals,
 * digits and others: Huawei Cloud's rule; no such key pair in the project).
 */
export async function keepLogin(
  db: DbOrTx,
  projectId: string,
  login: NewLogin,
): Promise<KeptLogin> {
  const none = { keyName: null, publicKey: null, passwordHash: null };
  if (login.kind === 'image') return { ...none, login: 'image' };
  if (login.kind === 'password') {
    checkPassword(login.password);
    // SHA-512 crypt, which every guest's libc reads, with a salt of its own.
    return { ...none, login: 'password', passwordHash: encrypt(login.password) };
  }
  const keyPair = await selectKeyPair(db, projectId, login.keyName);
  if (keyPair === undefined) throw noSuchKeyPair(login.keyName);
  return { ...none, login: 'key', keyName: keyPair.name, publicKey: keyPair.publicKey };
}

function checkPassword(password: string): void {
  const kinds = signs.filter((sign) => sign.test(password)).length;
  if (/^[\x20-\x7e]{8,26}$/.test(password) && kinds >= 3) return;
  throw new Fault(
    'invalid',
    'server.weak-password',
    'The password must have 8 to 26 signs, at least three of: small letters, capitals, digits, other signs.',
  );
}
