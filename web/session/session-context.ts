// What every page for signed-in people can count on: who they are, their projects, and the project that they are in.
import { createContext, useContext } from 'react';
import type { MyProject, Session } from '../../src/api/accord/session/schema.ts';

export const SessionContext = createContext<Session | null>(null);
export const MyProjectsContext = createContext<readonly MyProject[] | null>(null);
export const ProjectContext = createContext<MyProject | null>(null);

/** Who is signed in. Only below SignedIn. */
export function useSession(): Session {
  return present(useContext(SessionContext), 'SignedIn');
}

/** All projects that this person has a role in, by region, then name. Only below SignedIn. */
export function useMyProjects(): readonly MyProject[] {
  return present(useContext(MyProjectsContext), 'SignedIn');
}

/** The project of the address. Only below InProject. */
export function useProject(): MyProject {
  return present(useContext(ProjectContext), 'InProject');
}

function present<T>(value: T | null, where: string): T {
  if (value === null) throw new Error(`used outside of ${where}`);
  return value;
}
