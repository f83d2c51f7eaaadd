import { isUuid } from '../../../lib/ids.ts';
import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { Fault } from '../../fault.ts';
import { findImage } from '../find-image.ts';
import { authorizeOperation } from '../policy.ts';
import type { ImportTask } from './import-task.ts';
import { selectTask, selectTaskPage, selectTasksOfImage, type TaskPageQuery } from './queries.ts';

/** The tasks of an image, newest first. Faults: notFound, forbidden (another project's image). */
export async function listTasksOfImage(
  context: Context,
  actor: Actor,
  imageId: string,
): Promise<ImportTask[]> {
  const image = await findImage(context, context.db, actor, imageId, 'image.list-tasks');
  return await selectTasksOfImage(context.db, image.id);
}

/** A page of all tasks of the operator's region. Faults: forbidden, invalid (no such marker). */
export async function listTasks(
  context: Context,
  actor: Actor,
  query: Omit<TaskPageQuery, 'regionId'>,
): Promise<ImportTask[]> {
  const { regionId } = authorizeOperation(actor, 'task.list');
  if (query.marker !== null && (await findTask(context, regionId, query.marker)) === null) {
    throw new Fault('invalid', 'task.bad-marker', 'The marker is not the id of a task.');
  }
  return await selectTaskPage(context.db, { ...query, regionId });
}

/** Faults: forbidden, notFound. */
export async function showTask(
  context: Context,
  actor: Actor,
  taskId: string,
): Promise<ImportTask> {
  const { regionId } = authorizeOperation(actor, 'task.show');
  const task = await findTask(context, regionId, taskId);
  if (task === null) {
    throw new Fault('notFound', 'task.not-found', `Task not found: ${taskId}`, {
      detail: { taskId },
    });
  }
  return task;
}

async function findTask(
  context: Context,
  regionId: string,
  id: string,
): Promise<ImportTask | null> {
  const task = isUuid(id) ? await selectTask(context.db, id) : null;
  return task?.regionId === regionId ? task : null;
}
