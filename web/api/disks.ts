import { keepPreviousData, queryOptions, type UseMutationResult } from '@tanstack/react-query';
import type {
  CaptureBegun,
  Disk,
  DiskChange,
  DiskDeletions,
  DiskListQuery,
  DiskPage,
  DisksBegun,
  NewCapture,
  NewDisks,
} from '../../src/api/accord/disks/schema.ts';
import type { Begun } from '../../src/api/accord/jobs/schema.ts';
import { keys } from './keys.ts';
import type { FetchPage } from './page.ts';
import { request } from './request.ts';
import { pauseFor, useAct } from './under-way.ts';

function path(projectId: string, rest = ''): string {
  return `/projects/${projectId}/disks${rest}`;
}

/** One page of them, newest first; the page before stays in sight until it comes. */
export function diskListQuery(projectId: string, query: DiskListQuery) {
  return queryOptions({
    queryKey: keys.diskList(projectId, query),
    queryFn: async ({ signal }) =>
      await request<DiskPage>('GET', path(projectId), { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => pauseFor(state.data?.items ?? []),
  });
}

/** The pages of the same list, for those who want all of it. */
export function diskPages(projectId: string, query: DiskListQuery): FetchPage<Disk> {
  return async (cursor, limit, signal) =>
    await request<DiskPage>('GET', path(projectId), { query: { ...query, cursor, limit }, signal });
}

type Doing<Wanted, Answer> = UseMutationResult<Answer, Error, Wanted>;

export function useCreateDisks(projectId: string): Doing<NewDisks, DisksBegun> {
  return useAct(
    projectId,
    async (body) => await request<DisksBegun>('POST', path(projectId), { body }),
  );
}

export function useChangeDisk(projectId: string, diskId: string): Doing<DiskChange, Disk> {
  return useAct(
    projectId,
    async (body) => await request<Disk>('PATCH', path(projectId, `/${diskId}`), { body }),
  );
}

/** `size`: GiB, more than it has. */
export function useGrowDisk(projectId: string, diskId: string): Doing<number, Begun> {
  return useAct(
    projectId,
    async (size) =>
      await request<Begun>('POST', path(projectId, `/${diskId}/growth`), { body: { size } }),
  );
}

export function useDeleteDisks(projectId: string): Doing<DiskDeletions, Begun> {
  return useAct(
    projectId,
    async (body) => await request<Begun>('POST', path(projectId, '/deletions'), { body }),
  );
}

export function useCaptureDisk(projectId: string, diskId: string): Doing<NewCapture, CaptureBegun> {
  return useAct(
    projectId,
    async (body) =>
      await request<CaptureBegun>('POST', path(projectId, `/${diskId}/images`), { body }),
  );
}
