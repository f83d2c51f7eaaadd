// A server's facts as words and colours.
import type { Flavor, Server } from '../../src/api/accord/servers/schema.ts';
import type { Format } from '../i18n/format.ts';
import type { Tone } from '../ui/StatusTag.tsx';

export const toneOf = {
  building: 'busy',
  running: 'good',
  stopped: 'off',
  error: 'bad',
  deleted: 'off',
} as const satisfies Record<Server['status'], Tone>;

/** What one types to get in, on the machine that the service runs on; null: it has no port. */
export function sshCommand({ ssh }: Pick<Server, 'ssh'>): string | null {
  return ssh === null ? null : `ssh -p ${ssh.port} root@${ssh.host}`;
}

/** `4 GB`: of MiB. */
export function memoryText(format: Format, { memory }: Pick<Flavor, 'memory'>): string {
  return format.bytes(memory * 2 ** 20);
}

/** GB of all its disks. */
export function diskTotal({ disks }: Pick<Server, 'disks'>): number {
  return disks.reduce((sum, { size }) => sum + size, 0);
}

/** What several of one name are called, the first and the last; one keeps the name. */
export function namesOf(name: string, count: number): readonly string[] {
  const numbered = (index: number): string => `${name}-${String(index).padStart(4, '0')}`;
  return count === 1 ? [name] : [numbered(1), numbered(count)];
}
