import type { Tx } from '../../../db/pool.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvents } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { authorizeIdentity } from '../policy.ts';
import { noSuchProject, type Project } from './project.ts';
import { deleteProjectRows, hasChildren, lockProject } from './queries.ts';

/**
 * Deletes the project at once, with its assignments and application credentials; its tokens no longer authenticate. What other nouns
 * keep of it goes by job. Throws `notFound`, and `forbidden` while it has sub-projects (Keystone's rule).
 */
export async function deleteProject(
  context: Context,
  actor: Actor | null,
  id: string,
): Promise<void> {
  authorizeIdentity(actor, 'project.delete', 'other');
  await context.db.transaction().execute(async (tx) => {
    const project = await lockProject(tx, id);
    if (project === undefined) throw noSuchProject(id);
    if (await hasChildren(tx, id)) {
      throw new Fault(
        'forbidden',
        'project.has-children',
        'A project that has sub-projects cannot be deleted: delete those first.',
      );
    }
    await forgetProjects(tx, actor, [project]);
  });
}

/** Deletes the rows, records it and queues what follows; a part of deleteProject and deleteDomain. */
export async function forgetProjects(
  tx: Tx,
  actor: Actor | null,
  projects: readonly Project[],
): Promise<void> {
  await deleteProjectRows(
    tx,
    projects.map((project) => project.id),
  );
  await recordEvents(
    tx,
    actor,
    projects.map((project) => ({
      action: 'project.delete',
      noun: 'project',
      nounId: project.id,
      projectId: project.id,
      before: project,
    })),
  );
  for (const project of projects) await enqueue(tx, 'forget-project', { projectId: project.id });
}
