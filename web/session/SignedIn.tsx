import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { myProjectsQuery, sessionQuery } from '../api/session.ts';
import { useChanges } from '../api/use-changes.ts';
import { paths } from '../paths.ts';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { MyProjectsContext, SessionContext } from './session-context.ts';

/** Around everything that only signed-in people see; others are led to sign in, and back. */
export function SignedIn() {
  const session = useQuery(sessionQuery);
  const { pathname, search } = useLocation();
  if (session.data === null) {
    const isHome = pathname === paths.home;
    return <Navigate to={paths.signIn(isHome ? undefined : pathname + search)} replace />;
  }
  if (session.data === undefined) return <Waiting {...session} />;
  return (
    <SessionContext value={session.data}>
      <WithProjects />
    </SessionContext>
  );
}

function WithProjects(): ReactNode {
  const projects = useQuery(myProjectsQuery);
  useChanges();
  if (projects.data === undefined) return <Waiting {...projects} />;
  return (
    <MyProjectsContext value={projects.data}>
      <Outlet />
    </MyProjectsContext>
  );
}

interface WaitingProps {
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
}

function Waiting({ error, refetch }: WaitingProps): ReactNode {
  return error === null ? (
    <Loading />
  ) : (
    <main>
      <ErrorAlert error={error} onRetry={() => void refetch()} />
    </main>
  );
}
