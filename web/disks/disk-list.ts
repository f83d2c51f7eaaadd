// What can be asked of lists of disks.
import { useTranslation } from 'react-i18next';
import type { Disk, DiskListQuery } from '../../src/api/accord/disks/schema.ts';
import type { Filter } from '../table/column.ts';
import type { ListQuery, ListSpec } from '../table/list-state.ts';

const kinds = ['data', 'system'] as const;
const states = [
  'available',
  'in-use',
  'creating',
  'error',
] as const satisfies readonly Disk['status'][];

type Filters = { kind: (typeof kinds)[number]; status: (typeof states)[number] };

/** Newest first is the only order that they have. */
export const diskListSpec: ListSpec<'-createdAt', Filters> = {
  sorts: ['-createdAt'],
  filters: { kind: kinds, status: states },
};

/** As the API takes it. */
export function diskQueryOf({
  sort: _newestFirst,
  ...query
}: ListQuery<'-createdAt', Filters>): DiskListQuery {
  return query;
}

export function useDiskFilters(): readonly Filter[] {
  const { t } = useTranslation('disks');
  return [
    {
      name: 'kind',
      label: t('filter.kind'),
      options: kinds.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    {
      name: 'status',
      label: t('filter.status'),
      options: states.map((value) => ({ value, label: t(`status.${value}`) })),
    },
  ];
}
