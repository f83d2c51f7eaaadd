// What a copy of an image is called at first, and where it may go. Pure.
import type { Image, NewCopy } from '../../src/api/accord/images/schema.ts';
import type { MyProject } from '../../src/api/accord/session/schema.ts';

export const longestName = 255;
/** As long as clients of other APIs may make it, too. */
export const longestDescription = 1024;

export interface CopyValues {
  readonly name: string;
  readonly description: string;
  /** '': this project. */
  readonly projectId: string;
}

/** `copy_golden`; of an image without a name, by its id. */
export function copyName({ id, name }: Pick<Image, 'id' | 'name'>): string {
  return `copy_${name ?? id}`.slice(0, longestName);
}

/** The projects in other regions that this one's images may be copied to: of the same account, where one may make images. */
export function projectsElsewhere(
  projects: readonly MyProject[],
  { accountId, regionId }: Pick<MyProject, 'accountId' | 'regionId'>,
): MyProject[] {
  return projects.filter(
    (each) => each.accountId === accountId && each.regionId !== regionId && each.role !== 'reader',
  );
}

/** What is asked for; what is empty is left out. */
export function newCopyOf({ name, description, projectId }: CopyValues): NewCopy {
  const text = description.trim();
  return {
    name: name.trim(),
    ...(text === '' ? {} : { description: text }),
    ...(projectId === '' ? {} : { projectId }),
  };
}
