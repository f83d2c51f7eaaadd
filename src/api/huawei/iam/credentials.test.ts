import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { faultKinds, Fault } from '../../../domain/fault.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { presentIamFault } from './errors.ts';

const path = '/v3.0/OS-CREDENTIAL/credentials';

type Credential = Record<string, string>;

async function setUp(t: TestContext) {
  const service = await testService(t);
  const person = await service.person();
  const userId = person.actor.userId;
  const call = async (method: string, url: string, credential?: object) => {
    const body = credential === undefined ? {} : { body: { credential } };
    const response = await person.request(method, url, body);
    const text = await response.text();
    const answer = (text === '' ? {} : JSON.parse(text)) as {
      credential?: Credential;
      credentials?: Credential[];
      error?: { code: number; message: string; title: string };
    };
    return { status: response.status, ...answer };
  };
  const make = async (): Promise<Credential> => {
    const made = await call('POST', path, { user_id: userId, description: 'ci' });
    assert.equal(made.status, 201);
    return made.credential ?? assert.fail();
  };
  return { userId, call, make };
}

test('a new access key is shown with its secret, this once', async (t) => {
  const { userId, call, make } = await setUp(t);
  const { secret, ...shown } = await make();
  assert.match(secret ?? '', /^\w{40}$/);
  assert.match(shown['create_time'] ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  assert.deepEqual(shown, {
    access: shown['access'],
    user_id: userId,
    status: 'active',
    description: 'ci',
    create_time: shown['create_time'],
  });
  assert.deepEqual((await call('GET', `${path}/${shown['access']}`)).credential, shown);
  assert.deepEqual((await call('GET', path)).credentials, [shown]);
  assert.deepEqual((await call('GET', `${path}?user_id=${userId}`)).credentials, [shown]);
});

test('status and description change by themselves', async (t) => {
  const { call, make } = await setUp(t);
  const { secret: _, ...shown } = await make();
  const one = `${path}/${shown['access']}`;
  const off = await call('PUT', one, { status: 'inactive' });
  assert.deepEqual(off.credential, { ...shown, status: 'inactive' });
  const renamed = await call('PUT', one, { description: '' });
  assert.deepEqual(renamed.credential, { ...shown, status: 'inactive', description: '' });
  assert.equal((await call('PUT', one, { status: 'gone' })).status, 400);
});

test('a deleted access key is gone', async (t) => {
  const { call, make } = await setUp(t);
  const { access } = await make();
  assert.equal((await call('DELETE', `${path}/${access}`)).status, 204);
  assert.deepEqual((await call('GET', path)).credentials, []);
});

test('one more than allowed is refused in the word that clients look for', async (t) => {
  const { userId, call, make } = await setUp(t);
  await make();
  await make();
  const { status, error } = await call('POST', path, { user_id: userId });
  assert.equal(status, 400);
  assert.deepEqual(error, { code: 400, message: 'akSkNumExceed', title: 'Bad Request' });
});

test('every fault kind has a status and a body', () => {
  for (const kind of faultKinds) {
    const { status, body } = presentIamFault(new Fault(kind, 'x.y', 'Words.'));
    assert.ok(status >= 400);
    const { error } = body as { error: { code: number; message: string } };
    assert.deepEqual([error.code, error.message], [status, 'Words.']);
  }
});
