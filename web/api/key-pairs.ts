import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { KeyPairs, MadeKeyPair, NewKeyPair } from '../../src/api/accord/servers/schema.ts';
import { keys } from './keys.ts';
import { request } from './request.ts';
import { useAct } from './under-way.ts';

function path(projectId: string): string {
  return `/projects/${projectId}/key-pairs`;
}

/** What servers can let in with: the public halves. */
export function keyPairsQuery(projectId: string) {
  return queryOptions({
    queryKey: keys.keyPairs(projectId),
    queryFn: async ({ signal }) =>
      (await request<KeyPairs>('GET', path(projectId), { signal })).items,
  });
}

export function useCreateKeyPair(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: NewKeyPair) =>
      await request<MadeKeyPair>('POST', path(projectId), { body }),
    // No private key stays in memory after the dialog that gives it out.
    gcTime: 0,
    onSettled: async () => await client.invalidateQueries({ queryKey: keys.keyPairs(projectId) }),
  });
}

export function useDeleteKeyPair(projectId: string) {
  return useAct(
    projectId,
    async (name: string) =>
      await request('DELETE', `${path(projectId)}/${encodeURIComponent(name)}`),
  );
}
