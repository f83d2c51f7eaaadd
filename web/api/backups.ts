// Backups of servers, of this project and behind images that it has accepted, and what is made of them.
import { keepPreviousData, queryOptions, type UseMutationResult } from '@tanstack/react-query';
import type {
  Backup,
  BackupBegun,
  BackupChange,
  BackupListQuery,
  BackupPage,
  NewBackup,
  NewServerImage,
  Restoration,
  ServerImageBegun,
  ServerImageMade,
} from '../../src/api/accord/backups/schema.ts';
import type { ServersBegun } from '../../src/api/accord/servers/schema.ts';
import { keys } from './keys.ts';
import type { FetchPage } from './page.ts';
import { request } from './request.ts';
import { pauseFor, useAct } from './under-way.ts';

function path(projectId: string, rest = ''): string {
  return `/projects/${projectId}/backups${rest}`;
}

/** One page of them, newest first; the page before stays in sight until it comes. */
export function backupListQuery(projectId: string, query: BackupListQuery) {
  return queryOptions({
    queryKey: keys.backupList(projectId, query),
    queryFn: async ({ signal }) =>
      await request<BackupPage>('GET', path(projectId), { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => pauseFor(state.data?.items ?? []),
  });
}

/** The pages of the same list, for those who want all of it. */
export function backupPages(projectId: string, query: BackupListQuery): FetchPage<Backup> {
  return async (cursor, limit, signal) =>
    await request<BackupPage>('GET', path(projectId), {
      query: { ...query, cursor, limit },
      signal,
    });
}

export function backupQuery(projectId: string, backupId: string) {
  return queryOptions({
    queryKey: keys.backup(projectId, backupId),
    queryFn: async ({ signal }) =>
      await request<Backup>('GET', path(projectId, `/${backupId}`), { signal }),
    refetchInterval: ({ state }) => pauseFor(state.data === undefined ? [] : [state.data]),
  });
}

type Doing<Wanted, Answer> = UseMutationResult<Answer, Error, Wanted>;

export function useBackUpServer(
  projectId: string,
  serverId: string,
): Doing<NewBackup, BackupBegun> {
  return useAct(
    projectId,
    async (body) =>
      await request<BackupBegun>('POST', `/projects/${projectId}/servers/${serverId}/backups`, {
        body,
      }),
  );
}

/** Backs a server up, and makes a full-server image of that. */
export function useImageServer(
  projectId: string,
  serverId: string,
): Doing<NewBackup, ServerImageBegun> {
  return useAct(
    projectId,
    async (body) =>
      await request<ServerImageBegun>(
        'POST',
        `/projects/${projectId}/servers/${serverId}/server-images`,
        { body },
      ),
  );
}

export function useImageBackup(
  projectId: string,
  backupId: string,
): Doing<NewServerImage, ServerImageMade> {
  return useAct(
    projectId,
    async (body) =>
      await request<ServerImageMade>('POST', path(projectId, `/${backupId}/images`), { body }),
  );
}

/** Makes a new server with all disks. */
export function useRestoreBackup(
  projectId: string,
  backupId: string,
): Doing<Restoration, ServersBegun> {
  return useAct(
    projectId,
    async (body) =>
      await request<ServersBegun>('POST', path(projectId, `/${backupId}/servers`), { body }),
  );
}

export function useChangeBackup(projectId: string, backupId: string): Doing<BackupChange, Backup> {
  return useAct(
    projectId,
    async (body) => await request<Backup>('PATCH', path(projectId, `/${backupId}`), { body }),
  );
}

export function useDeleteBackup(projectId: string): Doing<string, undefined> {
  return useAct(
    projectId,
    async (backupId) => await request('DELETE', path(projectId, `/${backupId}`)),
  );
}
