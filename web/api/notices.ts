import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { NoticePage } from '../../src/api/accord/notices/schema.ts';
import { keys } from './keys.ts';
import { request } from './request.ts';

/** A project's open notices, newest first, page after page. */
export function noticesQuery(projectId: string) {
  return infiniteQueryOptions({
    queryKey: keys.notices(projectId),
    queryFn: async ({ pageParam: cursor, signal }) =>
      await request<NoticePage>('GET', `/projects/${projectId}/notices`, {
        query: { cursor },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Dismisses one notice, or all up to one; those that have come since stay. */
export function useDismissNotices(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (which: { readonly id: number } | { readonly through: number }) => {
      const path = `/projects/${projectId}/notices`;
      await ('id' in which
        ? request('DELETE', `${path}/${which.id}`)
        : request('DELETE', path, { query: { through: which.through } }));
    },
    onSettled: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.notices(projectId) }),
        client.invalidateQueries({ queryKey: keys.myProjects }),
      ]);
    },
  });
}
