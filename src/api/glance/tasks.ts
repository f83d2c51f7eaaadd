import { Type } from 'typebox';
import { Fault } from '../../domain/fault.ts';
import { createImportTask } from '../../domain/images/imports/create-import-task.ts';
import { taskStatuses } from '../../domain/images/imports/import-task.ts';
import { listTasks, listTasksOfImage, showTask } from '../../domain/images/imports/read-tasks.ts';
import { authorizeOperation } from '../../domain/images/policy.ts';
import { last, oneOf, queryOf } from '../http/query.ts';
import { route, type Route } from '../http/route.ts';
import { imageParams, newImageOf } from './images.ts';
import { objectOf, withoutSecrets } from './import-request.ts';
import { pageLinks, readLimit } from './list-query.ts';
import { presentTask, presentTaskOfImage, presentTaskStub } from './present-task.ts';

const directions = ['asc', 'desc'] as const;

export const taskRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v2/images/:image_id/tasks',
    schema: { params: imageParams },
    async handle({ context, actor, params }) {
      const tasks = await listTasksOfImage(context, actor, params.image_id);
      return { status: 200, body: { tasks: tasks.map(presentTaskOfImage) } };
    },
  }),
  route({
    method: 'GET',
    path: '/v2/tasks',
    async handle({ context, actor, raw }) {
      const params = queryOf(raw.url);
      const limit = readLimit(context.settings, last(params, 'limit'));
      const tasks = await listTasks(context, actor, {
        status: oneOf(params, 'status', taskStatuses, 'Invalid status value') ?? null,
        type: oneOf(params, 'type', ['import'], 'Invalid type value') ?? null,
        direction: oneOf(params, 'sort_dir', directions, 'Invalid sort direction') ?? 'desc',
        limit,
        marker: last(params, 'marker') ?? null,
      });
      const ids = tasks.map((task) => task.id);
      return {
        status: 200,
        body: {
          tasks: tasks.map(presentTaskStub),
          ...pageLinks('/v2/tasks', params, limit, ids),
          schema: '/v2/schemas/tasks',
        },
      };
    },
  }),
  route({
    method: 'POST',
    path: '/v2/tasks',
    async handle({ context, actor, body }) {
      // Before the body is looked at, as Glance does.
      authorizeOperation(actor, 'task.create');
      const task = await createImportTask(context, actor, importOf(body));
      const headers = { location: `/v2/tasks/${task.id}` };
      return { status: 201, headers, body: presentTask(task) };
    },
  }),
  route({
    method: 'GET',
    path: '/v2/tasks/:task_id',
    schema: { params: Type.Object({ task_id: Type.String() }) },
    async handle({ context, actor, params }) {
      return { status: 200, body: presentTask(await showTask(context, actor, params.task_id)) };
    },
  }),
];

/** A task of type `import`, the one that Glance lets clients make: an image from an address. */
function importOf(body: unknown): Parameters<typeof createImportTask>[2] {
  const request = objectOf(body, 'Body expected in request.');
  for (const name of ['type', 'input']) {
    if (request[name] === undefined) throw invalid(`Task '${name}' is required`);
  }
  if (request['type'] !== 'import') throw invalid("The type of a task must be 'import'.");
  const input = objectOf(request['input'], "Task 'input' must be an object");
  const { import_from: source, import_from_format: format, image_properties: properties } = input;
  if (typeof source !== 'string') throw invalid("Input does not contain 'import_from' field");
  if (typeof format !== 'string')
    throw invalid("Input does not contain 'import_from_format' field");
  const image = newImageOf({
    container_format: 'bare',
    disk_format: format,
    ...objectOf(properties, "Input does not contain 'image_properties' field"),
  });
  return { image, source, asked: { ...input, import_from: withoutSecrets(source) } };
}

function invalid(message: string): Fault {
  return new Fault('invalid', 'request.invalid', message);
}
