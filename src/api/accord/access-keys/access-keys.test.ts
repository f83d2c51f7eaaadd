import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Person } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { ownRequest, type OwnAnswer } from '../wire.fixture.ts';
import type { AccessKeys, CreatedAccessKey } from './schema.ts';

async function setUp(t: TestContext) {
  const service = await testService(t);
  const as =
    ({ token }: Person) =>
    async (method: string, path = '', body?: object): Promise<OwnAnswer> =>
      await ownRequest(service.url, method, `/access-keys${path}`, {
        headers: { authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body }),
      });
  const ask = as(await service.person());
  const make = async (body: object = { description: 'ci' }): Promise<CreatedAccessKey> => {
    const made = await ask('POST', '', body);
    assert.equal(made.status, 201);
    return made.body as CreatedAccessKey;
  };
  return { service, as, ask, make };
}

function codeOf({ body }: OwnAnswer): string {
  return (body as { code: string }).code;
}

test('a user makes an access key and is told its secret once', async (t) => {
  const { ask, make } = await setUp(t);
  assert.deepEqual((await ask('GET')).body, { items: [], most: 2 });
  const { secret, ...made } = await make();
  assert.match(secret, /^\w{40}$/);
  assert.deepEqual(made, { ...made, description: 'ci', enabled: true });
  assert.deepEqual((await ask('GET')).body, { items: [made], most: 2 });
  assert.equal((await make({})).description, '');
});

test('a user describes, disables and enables an access key by what is given', async (t) => {
  const { ask, make } = await setUp(t);
  const { secret: _, ...made } = await make();
  const path = `/${made.id}`;
  for (const change of [{ enabled: false }, { description: 'nightly build' }, { enabled: true }]) {
    Object.assign(made, change);
    assert.deepEqual((await ask('PATCH', path, change)).body, made);
  }
  assert.equal((await ask('PATCH', path, { description: 'x'.repeat(256) })).status, 400);
});

test('a deleted access key is gone', async (t) => {
  const { ask, make } = await setUp(t);
  const { id } = await make();
  assert.equal((await ask('DELETE', `/${id}`)).status, 204);
  assert.deepEqual(((await ask('GET')).body as AccessKeys).items, []);
  assert.equal((await ask('DELETE', `/${id}`)).status, 403);
});

test('one more than allowed is refused, with how many are allowed', async (t) => {
  const { ask, make } = await setUp(t);
  await make();
  await make();
  const refused = await ask('POST', '', {});
  assert.equal(refused.status, 409);
  assert.equal(codeOf(refused), 'access-key.too-many');
  assert.deepEqual((refused.body as { facts: object }).facts, { most: 2 });
});

test("another user's access key is refused as one that is not there", async (t) => {
  const { service, as, make } = await setUp(t);
  const stranger = as(await service.person());
  const { id } = await make();
  for (const path of [`/${id}`, '/NOSUCHKEY']) {
    for (const answer of [
      await stranger('PATCH', path, { enabled: false }),
      await stranger('DELETE', path),
    ]) {
      assert.equal(answer.status, 403);
      assert.equal(codeOf(answer), 'identity.forbidden');
    }
  }
  assert.deepEqual(((await stranger('GET')).body as AccessKeys).items, []);
});
