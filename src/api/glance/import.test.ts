// Import, tasks and stores on the wire: statuses, headers and bodies as Glance's clients know them.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Person } from '../../../test/support/person.ts';
import { testService } from '../../../test/support/test-service.ts';

type Json = Record<string, unknown>;

const bytes = new TextEncoder().encode('the bytes of an image');

async function setUp(t: TestContext, stores: readonly string[] = ['fast', 'cheap']) {
  const service = await testService(t, {}, stores);
  const [owner, stranger, admin] = [
    await service.person(),
    await service.person(),
    await service.person({ role: 'admin' }),
  ];
  const json = async (by: Person, path: string): Promise<Json> => {
    const response = await by.request('GET', path);
    assert.equal(response.status, 200, path);
    return (await response.json()) as Json;
  };
  const status = async (
    by: Person,
    method: string,
    path: string,
    body?: object,
    headers = {},
  ): Promise<number> =>
    (await by.request(method, path, { headers, ...(body === undefined ? {} : { body }) })).status;
  const create = async (): Promise<string> => {
    const body = { disk_format: 'raw', container_format: 'bare' };
    const response = await owner.request('POST', '/v2/images', { body });
    return ((await response.json()) as { id: string }).id;
  };
  return { service, owner, stranger, admin, json, status, create };
}

const direct = { method: { name: 'glance-direct' } };

test('a new image tells how it can be imported, and to which stores', async (t) => {
  const { owner } = await setUp(t);
  const { headers } = await owner.request('POST', '/v2/images', { body: {} });
  const methods = 'glance-direct,web-download,copy-image';
  assert.equal(headers.get('openstack-image-import-methods'), methods);
  assert.equal(headers.get('openstack-image-store-ids'), 'cheap,fast');
});

test('the service tells its methods and stores, details to administrators only', async (t) => {
  const { owner, admin, json, status } = await setUp(t);
  const methods = await json(owner, '/v2/info/import');
  assert.deepEqual((methods['import-methods'] as Json)['value'], [
    'glance-direct',
    'web-download',
    'copy-image',
  ]);
  const stores = [{ id: 'cheap' }, { id: 'fast', default: 'true' }];
  assert.deepEqual(await json(owner, '/v2/info/stores'), { stores });
  assert.equal(await status(owner, 'GET', '/v2/info/stores/detail'), 403);
  const detail = (await json(admin, '/v2/info/stores/detail'))['stores'] as Json[];
  assert.deepEqual(
    detail.map(({ id, type }) => ({ id, type })),
    [
      { id: 'cheap', type: 'file' },
      { id: 'fast', type: 'file' },
    ],
  );
});

test('stage answers 204, again 409, of another type 415, to strangers 404', async (t) => {
  const { owner, stranger, status, create, json } = await setUp(t);
  const id = await create();
  const path = `/v2/images/${id}/stage`;
  assert.equal(await status(stranger, 'PUT', path, bytes), 404);
  assert.equal(await status(owner, 'PUT', path, {}), 415);
  assert.equal(await status(owner, 'PUT', path, bytes), 204);
  assert.equal(await status(owner, 'PUT', path, bytes), 409);
  const { status: state, size, stores } = await json(owner, `/v2/images/${id}`);
  assert.deepEqual([state, size, stores], ['uploading', bytes.length, undefined]);
  assert.equal(await status(owner, 'DELETE', `/v2/images/${id}`), 204);
});

test('an import answers 202 without a body, and its properties are empty when it is done', async (t) => {
  const { service, owner, create, json, status } = await setUp(t);
  const id = await create();
  await status(owner, 'PUT', `/v2/images/${id}/stage`, bytes);
  const response = await owner.request('POST', `/v2/images/${id}/import`, { body: direct });
  assert.equal(response.status, 202);
  assert.equal(await response.text(), '');
  const during = await json(owner, `/v2/images/${id}`);
  assert.equal(during['status'], 'importing');
  assert.equal(during['os_glance_importing_to_stores'], 'fast');
  await service.runJobs();
  const image = await json(owner, `/v2/images/${id}`);
  assert.deepEqual(
    [image['status'], image['stores'], image['os_glance_importing_to_stores']],
    ['active', 'fast', ''],
  );
  assert.equal(image['os_glance_failed_import'], '');
  const { tasks } = (await json(owner, `/v2/images/${id}/tasks`)) as { tasks: Json[] };
  const [task] = tasks;
  assert.equal(task?.['status'], 'success');
  assert.equal(task['request_id'], response.headers.get('x-openstack-request-id'));
  assert.deepEqual(task['input'], { image_id: id, import_req: direct, backend: ['fast'] });
  assert.deepEqual(task['result'], { image_id: id });
});

test('a request that is not understood is 400, one that comes too early 409', async (t) => {
  const { owner, create, status } = await setUp(t);
  const id = await create();
  const begin = async (body: object, headers = {}): Promise<number> =>
    await status(owner, 'POST', `/v2/images/${id}/import`, body, headers);
  for (const body of [
    {},
    [],
    { method: {} },
    { method: { name: 'teleport' } },
    { ...direct, all_stores: 'yes' },
    { ...direct, all_stores_must_succeed: 1 },
    { ...direct, all_stores: true, stores: ['fast'] },
    { ...direct, stores: 'fast' },
    { method: { name: 'web-download' } },
    { method: { name: 'web-download', uri: 'http://169.254.169.254/' } },
  ]) {
    assert.equal(await begin(body), 400, JSON.stringify(body));
  }
  const header = { 'x-image-meta-store': 'fast' };
  assert.equal(await begin({ ...direct, stores: ['fast'] }, header), 400);
  assert.equal(await begin(direct), 409);
  await status(owner, 'PUT', `/v2/images/${id}/stage`, bytes);
  assert.equal(await begin({ ...direct, stores: ['nowhere'] }), 409);
  assert.equal(await status(owner, 'DELETE', `/v2/images/${id}`), 204);
});

test('an upload goes to the store that its header names', async (t) => {
  const { owner, create, json, status } = await setUp(t);
  const id = await create();
  const path = `/v2/images/${id}/file`;
  const to = (store: string) => ({ 'x-image-meta-store': store });
  assert.equal(await status(owner, 'PUT', path, bytes, to('nowhere')), 400);
  assert.equal(await status(owner, 'PUT', path, bytes, to('cheap')), 204);
  assert.equal((await json(owner, `/v2/images/${id}`))['stores'], 'cheap');
});

test('copies are the business of administrators', async (t) => {
  const { service, owner, admin, create, json, status } = await setUp(t);
  const id = await create();
  await status(owner, 'PUT', `/v2/images/${id}/file`, bytes);
  const copy = { method: { name: 'copy-image' }, all_stores: true };
  assert.equal(await status(owner, 'POST', `/v2/images/${id}/import`, copy), 403);
  assert.equal(await status(admin, 'POST', `/v2/images/${id}/import`, copy), 202);
  await service.runJobs();
  assert.equal((await json(owner, `/v2/images/${id}`))['stores'], 'cheap,fast');
  assert.equal(await status(owner, 'DELETE', `/v2/stores/cheap/${id}`), 403);
  assert.equal(await status(admin, 'DELETE', `/v2/stores/nowhere/${id}`), 409);
  assert.equal(await status(admin, 'DELETE', `/v2/stores/cheap/${id}`), 204);
  assert.equal(await status(admin, 'DELETE', `/v2/stores/fast/${id}`), 403);
  assert.equal((await json(owner, `/v2/images/${id}`))['stores'], 'fast');
});

test('an image has its tasks for its owner, all tasks are for administrators', async (t) => {
  const { service, owner, stranger, admin, create, json, status } = await setUp(t);
  const id = await create();
  await status(owner, 'PUT', `/v2/images/${id}/stage`, bytes);
  await status(owner, 'POST', `/v2/images/${id}/import`, direct);
  await service.runJobs();
  assert.equal(await status(stranger, 'GET', `/v2/images/${id}/tasks`), 404);
  assert.equal(await status(owner, 'GET', '/v2/tasks'), 403);
  const { tasks } = (await json(admin, '/v2/tasks?limit=1')) as { tasks: { id: string }[] };
  const [first] = tasks;
  assert.ok(first);
  assert.equal(await status(owner, 'GET', `/v2/tasks/${first.id}`), 403);
  const task = await json(admin, `/v2/tasks/${first.id}`);
  assert.deepEqual([task['image_id'], task['owner']], [id, owner.project.id]);
  const none = await json(admin, `/v2/tasks?marker=${first.id}`);
  assert.deepEqual(none['tasks'], []);
  assert.equal(await status(admin, 'GET', '/v2/tasks?status=odd'), 400);
  assert.equal(await status(admin, 'GET', '/v2/tasks?marker=odd'), 400);
  assert.equal(await status(admin, 'GET', '/v2/tasks/odd'), 404);
  for (const name of ['task', 'tasks']) await json(owner, `/v2/schemas/${name}`);
});

test('a task that an administrator makes must be an import from the web', async (t) => {
  const { owner, admin, status } = await setUp(t);
  const input = {
    import_from: 'http://127.0.0.1/image?token=secret',
    import_from_format: 'qcow2',
    image_properties: { name: 'imported' },
  };
  assert.equal(await status(owner, 'POST', '/v2/tasks', { type: 'import', input }), 403);
  for (const body of [
    {},
    { type: 'import' },
    { type: 'export', input },
    { type: 'import', input: {} },
    { type: 'import', input },
  ]) {
    assert.equal(await status(admin, 'POST', '/v2/tasks', body), 400, JSON.stringify(body));
  }
});
