// What can be asked of lists of vaults.
import { useTranslation } from 'react-i18next';
import type { Vault, VaultListQuery } from '../../src/api/accord/vaults/schema.ts';
import type { Filter } from '../table/column.ts';
import type { ListQuery, ListSpec } from '../table/list-state.ts';

const states = ['available', 'locked'] as const satisfies readonly Vault['status'][];
const objects = ['server', 'disk'] as const satisfies readonly Vault['objectType'][];
const protections = ['backup', 'replication'] as const satisfies readonly Vault['protectType'][];

type Filters = {
  status: (typeof states)[number];
  objectType: (typeof objects)[number];
  protectType: (typeof protections)[number];
};

/** Newest first is the only order that they have. */
export const vaultListSpec: ListSpec<'-createdAt', Filters> = {
  sorts: ['-createdAt'],
  filters: { status: states, objectType: objects, protectType: protections },
};

/** As the API takes it. */
export function vaultQueryOf({
  sort: _newestFirst,
  ...query
}: ListQuery<'-createdAt', Filters>): VaultListQuery {
  return query;
}

export function useVaultFilters(): readonly Filter[] {
  const { t } = useTranslation('vaults');
  return [
    {
      name: 'status',
      label: t('filter.status'),
      options: states.map((value) => ({ value, label: t(`status.${value}`) })),
    },
    {
      name: 'objectType',
      label: t('filter.object'),
      options: objects.map((value) => ({ value, label: t(`object.${value}`) })),
    },
    {
      name: 'protectType',
      label: t('filter.protection'),
      options: protections.map((value) => ({ value, label: t(`protection.${value}`) })),
    },
  ];
}
