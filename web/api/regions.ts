import { queryOptions } from '@tanstack/react-query';
import type {
  NewRegion,
  Region,
  RegionChange,
  Regions,
} from '../../src/api/accord/regions/schema.ts';
import { keys } from './keys.ts';
import { request } from './request.ts';
import { useAdminister } from './use-administer.ts';

/** All of them, by name. */
export const regionsQuery = queryOptions({
  queryKey: keys.regions,
  queryFn: async ({ signal }) => (await request<Regions>('GET', '/regions', { signal })).items,
});

export function useCreateRegion() {
  return useAdminister(
    async (body: NewRegion) => await request<Region>('POST', '/regions', { body }),
  );
}

export function useUpdateRegion() {
  return useAdminister(
    async ({ id, change: body }: { readonly id: string; readonly change: RegionChange }) =>
      await request<Region>('PATCH', `/regions/${id}`, { body }),
  );
}

export function useDeleteRegion() {
  return useAdminister(async (id: string) => await request('DELETE', `/regions/${id}`));
}
