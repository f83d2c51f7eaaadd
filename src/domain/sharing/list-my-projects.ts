import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { selectNoticeCounts } from '../events/queries.ts';
import { selectProjectsWithRole, type ProjectWithRole } from '../identity/projects/queries.ts';
import { selectPendingCounts } from './queries.ts';

export interface MyProject extends ProjectWithRole {
  /** Images that wait for the project's answer. */
  readonly waitingOffers: number;
  readonly openNotices: number;
}

/** The projects that the actor's user can work in, by region, then name, and what waits for it there. */
export async function listMyProjects(context: Context, actor: Actor): Promise<MyProject[]> {
  const projects = await selectProjectsWithRole(context.db, actor.userId);
  const ids = projects.map((project) => project.id);
  const [offers, notices] = await Promise.all([
    selectPendingCounts(context.db, ids),
    selectNoticeCounts(context.db, ids),
  ]);
  return projects.map((project) => ({
    ...project,
    waitingOffers: offers.get(project.id) ?? 0,
    openNotices: notices.get(project.id) ?? 0,
  }));
}
