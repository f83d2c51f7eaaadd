import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { testService } from '../../../../test/support/test-service.ts';
import { createAccessKey } from '../../../domain/identity/access-keys/create-access-key.ts';
import { sdkClient, sdkSend } from '../sdk.fixture.ts';

async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context, url } = service;
  const { actor, project } = await service.person();
  const { accessKey, secret } = await createAccessKey(context, actor, { userId: actor.userId });
  const client = sdkClient(url, { id: accessKey.id, secret }, project.id);
  const ask = async (path: string) => await sdkSend(client, { method: 'GET', url: path });
  return { ask, project };
}

const noSuchJob = { httpStatusCode: 400, errorCode: 'Common.0011' };

test('a project in the path is the one of the request', async (t) => {
  const { ask, project } = await setUp(t);
  await assert.rejects(ask(`/v1/${project.id}/jobs/none`), noSuchJob);
  await assert.rejects(ask('/v1/another/jobs/none'), {
    httpStatusCode: 400,
    errorCode: 'IMG.0030',
  });
});

test('what the SDK sends in the place of a project that it does not know stands for that one', async (t) => {
  const { ask } = await setUp(t);
  await assert.rejects(ask('/v1/{project_id}/jobs/none'), noSuchJob);
});

test('an unknown job has a code of the image service at its own path', async (t) => {
  const { ask } = await setUp(t);
  await assert.rejects(ask('/v1/cloudimages/job/none'), {
    httpStatusCode: 400,
    errorCode: 'IMG.0023',
  });
});
