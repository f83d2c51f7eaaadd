// Who is signed in, and in which projects that person may act.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  MyProjects,
  PasswordChange,
  Session,
  SignIn,
} from '../../src/api/accord/session/schema.ts';
import { keys } from './keys.ts';
import { saysSignedOut } from './query-client.ts';
import { request } from './request.ts';

/** null: nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async ({ signal, client }): Promise<Session | null> => {
    try {
      return await request<Session>('GET', '/session', { signal });
    } catch (error) {
      if (saysSignedOut(client, error)) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

/** By region, then name. */
export const myProjectsQuery = queryOptions({
  queryKey: keys.myProjects,
  queryFn: async ({ signal }) =>
    (await request<MyProjects>('GET', '/session/projects', { signal })).items,
});

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: SignIn) => await request<Session>('POST', '/session', { body }),
    onSuccess: (session) => {
      // What is kept may be another person's.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey !== keys.session });
      client.setQueryData(keys.session, session);
    },
  });
}

const goneWithinMilliseconds = 5000;

/** `leave`: goes where one signs in. */
export function useSignOut(leave: () => void) {
  return useMutation({
    mutationKey: keys.endOfSession,
    mutationFn: async () => await request('DELETE', '/session'),
    onSuccess: async () => {
      leave();
      // Under way until the page is gone: else a refusal meanwhile would show a form that is gone in a moment, with what was typed. A page
      // that stays after all, since somebody wants to, goes on as one whose session has ended.
      await new Promise((resolve) => setTimeout(resolve, goneWithinMilliseconds));
    },
  });
}

/**
 * The present session goes on; all others of the user end. The service ends them all before its answer brings the new cookie: what is refused
 * in between is asked again.
 */
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: keys.endOfSession,
    mutationFn: async (body: PasswordChange) => await request('PUT', '/session/password', { body }),
    onSuccess: async () => {
      // Also what is under way: it went with the old cookie.
      await client.cancelQueries();
      void client.invalidateQueries();
    },
  });
}
