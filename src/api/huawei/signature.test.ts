import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { sdkClient, sdkSend, type SdkRequest } from './sdk.fixture.ts';
import { isSignedWith, readSignature, type SignedRequest } from './signature.ts';

const key = { id: 'KEYKEYKEYKEYKEYKEYKE', secret: 'a secret of forty letters and digits 123' };

interface Received extends SignedRequest {
  readonly body: Buffer;
}

let url: string;
let received: Received[] = [];

const server = createServer((request, response) => {
  void buffer(request).then((body) => {
    const { method = '', url: target = '', headers } = request;
    received.push({ method, url: target, headers, body });
    response.setHeader('content-type', 'application/json').end('{}');
  });
});

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

/** What arrives when the SDK sends that. */
async function sent(request: Partial<SdkRequest>, projectId?: string): Promise<Received> {
  received = [];
  await sdkSend(sdkClient(url, key, projectId), { method: 'GET', url: '/v1/x', ...request });
  return received[0] ?? assert.fail();
}

function hashOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

function isRight(request: Received, secret = key.secret, hash = hashOf(request.body)): boolean {
  const signature = readSignature(request.headers);
  return signature !== null && isSignedWith(secret, signature, request, hash);
}

describe('what the SDK signs is right', () => {
  const requests: readonly (readonly [string, Partial<SdkRequest>])[] = [
    ['a plain path', {}],
    ['a slash at the end', { url: '/v1/x/' }],
    ['a blank in the path', { url: '/v1/a b/c' }],
    ['an escaped blank in the path', { url: '/v1/a%20b/c' }],
    ['Chinese in the path', { url: '/v1/中文/tags' }],
    ['Chinese and a blank in the path', { url: '/v1/中 文' }],
    ['marks in the path', { url: "/v1/a!b'c(d)e*f~g-h_i.j:k@l" }],
    ['braces, quotes and pipes in the path', { url: '/v1/{project_id}/a|b"c' }],
    ['a query', { queryParams: { limit: 10, name: 'x' } }],
    ['a query in another order', { queryParams: { b: '2', a: '1', A: '0', a1: '3' } }],
    ['a blank, a plus and an equals sign in a query', { queryParams: { tag: 'a b+c=d' } }],
    ['Chinese and emoji in a query', { queryParams: { name: '镜像 😀', 键: '值' } }],
    ['marks in a query', { queryParams: { q: "!'()*~-_.:/?#[]@$&,;", 'k[]': '%' } }],
    ['an empty value and a flag in a query', { queryParams: { empty: '', flag: true } }],
    ['no body', { method: 'DELETE' }],
    ['an empty object as body', { data: {} }],
    ['a body', { method: 'POST', data: { name: '镜像', list: [1, 2] } }],
    ['a body of a deletion', { method: 'DELETE', data: { images: ['a'] } }],
  ];
  for (const [title, request] of requests) {
    test(title, async () => {
      const arrived = await sent(request);
      assert.ok(isRight(arrived), JSON.stringify(arrived));
    });
  }

  test('a project id among the headers', async () => {
    const arrived = await sent({}, 'a project');
    assert.match(arrived.headers.authorization ?? '', /x-project-id/);
    assert.ok(isRight(arrived));
  });

  test('words instead of the hash of the body', async () => {
    const headers = {
      'content-type': 'application/json',
      'X-Sdk-Content-Sha256': 'UNSIGNED-PAYLOAD',
    };
    const arrived = await sent({ method: 'PATCH', data: [1], headers });
    assert.ok(isRight(arrived, key.secret, 'UNSIGNED-PAYLOAD'));
    assert.ok(!isRight(arrived));
  });
});

describe('what somebody has changed on the way is wrong', () => {
  const request: Partial<SdkRequest> = {
    method: 'POST',
    url: '/v1/images',
    queryParams: { name: 'a b', limit: '1' },
    data: { name: 'x' },
  };
  const changes: readonly (readonly [string, (request: Received) => Partial<Received>])[] = [
    ['the method', () => ({ method: 'PUT' })],
    ['the path', (from) => ({ url: from.url.replace('images', 'image') })],
    ['a slash in the path', (from) => ({ url: from.url.replace('/images', '%2Fimages') })],
    ['a value in the query', (from) => ({ url: from.url.replace('limit=1', 'limit=2') })],
    ['one more key in the query', (from) => ({ url: `${from.url}&more=1` })],
    ['a key less in the query', (from) => ({ url: from.url.replace('limit=1', '') })],
    ['the body', () => ({ body: Buffer.from('{"name":"y"}') })],
    ['no body', () => ({ body: Buffer.alloc(0) })],
    ['the host', (from) => ({ headers: { ...from.headers, host: 'elsewhere' } })],
    ['a signed header taken out', ({ headers }) => ({ headers: { ...headers, host: undefined } })],
    ['the date', (from) => ({ headers: { ...from.headers, 'x-sdk-date': '20200101T000000Z' } })],
    [
      'the list of headers',
      (from) => withAuthorization(from, /SignedHeaders=[^;]+;/, 'SignedHeaders='),
    ],
    [
      'the signature',
      (from) => withAuthorization(from, /.$/, (last) => (last === '0' ? '1' : '0')),
    ],
  ];
  for (const [title, change] of changes) {
    test(title, async () => {
      const arrived = await sent(request);
      assert.ok(isRight(arrived));
      assert.ok(!isRight({ ...arrived, ...change(arrived) }));
    });
  }

  test('but not headers that were added after signing', async () => {
    const arrived = await sent(request);
    const headers = { ...arrived.headers, 'x-project-id': 'p', accept: '*/*' };
    assert.ok(isRight({ ...arrived, headers }));
  });

  test('and neither does another secret fit', async () => {
    assert.ok(!isRight(await sent(request), 'another secret'));
  });
});

function withAuthorization(
  { headers }: Received,
  part: RegExp,
  instead: string | ((found: string) => string),
): { headers: IncomingHttpHeaders } {
  const { authorization = '' } = headers;
  return { headers: { ...headers, authorization: authorization.replace(part, instead as string) } };
}

test('both ways to write a blank in a query are the same', async () => {
  const arrived = await sent({ queryParams: { name: 'a b' } });
  for (const blank of ['+', '%20']) {
    assert.ok(isRight({ ...arrived, url: arrived.url.replace(/=a.*b/, `=a${blank}b`) }), blank);
  }
  assert.ok(!isRight({ ...arrived, url: arrived.url.replace(/=a.*b/, '=a%2Bb') }));
});

test('a header Authorization or a date that is not as it should be is no signature', () => {
  const digest = '0'.repeat(64);
  const right = `SDK-HMAC-SHA256 Access=K, SignedHeaders=host;x-sdk-date, Signature=${digest}`;
  const date = '20261124T093000Z';
  const read = (authorization: string, given = date) =>
    readSignature({ authorization, 'x-sdk-date': given });
  assert.deepEqual(read(right), {
    accessKeyId: 'K',
    signedHeaders: ['host', 'x-sdk-date'],
    digest: Buffer.alloc(32),
    date,
    time: Date.UTC(2026, 10, 24, 9, 30),
  });
  for (const wrong of [
    '',
    'Bearer x',
    right.replace('SHA256', 'SM3'),
    right.replace('Access=K', 'Access='),
    right.slice(0, -1),
    `${right}0`,
    right.replace(digest, 'g'.repeat(64)),
  ]) {
    assert.equal(read(wrong), null, wrong);
  }
  for (const wrong of ['', '2026-11-24T09:30:00Z', '20261324T093000Z', '20261124T093000']) {
    assert.equal(read(right, wrong), null, wrong);
  }
  assert.equal(readSignature({ authorization: right }), null);
});
