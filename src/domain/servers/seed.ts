// What a guest reads of itself at its first start (NoCloud, as cloud-init documents it). It is made from the server's row at each run: a guest that
// finds the instance id that it knows leaves all as it is.
import type { Seed } from '../../drivers/engine/engine.ts';
import type { Server } from './server.ts';

type Seeded = Pick<
  Server,
  'name' | 'instanceId' | 'login' | 'publicKey' | 'passwordHash' | 'userData'
>;

/** The seed of a server. */
export function seedOf(server: Seeded): Seed {
  const host = hostNameOf(server.name);
  return {
    metaData: `instance-id: ${server.instanceId}\nlocal-hostname: ${host}\n`,
    userData: userDataOf(server, host),
  };
}

/** The name as a guest can have it: letters, digits and hyphens, 63 at most, neither end a hyphen. */
export function hostNameOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9-]+/g, '-')
    .replaceAll(/-{2,}/g, '-')
    .replace(/^-/, '')
    .slice(0, 63)
    .replace(/-$/, '')
    .toLowerCase();
  return plain === '' ? 'server' : plain;
}

function userDataOf(server: Seeded, host: string): string {
  const theirs = server.userData ?? '';
  if (theirs.trim() === '') return cloudConfigOf(server, host, []);
  // Ours comes last and adds to what theirs says: keys of both let in, and what theirs says otherwise stands.
  const ours = cloudConfigOf(server, host, [
    'merge_how: "dict(recurse_array,no_replace)+list(append)"',
  ]);
  return multipart([partOf(theirs), part('text/cloud-config', 'login.cfg', ours)]);
}

function partOf(userData: string): string {
  // With headers of its own, such as another multipart, it is a part as it stands.
  if (/^(?:Content-Type|MIME-Version):/i.test(userData)) return ended(userData);
  return part(typeOf(userData), 'user-data', userData);
}

/** The types that are told by the first line; cloud-init finds others out by itself. */
function typeOf(userData: string): string {
  if (userData.startsWith('#cloud-config')) return 'text/cloud-config';
  if (userData.startsWith('#!')) return 'text/x-shellscript';
  return 'text/plain';
}

/** Every value is of a fixed set or quoted, so that nothing of it can be read as more than a value. */
function cloudConfigOf(
  { login, publicKey, passwordHash }: Seeded,
  host: string,
  more: readonly string[],
): string {
  const lines = ['#cloud-config', ...more, `hostname: ${host}`];
  if (login !== 'image') {
    lines.push('disable_root: false', `ssh_pwauth: ${login === 'password'}`);
  }
  if (publicKey !== null) lines.push('ssh_authorized_keys:', `  - ${JSON.stringify(publicKey)}`);
  if (passwordHash !== null) {
    lines.push(
      'chpasswd:',
      '  expire: false',
      '  users:',
      `    - {name: root, password: ${JSON.stringify(passwordHash)}, type: hash}`,
    );
  }
  return ended(lines.join('\n'));
}

function part(type: string, name: string, text: string): string {
  const headers = [
    `Content-Type: ${type}; charset="utf-8"`,
    'MIME-Version: 1.0',
    'Content-Transfer-Encoding: 8bit',
    `Content-Disposition: attachment; filename="${name}"`,
  ];
  return `${headers.join('\n')}\n\n${ended(text)}`;
}

function multipart(parts: readonly string[]): string {
  let boundary = '==part';
  while (parts.some((text) => text.includes(boundary))) boundary += '=';
  const bodies = parts.map((text) => `--${boundary}\n${text}`).join('');
  return `Content-Type: multipart/mixed; boundary="${boundary}"\nMIME-Version: 1.0\n\n${bodies}--${boundary}--\n`;
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
