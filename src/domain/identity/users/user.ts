import { Fault } from '../../fault.ts';
import type { Extra } from '../names.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly domainId: string;
  readonly domainName: string;
  readonly description: string;
  readonly email: string | null;
  readonly enabled: boolean;
  readonly defaultProjectId: string | null;
  readonly extra: Extra;
  readonly createdAt: string;
}

export const longestUserName = 255;

export function noSuchUser(id: string): Fault {
  return new Fault('notFound', 'user.not-found', `Could not find user: ${id}.`);
}
