// What can be asked of lists of servers.
import { useTranslation } from 'react-i18next';
import type { Server, ServerListQuery } from '../../src/api/accord/servers/schema.ts';
import type { Filter } from '../table/column.ts';
import type { ListQuery, ListSpec } from '../table/list-state.ts';

const states = [
  'running',
  'stopped',
  'building',
  'error',
] as const satisfies readonly Server['status'][];

type Filters = { status: (typeof states)[number]; imageId: string };

/** Newest first is the only order that they have. */
export const serverListSpec: ListSpec<'-createdAt', Filters> = {
  sorts: ['-createdAt'],
  filters: { status: states, imageId: /^[\da-f-]{36}$/ },
};

/** As the API takes it. */
export function serverQueryOf({
  sort: _newestFirst,
  ...query
}: ListQuery<'-createdAt', Filters>): ServerListQuery {
  return query;
}

export function useStatusFilter(): Filter {
  const { t } = useTranslation('servers');
  return {
    name: 'status',
    label: t('filter.status'),
    options: states.map((value) => ({ value, label: t(`status.${value}`) })),
  };
}
