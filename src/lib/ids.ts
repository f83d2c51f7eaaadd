import { randomUUID } from 'node:crypto';

/** A new id for projects, users, accounts, jobs: 32 lower-case hex digits. */
export function newHexId(): string {
  return randomUUID().replaceAll('-', '');
}

/** A new id for images, servers, disks, vaults, backups: a dashed UUID. */
export function newUuid(): string {
  return randomUUID();
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for a dashed UUID of any version, in either case. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}
