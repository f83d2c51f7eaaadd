// What stands in the main navigation. A group is shown when something in it exists and may be seen.
import type { ParseKeys } from 'i18next';
import type { MyProject } from '../../src/api/accord/session/schema.ts';
import { paths } from '../paths.ts';

export interface NavigationItem {
  readonly label: ParseKeys<'frame'>;
  readonly to: string;
  /** Offers that wait for an answer there. */
  readonly waiting?: number;
}

export interface NavigationGroup {
  readonly label: ParseKeys<'frame'>;
  readonly items: readonly NavigationItem[];
}

/** `project`: the one that one is in; undefined: none. */
export function navigationFor(project: MyProject | undefined): readonly NavigationGroup[] {
  const groups: readonly NavigationGroup[] = [
    {
      label: 'group.compute',
      items:
        project === undefined
          ? []
          : [
              {
                label: 'item.images',
                to: paths.images(project.id),
                waiting: project.waitingOffers,
              },
            ],
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
