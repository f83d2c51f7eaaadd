// What can be asked of lists of backups.
import { useTranslation } from 'react-i18next';
import type { BackupListQuery } from '../../src/api/accord/backups/schema.ts';
import type { Filter } from '../table/column.ts';
import type { ListQuery, ListSpec } from '../table/list-state.ts';

const ownerships = ['own', 'shared'] as const;

type Filters = { ownership: (typeof ownerships)[number] };

/** Newest first is the only order that they have. */
export const backupListSpec: ListSpec<'-createdAt', Filters> = {
  sorts: ['-createdAt'],
  filters: { ownership: ownerships },
};

/** As the API takes it. */
export function backupQueryOf({
  sort: _newestFirst,
  ...query
}: ListQuery<'-createdAt', Filters>): BackupListQuery {
  return query;
}

export function useOwnershipFilter(): Filter {
  const { t } = useTranslation('backups');
  return {
    name: 'ownership',
    label: t('filter.ownership'),
    options: ownerships.map((value) => ({ value, label: t(`ownership.${value}`) })),
  };
}
