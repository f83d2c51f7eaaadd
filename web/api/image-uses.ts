// What has been made of images: of this project's by name, of others' by number for whoever owns the image.
import { queryOptions } from '@tanstack/react-query';
import type { ImageUses } from '../../src/api/accord/servers/schema.ts';
import { keys } from './keys.ts';
import { request } from './request.ts';

/** What the service tells of at once. */
const largestQuestion = 100;

/** For any number of images; the service is asked as often as that takes. */
export function imageUsesQuery(projectId: string, imageIds: readonly string[]) {
  return queryOptions({
    queryKey: keys.imageUses(projectId, imageIds),
    queryFn: async ({ signal }) => {
      const items: ImageUses['items'] = [];
      for (let from = 0; from < imageIds.length; from += largestQuestion) {
        const body = { imageIds: imageIds.slice(from, from + largestQuestion) };
        const path = `/projects/${projectId}/images/uses`;
        items.push(...(await request<ImageUses>('POST', path, { body, signal })).items);
      }
      return items;
    },
    staleTime: 0,
  });
}
