// What happened, as the audit trail tells it.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  AllEventsQuery,
  Event,
  EventListQuery,
  EventPage,
} from '../../src/api/accord/events/schema.ts';
import { keys } from './keys.ts';
import type { FetchPage } from './page.ts';
import { request } from './request.ts';

/** One page of what concerns a project, newest first; the page before stays in sight until it comes. */
export function eventListQuery(projectId: string, query: EventListQuery) {
  return queryOptions({
    queryKey: keys.events(projectId, query),
    queryFn: async ({ signal }) =>
      await request<EventPage>('GET', `/projects/${projectId}/events`, { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The same over all projects, for operators. */
export function allEventsQuery(query: AllEventsQuery) {
  return queryOptions({
    queryKey: keys.eventsOfAll(query),
    queryFn: async ({ signal }) => await request<EventPage>('GET', '/events', { query, signal }),
    placeholderData: keepPreviousData,
    // The stream tells of changes in one's own projects only.
    staleTime: 0,
  });
}

/** The pages of a project's list, or of that over all (null), for those who want all of it. */
export function eventPages(projectId: string | null, query: AllEventsQuery): FetchPage<Event> {
  const path = projectId === null ? '/events' : `/projects/${projectId}/events`;
  return async (cursor, limit, signal) =>
    await request<EventPage>('GET', path, { query: { ...query, cursor, limit }, signal });
}

/** What happened to an image, newest first, page after page. */
export function imageEventsQuery(projectId: string, imageId: string) {
  return infiniteQueryOptions({
    queryKey: keys.imageEvents(projectId, imageId),
    queryFn: async ({ pageParam: cursor, signal }) =>
      await request<EventPage>('GET', `/projects/${projectId}/events`, {
        query: { imageId, cursor, limit: 50 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
