// What others offer to a project, and its answers.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  AnswerResults,
  Answers,
  Offer,
  OfferPage,
  UndoResults,
} from '../../src/api/accord/sharing/schema.ts';
import { keys } from './keys.ts';
import { request } from './request.ts';

/** All offers that stand at `status`, newest first: what is counted on a button is what it answers. */
export function offersQuery(projectId: string, status: 'pending' | 'rejected') {
  return queryOptions({
    queryKey: keys.offers(projectId, status),
    queryFn: async ({ signal }): Promise<Offer[]> => {
      const offers: Offer[] = [];
      let cursor: string | null = null;
      do {
        const page: OfferPage = await request<OfferPage>('GET', `/projects/${projectId}/offers`, {
          query: { status, limit: 1000, cursor },
          signal,
        });
        offers.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return offers;
    },
  });
}

export function useAnswer(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Answers) =>
      (await request<AnswerResults>('POST', `/projects/${projectId}/answers`, { body })).results,
    onSettled: async () => await client.invalidateQueries({ queryKey: keys.project(projectId) }),
  });
}

export function useUndoAnswers(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (answerIds: readonly string[]) =>
      (
        await request<UndoResults>('POST', `/projects/${projectId}/answers/undo`, {
          body: { answerIds },
        })
      ).results,
    onSettled: async () => await client.invalidateQueries({ queryKey: keys.project(projectId) }),
  });
}
