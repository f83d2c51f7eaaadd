import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { testService } from '../../../test/support/test-service.ts';
import { registerLimit } from '../../domain/images/quotas/limits.fixture.ts';

const MiB = 1_048_576;

async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context, url } = service;
  const somebody = await service.person();
  const { token } = somebody;
  const request = async (...args: Parameters<typeof somebody.request>) =>
    await somebody.request(...args);
  const create = async (): Promise<Response> =>
    await request('POST', '/v2/images', {
      body: { container_format: 'bare', disk_format: 'raw' },
    });
  const createdId = async (): Promise<string> =>
    ((await (await create()).json()) as { id: string }).id;
  const upload = async (id: string, size: number): Promise<Response> =>
    await request('PUT', `/v2/images/${id}/file`, { body: new Uint8Array(size) });
  return { context, url, token, request, create, createdId, upload };
}

test('An image too many is answered with 413 and the name of the quota', async (t) => {
  const { context, create } = await setUp(t);
  await registerLimit(context, 'image_count_total', 1);
  assert.equal((await create()).status, 201);
  const refused = await create();
  assert.equal(refused.status, 413);
  assert.match(await refused.text(), /quota: image_count_total is limited to 1/);
});

test('Bytes too many are answered with 413, whether their number was announced or not', async (t) => {
  const { context, url, token, request, createdId, upload } = await setUp(t);
  await registerLimit(context, 'image_size_total', 2);
  const id = await createdId();
  const announced = await upload(id, 8 * MiB);
  assert.equal(announced.status, 413);
  let left = 8;
  const chunked = await fetch(`${url}/v2/images/${id}/file`, {
    method: 'PUT',
    headers: { 'x-auth-token': token, 'content-type': 'application/octet-stream' },
    body: new ReadableStream({
      pull: (controller) => {
        if (left-- > 0) controller.enqueue(new Uint8Array(MiB));
        else controller.close();
      },
    }),
    duplex: 'half',
  });
  assert.equal(chunked.status, 413);
  const shown = (await (await request('GET', `/v2/images/${id}`)).json()) as { status: string };
  assert.equal(shown.status, 'queued');
  assert.equal((await upload(id, 2 * MiB)).status, 204);
});

test('A client that reads no answer before it has sent everything gets one all the same', async (t) => {
  const { context, createdId, upload, request } = await setUp(t);
  await registerLimit(context, 'image_size_total', 1);
  const id = await createdId();
  assert.equal((await upload(id, 48 * MiB)).status, 413);
  // The connection is still good.
  assert.equal((await request('GET', `/v2/images/${id}`)).status, 200);
});

test('The usage of a project names the quotas that are registered, in their units', async (t) => {
  const { context, request, createdId, upload } = await setUp(t);
  const usage = async () => await (await request('GET', '/v2/info/usage')).json();
  assert.deepEqual(await usage(), { usage: {} });
  await registerLimit(context, 'image_count_total', 10);
  await registerLimit(context, 'image_size_total', 20);
  await registerLimit(context, 'image_count_uploading', 3);
  await upload(await createdId(), MiB + 1);
  assert.deepEqual(await usage(), {
    usage: {
      image_count_total: { limit: 10, usage: 1 },
      image_size_total: { limit: 20, usage: 1 },
      image_count_uploading: { limit: 3, usage: 0 },
    },
  });
});
