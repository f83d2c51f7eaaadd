import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  Account,
  AccountChange,
  AccountListQuery,
  AccountPage,
  NewAccount,
} from '../../src/api/accord/identity/schema.ts';
import { keys } from './keys.ts';
import type { FetchPage } from './page.ts';
import { request } from './request.ts';
import { useAdminister } from './use-administer.ts';

/** One page of them, by name; the page before stays in sight until it comes. */
export function accountListQuery(query: AccountListQuery) {
  return queryOptions({
    queryKey: keys.accounts(query),
    queryFn: async ({ signal }) =>
      await request<AccountPage>('GET', '/accounts', { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The pages of the same list, for those who want all of it. */
export function accountPages(query: AccountListQuery): FetchPage<Account> {
  return async (cursor, limit, signal) =>
    await request<AccountPage>('GET', '/accounts', { query: { ...query, cursor, limit }, signal });
}

export function useCreateAccount() {
  return useAdminister(
    async (body: NewAccount) => await request<Account>('POST', '/accounts', { body }),
  );
}

export function useUpdateAccount() {
  return useAdminister(
    async ({ id, change: body }: { readonly id: string; readonly change: AccountChange }) =>
      await request<Account>('PATCH', `/accounts/${id}`, { body }),
  );
}

/** The account must be disabled; its projects and users go with it. */
export function useDeleteAccount() {
  return useAdminister(async (id: string) => await request('DELETE', `/accounts/${id}`));
}
