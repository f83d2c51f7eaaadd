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

const administration: readonly NavigationItem[] = [
  { label: 'item.regions', to: paths.admin('regions') },
  { label: 'item.accounts', to: paths.admin('accounts') },
  { label: 'item.projects', to: paths.admin('projects') },
  { label: 'item.users', to: paths.admin('users') },
  { label: 'item.audit-of-all', to: paths.auditOfAll },
];

/** `project`: the one that one is in; undefined: none. `isOperator`: manages the cloud, too. */
export function navigationFor(
  project: MyProject | undefined,
  isOperator: boolean,
): readonly NavigationGroup[] {
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
              { label: 'item.servers', to: paths.servers(project.id) },
              { label: 'item.disks', to: paths.disks(project.id) },
              { label: 'item.key-pairs', to: paths.keyPairs(project.id) },
            ],
    },
    {
      label: 'group.backup',
      items:
        project === undefined
          ? []
          : [
              { label: 'item.vaults', to: paths.vaults(project.id) },
              { label: 'item.backups', to: paths.backups(project.id) },
            ],
    },
    {
      label: 'group.governance',
      items: project === undefined ? [] : [{ label: 'item.audit', to: paths.audit(project.id) }],
    },
    { label: 'group.administration', items: isOperator ? administration : [] },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
