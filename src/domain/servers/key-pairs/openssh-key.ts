// Keys as OpenSSH writes them: public ones are read strictly, since they end up in a guest's configuration; pairs are made as Ed25519.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { Fault } from '../../fault.ts';

const algorithms: ReadonlySet<string> = new Set([
  'ssh-ed25519',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
]);

export interface PublicKey {
  /** One line without an end. */
  readonly line: string;
  readonly fingerprint: string;
}

/** Reads one public key. Throws `invalid` for anything but an algorithm that OpenSSH lets in by, the key of that algorithm, and a comment. */
export function readPublicKey(text: string): PublicKey {
  const [, algorithm = '', base64 = '', comment = ''] =
    /^(\S+) +([A-Za-z0-9+/]+={0,2})(?: +([^\p{Cc}]*))?$/u.exec(text.trim()) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  if (!algorithms.has(algorithm) || !isKeyOf(algorithm, bytes)) {
    throw new Fault(
      'invalid',
      'key-pair.invalid-key',
      'This is not a public key as ssh-keygen writes it, such as "ssh-ed25519 AAAA… comment".',
    );
  }
  return {
    line: [algorithm, bytes.toString('base64'), comment.trim()]
      .filter((part) => part !== '')
      .join(' '),
    fingerprint: fingerprintOf(bytes),
  };
}

/** True for fields that follow each other to the end, of which the first names the algorithm. */
function isKeyOf(algorithm: string, bytes: Buffer): boolean {
  const fields: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + 4 > bytes.length) return false;
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return false;
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return fields.length > 1 && fields[0]?.toString('latin1') === algorithm;
}

function fingerprintOf(bytes: Buffer): string {
  return `SHA256:${createHash('sha256').update(bytes).digest('base64').replace(/=+$/, '')}`;
}

/** A new Ed25519 pair; the private half in OpenSSH's own format, without a passphrase (format: OpenSSH's PROTOCOL.key). */
export function makePair(comment: string): { publicKey: PublicKey; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  // The last 32 bytes of either encoding are the key itself.
  const open = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32);
  const algorithm = 'ssh-ed25519';
  const blob = Buffer.concat([field(algorithm), field(open)]);
  const check = randomBytes(4);
  const inner = Buffer.concat([
    check,
    check,
    blob,
    field(Buffer.concat([secret, open])),
    field(comment),
  ]);
  const padding = Buffer.from(
    Array.from({ length: (8 - (inner.length % 8)) % 8 }, (_, at) => at + 1),
  );
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    number(1),
    field(blob),
    field(Buffer.concat([inner, padding])),
  ]);
  const lines = whole.toString('base64').match(/.{1,70}/g) ?? [];
  return {
    publicKey: readPublicKey(`${algorithm} ${blob.toString('base64')} ${comment}`),
    privateKey: [
      '-----BEGIN OPENSSH PRIVATE KEY-----',
      ...lines,
      '-----END OPENSSH PRIVATE KEY-----',
      '',
    ].join('\n'),
  };
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes]);
}
