// The answers of the API that the console keeps. A stream of changes says when they are old (stream.ts), so they are not asked again
// for their age alone.
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { keys } from './keys.ts';
import { asProblem } from './problem.ts';
import { isSignedOut } from './request.ts';

const freshMilliseconds = 60_000;
const retries = 2;

export function makeQueryClient(): QueryClient {
  const end = (): void => void client.setQueryData(keys.session, null);
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (saysSignedOut(client, error)) end();
      },
    }),
    mutationCache: new MutationCache({
      onError: (error) => {
        if (isSignedOut(error)) end();
      },
    }),
    defaultOptions: { queries: { staleTime: freshMilliseconds, retry: mayHelp } },
  });
  return client;
}

/**
 * Whatever is answered 401 says that the session has ended; the pages for signed-in people look at it. But not while it is ended from here: a
 * change of the password gives another, and who signs out leaves the page.
 */
export function saysSignedOut(client: QueryClient, error: unknown): boolean {
  return isSignedOut(error) && client.isMutating({ mutationKey: keys.endOfSession }) === 0;
}

/** Asking again may help against a network or a service in trouble, never against a refusal. */
function mayHelp(failures: number, error: unknown): boolean {
  const { status, code } = asProblem(error);
  return failures < retries && (status >= 500 || code === 'console.unreachable');
}
