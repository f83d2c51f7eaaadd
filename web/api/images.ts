import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  Disks,
  Image,
  ImageChange,
  ImageCopy,
  ImageCounts,
  ImageDeletionResults,
  ImageListQuery,
  ImagePage,
  NewCopy,
} from '../../src/api/accord/images/schema.ts';
import { keys } from './keys.ts';
import type { FetchPage } from './page.ts';
import { apiUrl, request } from './request.ts';

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

export function imageQuery(projectId: string, imageId: string) {
  return queryOptions({
    queryKey: keys.image(projectId, imageId),
    queryFn: async ({ signal }) =>
      await request<Image>('GET', imagePath(projectId, imageId), { signal }),
  });
}

/** The disks that an image holds. */
export function imageDisksQuery(projectId: string, imageId: string) {
  return queryOptions({
    queryKey: keys.imageDisks(projectId, imageId),
    queryFn: async ({ signal }) =>
      await request<Disks>('GET', `${imagePath(projectId, imageId)}/disks`, { signal }),
  });
}

/** Where a browser downloads the bytes; their name comes with them. */
export function imageFileUrl(projectId: string, imageId: string): string {
  return apiUrl(`${imagePath(projectId, imageId)}/file`);
}

export function useChangeImage(projectId: string, imageId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: ImageChange) =>
      await request<Image>('PATCH', imagePath(projectId, imageId), { body }),
    onSuccess: (image) => client.setQueryData(keys.image(projectId, imageId), image),
    onSettled: async () => await client.invalidateQueries({ queryKey: keys.images(projectId) }),
  });
}

/** Makes a new image out of one, which the project of the new one then has. */
export function useCopyImage(projectId: string, imageId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: NewCopy) =>
      await request<ImageCopy>('POST', `${imagePath(projectId, imageId)}/copies`, { body }),
    onSuccess: async (copy) =>
      await client.invalidateQueries({ queryKey: keys.images(copy.projectId) }),
  });
}

/** Takes the bytes of an image out of use, or puts them back. */
export function useSwitchImage(projectId: string, imageId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (act: 'deactivate' | 'reactivate') => {
      const method = act === 'deactivate' ? 'POST' : 'DELETE';
      await request(method, `${imagePath(projectId, imageId)}/deactivation`);
    },
    onSettled: async () => await client.invalidateQueries({ queryKey: keys.images(projectId) }),
  });
}

/** What the service deletes at once. */
const largestDeletion = 100;

interface DeletionWanted {
  readonly imageIds: readonly string[];
  /** The backups behind full-server images go too. */
  readonly deleteBackups?: boolean;
}

/** Any number of images; the service is asked as often as that takes. */
export function useDeleteImages(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ imageIds, deleteBackups = false }: DeletionWanted) => {
      const results: ImageDeletionResults['results'] = [];
      for (let from = 0; from < imageIds.length; from += largestDeletion) {
        const body = {
          imageIds: imageIds.slice(from, from + largestDeletion),
          ...(deleteBackups ? { deleteBackups } : {}),
        };
        const path = `/projects/${projectId}/images/deletions`;
        results.push(...(await request<ImageDeletionResults>('POST', path, { body })).results);
      }
      return results;
    },
    onSettled: async () => await client.invalidateQueries({ queryKey: keys.project(projectId) }),
  });
}

export function imagePath(projectId: string, imageId: string): string {
  return `/projects/${projectId}/images/${imageId}`;
}
