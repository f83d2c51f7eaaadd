// Who is signed in, and in which projects that person may act.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  MyProjects,
  PasswordChange,
  Session,
  SignIn,
} from '../../src/api/accord/session/schema.ts';
import { keys } from './keys.ts';
import { isSignedOut, request } from './request.ts';

/** null: nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await request<Session>('GET', '/session', { signal });
    } catch (error) {
      if (isSignedOut(error)) return null;
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

export function useSignOut() {
  return useMutation({ mutationFn: async () => await request('DELETE', '/session') });
}

/** The present session goes on; all others of the user end. */
export function useChangePassword() {
  return useMutation({
    mutationFn: async (body: PasswordChange) => await request('PUT', '/session/password', { body }),
  });
}
