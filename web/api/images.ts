import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  Image,
  ImageCounts,
  ImageListQuery,
  ImagePage,
} from '../../src/api/accord/images/schema.ts';
import { keys } from './keys.ts';
import type { FetchPage } from './page.ts';
import { request } from './request.ts';

/** One page of a project's images; the page before stays in sight until it comes. */
export function imageListQuery(projectId: string, query: ImageListQuery) {
  return queryOptions({
    queryKey: keys.imageList(projectId, query),
    queryFn: async ({ signal }) =>
      await request<ImagePage>('GET', `/projects/${projectId}/images`, { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The pages of the same list, for those who want all of it. */
export function imagePages(projectId: string, query: ImageListQuery): FetchPage<Image> {
  return async (cursor, limit, signal) =>
    await request<ImagePage>('GET', `/projects/${projectId}/images`, {
      query: { ...query, cursor, limit },
      signal,
    });
}

export function imageCountsQuery(projectId: string) {
  return queryOptions({
    queryKey: keys.imageCounts(projectId),
    queryFn: async ({ signal }) =>
      await request<ImageCounts>('GET', `/projects/${projectId}/images/counts`, { signal }),
  });
}
