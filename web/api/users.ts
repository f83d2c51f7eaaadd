import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  User,
  UserChange,
  UserListQuery,
  UserPage,
  NewUser,
} from '../../src/api/accord/identity/schema.ts';
import { keys } from './keys.ts';
import type { FetchPage } from './page.ts';
import { request } from './request.ts';
import { useAdminister } from './use-administer.ts';

/** One page of them, by name; the page before stays in sight until it comes. */
export function userListQuery(query: UserListQuery) {
  return queryOptions({
    queryKey: keys.users(query),
    queryFn: async ({ signal }) => await request<UserPage>('GET', '/users', { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The pages of the same list, for those who want all of it. */
export function userPages(query: UserListQuery): FetchPage<User> {
  return async (cursor, limit, signal) =>
    await request<UserPage>('GET', '/users', { query: { ...query, cursor, limit }, signal });
}

export function useCreateUser() {
  return useAdminister(async (body: NewUser) => await request<User>('POST', '/users', { body }));
}

export function useUpdateUser() {
  return useAdminister(
    async ({ id, change: body }: { readonly id: string; readonly change: UserChange }) =>
      await request<User>('PATCH', `/users/${id}`, { body }),
  );
}

/** Its sessions end; what it has made stays. */
export function useDeleteUser() {
  return useAdminister(async (id: string) => await request('DELETE', `/users/${id}`));
}
