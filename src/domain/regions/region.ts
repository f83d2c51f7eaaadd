import { Fault } from '../fault.ts';

/** A part of the cloud with its own projects and images. Its id is its name. */
export interface Region {
  readonly id: string;
  readonly description: string;
  readonly parentRegionId: string | null;
  readonly createdAt: string;
}

/** Project names are made of it (`<region>_<name>`), so it is plain: letters, digits, dots and dashes, 64 at most. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/;

/** Throws `invalid` for an id that cannot be a region's. */
export function checkRegionId(id: string): void {
  if (idPattern.test(id)) return;
  throw new Fault(
    'invalid',
    'region.invalid-id',
    'The region id must be 1 to 64 letters, digits, dots and dashes.',
  );
}

export function noSuchRegion(id: string): Fault {
  return new Fault('notFound', 'region.not-found', `Could not find region: ${id}.`);
}
