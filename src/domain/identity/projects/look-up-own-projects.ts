import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { listProjects } from './read-projects.ts';
import type { Project } from './project.ts';
import { selectProjects, type ProjectFilter } from './queries.ts';

/**
 * The projects in the actor's own account that it has a role in; of an administrator, too, no others. Who gives the name of a region means its
 * project there: where none is called so, that is the only one it has a role in, of whichever account. Faults: those of listProjects.
 */
export async function lookUpOwnProjects(
  context: Context,
  actor: Actor,
  filter: Omit<ProjectFilter, 'domainId' | 'userId'>,
): Promise<Project[]> {
  const { domainId, userId } = actor;
  const { name } = filter;
  if (name !== undefined) {
    const named = await selectProjects(context.db, { ...filter, domainId, userId });
    if (named.length > 0) return named;
    const inRegion = { userId, regionId: name, enabled: true, limit: 2 };
    const [only, ...others] = await selectProjects(context.db, inRegion);
    if (only !== undefined && others.length === 0) return [only];
  }
  return await listProjects(context, actor, { ...filter, domainId, userId });
}
