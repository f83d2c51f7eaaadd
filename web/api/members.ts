// Whom an image is offered to, and what they have answered.
import { queryOptions } from '@tanstack/react-query';
import type { Image } from '../../src/api/accord/images/schema.ts';
import type { Member, Members } from '../../src/api/accord/sharing/schema.ts';
import { keys } from './keys.ts';
import { request } from './request.ts';

/** Oldest first. Only a shared image has members; the service is not asked for those of another. */
export function membersQuery(
  projectId: string,
  { id, visibility }: Pick<Image, 'id' | 'visibility'>,
) {
  return queryOptions({
    queryKey: keys.members(projectId, id, visibility),
    queryFn: async ({ signal }): Promise<readonly Member[]> =>
      visibility === 'shared'
        ? (await request<Members>('GET', `/projects/${projectId}/images/${id}/members`, { signal }))
            .items
        : [],
  });
}
