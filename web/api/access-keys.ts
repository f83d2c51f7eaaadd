import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  AccessKey,
  AccessKeyChange,
  AccessKeys,
  CreatedAccessKey,
  NewAccessKey,
} from '../../src/api/accord/access-keys/schema.ts';
import { keys } from './keys.ts';
import { request } from './request.ts';

/** Those of whoever is signed in, the oldest first, and how many that may be. */
export const accessKeysQuery = queryOptions({
  queryKey: keys.accessKeys,
  queryFn: async ({ signal }) => await request<AccessKeys>('GET', '/access-keys', { signal }),
});

export function useCreateAccessKey() {
  return useChange(
    async (body: NewAccessKey) => await request<CreatedAccessKey>('POST', '/access-keys', { body }),
  );
}

export function useUpdateAccessKey() {
  return useChange(
    async ({ id, change: body }: { readonly id: string; readonly change: AccessKeyChange }) =>
      await request<AccessKey>('PATCH', `/access-keys/${id}`, { body }),
  );
}

export function useDeleteAccessKey() {
  return useChange(async (id: string) => await request('DELETE', `/access-keys/${id}`));
}

function useChange<Wanted, Answer>(act: (wanted: Wanted) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    // No secret stays in memory after the dialog that shows it.
    gcTime: 0,
    onSettled: async () => await client.invalidateQueries({ queryKey: keys.accessKeys }),
  });
}
