import { Fault } from '../../fault.ts';
import type { Extra } from '../names.ts';

/** Owns images and is shared with. It lives in one region for ever. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly domainId: string;
  readonly domainName: string;
  readonly regionId: string;
  readonly description: string;
  readonly enabled: boolean;
  /** The account's project that is named as the region. */
  readonly isHome: boolean;
  /** null: directly below its domain. */
  readonly parentId: string | null;
  readonly extra: Extra;
  readonly createdAt: string;
}

/** What is shown of a project to others: names, for an id that may be of a project that is gone, or never was. */
export interface ProjectName {
  readonly id: string;
  /** null, as the others: there is no such project any more. */
  readonly name: string | null;
  readonly accountId: string | null;
  readonly accountName: string | null;
}

export const longestProjectName = 64;

export function noSuchProject(id: string): Fault {
  return new Fault('notFound', 'project.not-found', `Could not find project: ${id}.`);
}

/** False for what PostgreSQL's text cannot hold: no project has such an id, so nobody needs to be asked. */
export function mayBeProject(id: string): boolean {
  return !id.includes('\0');
}

/**
 * True for a home project. Throws `invalid` for a project named as a region that it is not in: a look-up by region name must find the
 * project of that region.
 */
export function isHomeProject(
  name: string,
  regionId: string,
  regionIds: readonly string[],
): boolean {
  if (name === regionId) return true;
  if (!regionIds.includes(name)) return false;
  throw new Fault(
    'invalid',
    'project.region-name',
    `A project named ${name} must be in the region ${name}.`,
  );
}

/** The region that a project's name speaks of: its own name for a home project, or the prefix in `<region>_<name>`. */
export function regionInName(name: string, regionIds: readonly string[]): string | undefined {
  return regionIds.find((id) => name === id || name.startsWith(`${id}_`));
}
