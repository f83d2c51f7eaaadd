import { Fault } from '../../fault.ts';

/** An account: users and projects live in it, and their names are unique in it. */
export interface Domain {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly createdAt: string;
}

export const longestDomainName = 64;

export function noSuchDomain(id: string): Fault {
  return new Fault('notFound', 'domain.not-found', `Could not find domain: ${id}.`);
}
