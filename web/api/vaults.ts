// The vaults of a project: what they are, how large, and what would fit into them.
import { keepPreviousData, queryOptions, type UseMutationResult } from '@tanstack/react-query';
import type {
  AnswerCheckResult,
  NewVault,
  Vault,
  VaultChange,
  VaultListQuery,
  VaultPage,
} from '../../src/api/accord/vaults/schema.ts';
import { keys } from './keys.ts';
import type { FetchPage } from './page.ts';
import { request } from './request.ts';
import { useAct } from './under-way.ts';

function path(projectId: string, rest = ''): string {
  return `/projects/${projectId}/vaults${rest}`;
}

/** One page of them, newest first; the page before stays in sight until it comes. */
export function vaultListQuery(projectId: string, query: VaultListQuery) {
  return queryOptions({
    queryKey: keys.vaultList(projectId, query),
    queryFn: async ({ signal }) =>
      await request<VaultPage>('GET', path(projectId), { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The pages of the same list, for those who want all of it. */
export function vaultPages(projectId: string, query: VaultListQuery): FetchPage<Vault> {
  return async (cursor, limit, signal) =>
    await request<VaultPage>('GET', path(projectId), {
      query: { ...query, cursor, limit },
      signal,
    });
}

/** As many as one chooses among: the newest. */
const mostChoices = 1000;

export function vaultChoicesQuery(projectId: string) {
  return vaultListQuery(projectId, { limit: mostChoices });
}

export function vaultQuery(projectId: string, vaultId: string) {
  return queryOptions({
    queryKey: keys.vault(projectId, vaultId),
    queryFn: async ({ signal }) =>
      await request<Vault>('GET', path(projectId, `/${vaultId}`), { signal }),
  });
}

/** What accepting these full-server images takes, and which vaults could hold them. At most 1000. */
export function answerCheckQuery(projectId: string, imageIds: readonly string[]) {
  return queryOptions({
    queryKey: keys.answerCheck(projectId, imageIds),
    queryFn: async ({ signal }) =>
      await request<AnswerCheckResult>('POST', `/projects/${projectId}/answers/check`, {
        body: { imageIds },
        signal,
      }),
    staleTime: 0,
    // What was true when the dialog was open the last time says nothing now.
    gcTime: 0,
  });
}

type Doing<Wanted, Answer> = UseMutationResult<Answer, Error, Wanted>;

export function useCreateVault(projectId: string): Doing<NewVault, Vault> {
  return useAct(projectId, async (body) => await request<Vault>('POST', path(projectId), { body }));
}

interface Change extends VaultChange {
  readonly vaultId: string;
}

export function useChangeVault(projectId: string): Doing<Change, Vault> {
  return useAct(
    projectId,
    async ({ vaultId, ...body }) =>
      await request<Vault>('PATCH', path(projectId, `/${vaultId}`), { body }),
  );
}

export function useDeleteVault(projectId: string): Doing<string, undefined> {
  return useAct(
    projectId,
    async (vaultId) => await request('DELETE', path(projectId, `/${vaultId}`)),
  );
}
