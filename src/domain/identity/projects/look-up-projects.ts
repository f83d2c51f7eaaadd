// The directory: whose an exact project id is. It is the one exception to what one may not see being as if it did not exist: a sender must know to
// whom it offers. So that nobody goes through ids, look-ups are counted.
import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { Fault } from '../../fault.ts';
import { mayBeProject, noSuchProject, type Project } from './project.ts';
import { countLookUps, selectProjectsByIds } from './queries.ts';

/** Those of the ids that are projects, for anybody who is signed in. Faults: throttled (ACCORD_DIRECTORY_RATE ids a minute for one user). */
export async function lookUpProjects(
  context: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Project[]> {
  const { directoryRate } = context.settings;
  const { count, secondsLeft } = await countLookUps(context.db, actor.userId, ids.length);
  if (count > directoryRate) {
    throw new Fault(
      'throttled',
      'directory.too-many',
      `More than ${directoryRate} project ids in a minute: try again in ${secondsLeft} seconds.`,
      { detail: { retryAfter: secondsLeft, limit: directoryRate } },
    );
  }
  return await selectProjectsByIds(context.db, ids.filter(mayBeProject));
}

/** As lookUpProjects, for one; faults also: notFound. */
export async function lookUpProject(context: Context, actor: Actor, id: string): Promise<Project> {
  const [project] = await lookUpProjects(context, actor, [id]);
  if (project === undefined) throw noSuchProject(id);
  return project;
}
