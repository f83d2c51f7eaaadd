import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  type UseMutationResult,
} from '@tanstack/react-query';
import type { CaptureBegun, NewCapture } from '../../src/api/accord/disks/schema.ts';
import type { EventPage } from '../../src/api/accord/events/schema.ts';
import type { Begun } from '../../src/api/accord/jobs/schema.ts';
import type {
  EngineStatus,
  Flavors,
  Log,
  MoreServers,
  NewServers,
  OsChange,
  Reinstallation,
  Server,
  ServerChange,
  ServerDeletions,
  ServerListQuery,
  ServerPage,
  ServersBegun,
} from '../../src/api/accord/servers/schema.ts';
import { keys } from './keys.ts';
import type { FetchPage } from './page.ts';
import { request } from './request.ts';
import { pauseFor, useAct } from './under-way.ts';

function path(projectId: string, rest = ''): string {
  return `/projects/${projectId}/servers${rest}`;
}

/** One page of them, newest first; the page before stays in sight until it comes. */
export function serverListQuery(projectId: string, query: ServerListQuery) {
  return queryOptions({
    queryKey: keys.serverList(projectId, query),
    queryFn: async ({ signal }) =>
      await request<ServerPage>('GET', path(projectId), { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => pauseFor(state.data?.items ?? []),
  });
}

/** The pages of the same list, for those who want all of it. */
export function serverPages(projectId: string, query: ServerListQuery): FetchPage<Server> {
  return async (cursor, limit, signal) =>
    await request<ServerPage>('GET', path(projectId), {
      query: { ...query, cursor, limit },
      signal,
    });
}

export function serverQuery(projectId: string, serverId: string) {
  return queryOptions({
    queryKey: keys.server(projectId, serverId),
    queryFn: async ({ signal }) =>
      await request<Server>('GET', path(projectId, `/${serverId}`), { signal }),
    refetchInterval: ({ state }) => pauseFor(state.data === undefined ? [] : [state.data]),
  });
}

/** What happened to a server, newest first, page after page. */
export function serverEventsQuery(projectId: string, serverId: string) {
  return infiniteQueryOptions({
    queryKey: keys.serverEvents(projectId, serverId),
    queryFn: async ({ pageParam: cursor, signal }) =>
      await request<EventPage>('GET', path(projectId, `/${serverId}/events`), {
        query: { cursor, limit: 50 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function flavorsQuery(projectId: string) {
  return queryOptions({
    queryKey: keys.flavors(projectId),
    queryFn: async ({ signal }) =>
      (await request<Flavors>('GET', `/projects/${projectId}/flavors`, { signal })).items,
  });
}

/** What runs servers here, or what is missing for that. */
export function engineQuery(projectId: string) {
  return queryOptions({
    queryKey: keys.engine(projectId),
    queryFn: async ({ signal }) =>
      await request<EngineStatus>('GET', `/projects/${projectId}/engine`, { signal }),
    // The operator installs what is missing, and looks again.
    staleTime: 0,
  });
}

/** What a server has written to its serial console, from a byte on. */
export async function readLog(
  projectId: string,
  serverId: string,
  from: number,
  signal: AbortSignal,
): Promise<Log> {
  return await request<Log>('GET', path(projectId, `/${serverId}/log`), {
    query: { from },
    signal,
  });
}

export type ConsoleKind = 'serial' | 'screen';

/** Where a console of a server is spoken to, as an address of a WebSocket. */
export function consoleUrl(projectId: string, serverId: string, kind: ConsoleKind): string {
  const url = new URL(`/api/v1${path(projectId, `/${serverId}/${kind}`)}`, window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

type Doing<Wanted, Answer> = UseMutationResult<Answer, Error, Wanted>;

export function useCreateServers(projectId: string): Doing<NewServers, ServersBegun> {
  return useAct(
    projectId,
    async (body) => await request<ServersBegun>('POST', path(projectId), { body }),
  );
}

export function useCreateSame(
  projectId: string,
  serverId: string,
): Doing<MoreServers, ServersBegun> {
  return useAct(
    projectId,
    async (body) =>
      await request<ServersBegun>('POST', path(projectId, `/${serverId}/copies`), { body }),
  );
}

export type Power = 'start' | 'stop' | 'reboot';

interface PowerWanted {
  readonly serverId: string;
  readonly power: Power;
  /** As if the plug were pulled. */
  readonly hard?: boolean;
}

export function usePower(projectId: string): Doing<PowerWanted, Begun> {
  return useAct(projectId, async ({ serverId, power, hard = false }) => {
    const options = power === 'start' ? {} : { body: { hard } };
    return await request<Begun>('POST', path(projectId, `/${serverId}/${power}`), options);
  });
}

export function useChangeOs(projectId: string, serverId: string): Doing<OsChange, Begun> {
  return useAct(
    projectId,
    async (body) => await request<Begun>('POST', path(projectId, `/${serverId}/os`), { body }),
  );
}

export function useReinstall(projectId: string, serverId: string): Doing<Reinstallation, Begun> {
  return useAct(
    projectId,
    async (body) =>
      await request<Begun>('POST', path(projectId, `/${serverId}/reinstallation`), { body }),
  );
}

export function useChangeServer(projectId: string, serverId: string): Doing<ServerChange, Server> {
  return useAct(
    projectId,
    async (body) => await request<Server>('PATCH', path(projectId, `/${serverId}`), { body }),
  );
}

export function useDeleteServers(projectId: string): Doing<ServerDeletions, Begun> {
  return useAct(
    projectId,
    async (body) => await request<Begun>('POST', path(projectId, '/deletions'), { body }),
  );
}

export function useCaptureServer(
  projectId: string,
  serverId: string,
): Doing<NewCapture, CaptureBegun> {
  return useAct(
    projectId,
    async (body) =>
      await request<CaptureBegun>('POST', path(projectId, `/${serverId}/images`), { body }),
  );
}

interface Pair {
  readonly serverId: string;
  readonly diskId: string;
}

export function useAttachDisk(projectId: string): Doing<Pair, Begun> {
  return useAct(
    projectId,
    async ({ serverId, diskId }) =>
      await request<Begun>('POST', path(projectId, `/${serverId}/disks`), { body: { diskId } }),
  );
}

export function useDetachDisk(projectId: string): Doing<Pair, Begun> {
  return useAct(
    projectId,
    async ({ serverId, diskId }) =>
      await request<Begun>('DELETE', path(projectId, `/${serverId}/disks/${diskId}`)),
  );
}
