// How the SDK finds the project that a region's name stands for, before its first request: it goes on only when there is exactly one.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js';
import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { Region } from '@huaweicloud/huaweicloud-sdk-core/region/region.js';
import type { Person, PersonOptions } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { createAccessKey } from '../../../domain/identity/access-keys/create-access-key.ts';
import { updateUser } from '../../../domain/identity/users/update-user.ts';
import { sdkSend } from '../sdk.fixture.ts';

/** Resolves to the project that the SDK has found for somebody. */
async function setUp(t: TestContext, options: PersonOptions = {}) {
  const { url, context, ...service } = await testService(t);
  const person = await service.person(options);
  const find = async ({ actor }: Pick<Person, 'actor'>): Promise<string | undefined> => {
    const { accessKey, secret } = await createAccessKey(context, actor, { userId: actor.userId });
    const credential = new BasicCredentials()
      .withAk(accessKey.id)
      .withSk(secret)
      .withIamEndpoint(url);
    const client = new ClientBuilder<HcClient>((each) => each)
      .withCredential(credential)
      .withRegion(new Region('RegionOne', url))
      .build();
    await sdkSend(client, { method: 'GET', url: '/v3/auth/domains' });
    return credential.projectId;
  };
  return { context, person, find };
}

for (const role of ['reader', 'member', 'admin'] as const) {
  test(`finds the one project, as ${role}`, async (t) => {
    const { person, find } = await setUp(t, { role });
    assert.equal(await find(person), person.project.id);
  });
}

test('finds none for a user who is disabled', async (t) => {
  const { context, person, find } = await setUp(t);
  await updateUser(context, null, person.actor.userId, { enabled: false });
  await assert.rejects(find(person), { httpStatusCode: 401, errorCode: 'APIGW.0301' });
});
