// Offering images to other projects, and taking that back.
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  Share,
  ShareCheckAnswer,
  ShareResults,
  Withdrawal,
  WithdrawalResults,
} from '../../src/api/accord/sharing/schema.ts';
import { keys } from './keys.ts';
import { request } from './request.ts';

/** Projects, and images, that one request may name. */
export const largestShare = 100;

type Pairs = Pick<Share, 'imageIds' | 'projectIds'>;

/** What an offer would come to. */
export function shareCheckQuery(projectId: string, pairs: Pairs) {
  return queryOptions({
    queryKey: keys.shareCheck(projectId, pairs),
    queryFn: async ({ signal }) =>
      await request<ShareCheckAnswer>('POST', `/projects/${projectId}/shares/check`, {
        body: pairs,
        signal,
      }),
    placeholderData: keepPreviousData,
    // What was true when the dialog was open the last time says nothing now.
    gcTime: 0,
  });
}

export function useShare(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Share) =>
      (await request<ShareResults>('POST', `/projects/${projectId}/shares`, { body })).results,
    onSettled: async () => await client.invalidateQueries({ queryKey: keys.project(projectId) }),
  });
}

/** Any number of projects; the service is asked as often as that takes. */
export function useWithdraw(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ imageIds, projectIds }: Pairs) => {
      const results: WithdrawalResults['results'] = [];
      for (let from = 0; from < projectIds.length; from += largestShare) {
        const body: Withdrawal = {
          imageIds,
          projectIds: projectIds.slice(from, from + largestShare),
        };
        const path = `/projects/${projectId}/withdrawals`;
        results.push(...(await request<WithdrawalResults>('POST', path, { body })).results);
      }
      return results;
    },
    onSettled: async () => await client.invalidateQueries({ queryKey: keys.project(projectId) }),
  });
}
