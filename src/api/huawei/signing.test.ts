import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, test, type TestContext } from 'node:test';
import { testService } from '../../../test/support/test-service.ts';
import { createAccessKey } from '../../domain/identity/access-keys/create-access-key.ts';
import type { Settings } from '../../domain/settings.ts';

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  /** What is signed of the body; default: its hash. */
  readonly signedHash?: string;
  readonly secret?: string;
  /** Minutes that the client's clock is ahead. */
  readonly ahead?: number;
  /** Added after signing. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

async function setUp(t: TestContext, settings: Partial<Settings> = {}) {
  const service = await testService(t, settings);
  const person = await service.person();
  const { actor } = person;
  const made = await createAccessKey(service.context, actor, { userId: actor.userId });
  const ask = async (asked: Asked = {}): Promise<Answer> =>
    await send(service.url, made.accessKey.id, { secret: made.secret, ...asked });
  return { service, ...person, ask };
}

/** Signs as the documents of the API Gateway say, with the date as the only signed header. */
async function send(url: string, id: string, asked: Asked): Promise<Answer> {
  const { method = 'GET', path = '/v3/auth/domains', body, secret = '', ahead = 0 } = asked;
  const date = new Date(Date.now() + ahead * 60_000).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const hash = asked.signedHash ?? sha256(body ?? '');
  const canonical = [method, `${path}/`, '', `x-sdk-date:${date}\n`, 'x-sdk-date', hash].join('\n');
  const toSign = ['SDK-HMAC-SHA256', date, sha256(canonical)].join('\n');
  const signature = createHmac('sha256', secret).update(toSign).digest('hex');
  const response = await fetch(url + path, {
    method,
    headers: {
      'x-sdk-date': date,
      authorization: `SDK-HMAC-SHA256 Access=${id}, SignedHeaders=x-sdk-date, Signature=${signature}`,
      ...asked.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function assertRefused({ status, headers, body }: Answer, words: RegExp): void {
  assert.equal(status, 401);
  const { error_code, error_msg, request_id } = body as Record<string, string>;
  assert.equal(error_code, 'APIGW.0301');
  assert.match(error_msg ?? '', /^Incorrect IAM authentication information: /);
  assert.match(error_msg ?? '', words);
  assert.match(request_id ?? '', /^req-/);
  assert.equal(headers.get('x-request-id'), request_id);
}

const wrong = /The access key or the signature is wrong\./;

describe('a signed request', () => {
  test('is answered as one with a token, and has a request id', async (t) => {
    const { actor, ask } = await setUp(t);
    const { status, headers, body } = await ask();
    assert.equal(status, 200);
    assert.match(headers.get('x-request-id') ?? '', /^req-/);
    const { domains } = body as { domains: { id: string }[] };
    assert.deepEqual(
      domains.map(({ id }) => id),
      [actor.domainId],
    );
  });

  test('with another secret is refused as the gateway does it', async (t) => {
    const { ask } = await setUp(t);
    assertRefused(await ask({ secret: 'wrong' }), wrong);
  });

  test('of an unknown key is refused in the same words', async (t) => {
    const { service } = await setUp(t);
    assertRefused(await send(service.url, 'UNKNOWN', {}), wrong);
  });

  test('holds for 15 minutes to either side', async (t) => {
    const { ask } = await setUp(t);
    for (const ahead of [-14, 14]) assert.equal((await ask({ ahead })).status, 200);
    for (const ahead of [-16, 16]) assertRefused(await ask({ ahead }), /15 minutes/);
  });

  test('of another form is refused, though a token comes with it', async (t) => {
    const { ask, token } = await setUp(t);
    const headers = { authorization: 'SDK-HMAC-SHA256 nonsense', 'x-auth-token': token };
    assertRefused(await ask({ headers }), /missing or malformed/);
  });

  test('is locked out after too many wrong ones', async (t) => {
    const { ask } = await setUp(t, { loginFailures: 2 });
    for (let n = 0; n < 2; n += 1) await ask({ secret: 'wrong' });
    assertRefused(await ask(), wrong);
  });
});

describe('the scope of a signed request', () => {
  const path = '/v3/auth/catalog';

  test('is the project of X-Project-Id, signed or not', async (t) => {
    const { ask, project } = await setUp(t);
    const headers = { 'x-project-id': project.id };
    assert.equal((await ask({ path, headers })).status, 200);
  });

  test('is refused when it is not the key’s', async (t) => {
    const { ask } = await setUp(t);
    for (const headers of [{ 'x-project-id': 'other' }, { 'x-domain-id': 'other' }]) {
      const { status, body } = await ask({ headers });
      assert.equal(status, 403);
      assert.equal((body as { error_code: string }).error_code, 'APIGW.0302');
    }
  });
});

describe('the body of a signed request', () => {
  const one = (id: string): string => `/v3.0/OS-CREDENTIAL/credentials/${id}`;
  const body = JSON.stringify({ credential: { description: '说明' } });

  async function withKey(t: TestContext) {
    const world = await setUp(t);
    const { accessKey } = await createAccessKey(world.service.context, world.actor, {
      userId: world.actor.userId,
    });
    const change = async (asked: Asked): Promise<Answer> =>
      await world.ask({ method: 'PUT', path: one(accessKey.id), body, ...asked });
    return { change };
  }

  test('is read by the route as it was signed', async (t) => {
    const { change } = await withKey(t);
    const { status, body: answer } = await change({});
    assert.equal(status, 200);
    assert.equal(
      (answer as Record<string, { description: string }>)['credential']?.description,
      '说明',
    );
  });

  test('must have the hash that was signed', async (t) => {
    const { change } = await withKey(t);
    assertRefused(await change({ signedHash: sha256('{}') }), wrong);
    const hash = sha256('{}');
    const headers = { 'x-sdk-content-sha256': hash };
    assertRefused(await change({ signedHash: hash, headers }), wrong);
  });

  test('may be of the hash that a header names, or be left out of the signature', async (t) => {
    const { change } = await withKey(t);
    for (const signedHash of [sha256(body), 'UNSIGNED-PAYLOAD']) {
      const headers = { 'x-sdk-content-sha256': signedHash };
      assert.equal((await change({ signedHash, headers })).status, 200);
    }
    assertRefused(await change({ headers: { 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' } }), wrong);
  });

  test('is refused above the size of a request', async (t) => {
    const { change } = await withKey(t);
    assert.equal((await change({ body: 'x'.repeat((1 << 20) + 1) })).status, 413);
  });
});
