import { randomInt } from 'node:crypto';
import { Fault } from '../../fault.ts';

/** A pair of an id, which requests name, and a secret, which they are signed with. It acts as its user in every project of that user. */
export interface AccessKey {
  readonly id: string;
  readonly userId: string;
  readonly description: string;
  /** False: requests that it signs are refused. */
  readonly enabled: boolean;
  readonly createdAt: string;
}

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const letters = `${capitals}abcdefghijklmnopqrstuvwxyz`;

/** 20 capital letters and digits, the form that clients of Huawei Cloud know. */
export function newAccessKeyId(): string {
  return randomText(capitals, 20);
}

/** 40 letters and digits: 238 bits. */
export function newAccessKeySecret(): string {
  return randomText(letters, 40);
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

export function noSuchAccessKey(id: string): Fault {
  return new Fault('notFound', 'access-key.not-found', `Could not find access key: ${id}.`);
}
