import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { authorizeIdentity, mayIdentity, relationToUser } from '../policy.ts';
import { noSuchProject, type Project } from './project.ts';
import { findProject, isAssigned, selectProjects, type ProjectFilter } from './queries.ts';

/**
 * An administrator's list is of all projects, anybody else's of its own. A name that matches none of its own is refused rather than
 * answered with nothing: clients then take the name as an id, as they do with Keystone, which refuses members every list.
 */
export async function listProjects(
  context: Context,
  actor: Actor | null,
  filter: ProjectFilter = {},
): Promise<Project[]> {
  if (actor === null || mayIdentity(actor, 'project.list', 'other')) {
    return selectProjects(context.db, filter);
  }
  const { userId = actor.userId } = filter;
  authorizeIdentity(actor, 'project.list', relationToUser(actor, userId));
  const own = await selectProjects(context.db, { ...filter, userId });
  if (own.length === 0 && filter.name !== undefined) {
    authorizeIdentity(actor, 'project.list', 'other');
  }
  return own;
}

/** All projects, which only an administrator may list; nobody gets a shorter list instead. */
export async function listAllProjects(
  context: Context,
  actor: Actor | null,
  filter: ProjectFilter = {},
): Promise<Project[]> {
  authorizeIdentity(actor, 'project.list', 'other');
  return selectProjects(context.db, filter);
}

/** Throws `notFound`; to whoever may only read its own projects, every other id is `forbidden`. */
export async function showProject(
  context: Context,
  actor: Actor | null,
  id: string,
): Promise<Project> {
  const own = actor !== null && (await isAssigned(context.db, actor.userId, id));
  authorizeIdentity(actor, 'project.read', own ? 'self' : 'other');
  const project = await findProject(context.db, id);
  if (project === undefined) throw noSuchProject(id);
  return project;
}

/** The projects in which the user has a role. */
export async function listProjectsOfUser(
  context: Context,
  actor: Actor | null,
  userId: string,
  filter: Omit<ProjectFilter, 'userId'> = {},
): Promise<Project[]> {
  authorizeIdentity(actor, 'user.list-projects', relationToUser(actor, userId));
  return selectProjects(context.db, { ...filter, userId });
}

/** The projects that the actor can scope a token to: enabled ones in which it has a role. */
export async function listOwnProjects(context: Context, actor: Actor): Promise<Project[]> {
  return selectProjects(context.db, { userId: actor.userId, enabled: true });
}
