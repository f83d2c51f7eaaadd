// How one logs in to a server, and what its guest is told at the start, as the calls that make a system have it.
import { isUtf8 } from 'node:buffer';
import { Fault } from '../../../domain/fault.ts';
import type { NewLogin } from '../../../domain/servers/login.ts';

/** By a password or a key pair; by neither, as the image itself says. Throws `invalid` for both. */
export function readLogin(password: string | undefined, keyName: string | undefined): NewLogin {
  if (isGiven(password) && isGiven(keyName)) {
    throw new Fault(
      'invalid',
      'server.two-logins',
      'A server has a password or a key pair, not both.',
    );
  }
  if (isGiven(password)) return { kind: 'password', password };
  return isGiven(keyName) ? { kind: 'key', keyName } : { kind: 'image' };
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

/** User data, which is sent as the base64 of a text. Throws `invalid`. */
export function readUserData(encoded: string | undefined): { userData?: string } {
  if (encoded === undefined || encoded === '') return {};
  const bytes = Buffer.from(encoded, 'base64');
  const isBase64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(encoded);
  if (isBase64 && isUtf8(bytes) && !bytes.includes(0)) return { userData: bytes.toString() };
  throw new Fault(
    'invalid',
    'server.user-data-invalid',
    'The user_data must be the base64 of a text in UTF-8.',
  );
}
