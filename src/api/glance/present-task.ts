// Imports as Glance's tasks. Pure.
import type { ImportTask } from '../../domain/images/imports/import-task.ts';
import { seconds } from '../http/timestamp.ts';

/** A task as a list of tasks shows it. */
export function presentTaskStub(task: ImportTask): Record<string, unknown> {
  return {
    id: task.id,
    type: task.type,
    status: task.status,
    owner: task.owner,
    ...(task.expiresAt === null ? {} : { expires_at: seconds(task.expiresAt) }),
    created_at: seconds(task.createdAt),
    updated_at: seconds(task.updatedAt),
    self: `/v2/tasks/${task.id}`,
    schema: '/v2/schemas/task',
  };
}

/** A task with everything that it says. */
export function presentTask(task: ImportTask): Record<string, unknown> {
  return {
    ...presentTaskStub(task),
    image_id: task.imageId,
    request_id: task.requestId,
    user_id: task.userId,
    input:
      task.type === 'import'
        ? task.input
        : { image_id: task.imageId, import_req: task.input, backend: task.stores },
    result: task.status === 'success' ? { image_id: task.imageId } : null,
    message: task.message,
  };
}

/** A task as its image lists it: without links, and always with the time when it is forgotten. */
export function presentTaskOfImage(task: ImportTask): Record<string, unknown> {
  const { self: _self, schema: _schema, ...shown } = presentTask(task);
  const expiry = task.expiresAt === null ? null : seconds(task.expiresAt);
  return { ...shown, expires_at: expiry, deleted: false, deleted_at: null };
}
