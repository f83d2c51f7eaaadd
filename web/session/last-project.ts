// The project that somebody was in last, so that a visit begins there.
import { useParams } from 'react-router';
import type { MyProject } from '../../src/api/accord/session/schema.ts';
import { useMyProjects } from './session-context.ts';

const storageKey = 'accord.project';

export function rememberProject(projectId: string): void {
  localStorage.setItem(storageKey, projectId);
}

/** The project of the address, else the last one, else the first; undefined: it has none, or none like that in the address. */
export function useCurrentProject(): MyProject | undefined {
  const { projectId } = useParams();
  const projects = useMyProjects();
  const wanted = projectId ?? localStorage.getItem(storageKey);
  const found = projects.find(({ id }) => id === wanted);
  return projectId === undefined ? (found ?? projects[0]) : found;
}
