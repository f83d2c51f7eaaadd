// What happened, as the audit trail tells it to a project.
import { infiniteQueryOptions } from '@tanstack/react-query';
import type { EventPage } from '../../src/api/accord/events/schema.ts';
import { keys } from './keys.ts';
import { request } from './request.ts';

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
