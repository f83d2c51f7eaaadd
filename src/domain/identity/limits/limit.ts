// Unified limits, Keystone's way of saying how much of a service's resources a project may use. The flat model: a limit is a project's (or
// an account's) own, and says nothing about those below it.
import { Fault } from '../../fault.ts';

/** What a resource of a service is limited to where nothing else is granted. */
export interface RegisteredLimit {
  readonly id: string;
  readonly serviceId: string;
  /** null: every region that has none of its own for the resource. */
  readonly regionId: string | null;
  readonly resourceName: string;
  /** -1: without limit. */
  readonly defaultLimit: number;
  readonly description: string | null;
}

/** What one project, or one account, is granted instead of the registered default. */
export interface Limit extends Pick<
  RegisteredLimit,
  'id' | 'serviceId' | 'regionId' | 'resourceName' | 'description'
> {
  readonly projectId: string | null;
  readonly domainId: string | null;
  /** -1: without limit. */
  readonly resourceLimit: number;
}

/** Keystone's name and description of the one model that there is here. */
export const limitModel = {
  name: 'flat',
  description: 'A limit is enforced for its own project, whatever is above or below that project.',
} as const;

export function noSuchRegisteredLimit(id: string): Fault {
  return new Fault(
    'notFound',
    'registered-limit.not-found',
    `Could not find registered limit for ${id}.`,
  );
}

export function noSuchLimit(id: string): Fault {
  return new Fault('notFound', 'limit.not-found', `Could not find limit for ${id}.`);
}

/** For a service, region, project or account named by a limit that does not exist. */
export function unknownTarget(noun: string): Fault {
  return new Fault(
    'invalid',
    'limit.unknown-target',
    `The limit names a ${noun} that is not there.`,
    {
      detail: { noun },
    },
  );
}

export function registeredTwice(resourceName: string): Fault {
  return new Fault(
    'conflict',
    'registered-limit.exists',
    `A limit of ${resourceName} is registered already for that service and region.`,
    { detail: { resourceName } },
  );
}

/** Keystone's rule: what projects' own limits hang on is not changed under them. */
export function registeredInUse(id: string): Fault {
  return new Fault(
    'forbidden',
    'registered-limit.in-use',
    `Registered limit ${id} cannot be changed or deleted: projects or accounts have limits of their own for it.`,
    { detail: { registeredLimitId: id } },
  );
}
