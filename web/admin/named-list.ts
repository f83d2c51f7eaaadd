// Lists of things that have names, as they stand in the address.
import type { ListQuery, ListSpec } from '../table/list-state.ts';

/** By name is the only order that such lists have. */
const sorts = ['name'] as const;
const id = /^[\w-]{1,64}$/;

export const plainList: ListSpec<'name', Record<string, never>> = { sorts, filters: {} };
export const userList: ListSpec<'name', { accountId: string }> = {
  sorts,
  filters: { accountId: id },
};
export const projectList: ListSpec<'name', { accountId: string; regionId: string }> = {
  sorts,
  filters: { accountId: id, regionId: /^[\w.-]{1,64}$/ },
};

/** As the API takes it. */
export function namedQueryOf<Filters extends Record<string, string>>(
  query: ListQuery<'name', Filters>,
): Omit<ListQuery<'name', Filters>, 'sort'> {
  const { sort: _byName, ...asked } = query;
  return asked;
}
