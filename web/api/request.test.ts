import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import { describe, test, type TestContext } from 'node:test';
import { Problem } from './problem.ts';
import { apiUrl, request } from './request.ts';

/** A server for one test; relative addresses go to it, as in a browser. */
async function serve(t: TestContext, answer: RequestListener): Promise<void> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const real = globalThis.fetch;
  const base = `http://127.0.0.1:${address.port}`;
  t.mock.method(globalThis, 'fetch', async (path: string, init: RequestInit) => {
    return await real(new URL(path, base), init);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
}

async function problemFrom(promise: Promise<unknown>): Promise<Problem> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof Problem);
    return error;
  }
  assert.fail('it was answered');
}

describe('request', () => {
  test('leaves out of the query what says nothing', () => {
    assert.equal(apiUrl('/session'), '/api/v1/session');
    const query = { search: '', cursor: null, kind: undefined, limit: 25, hidden: false };
    assert.equal(apiUrl('/x', query), '/api/v1/x?limit=25&hidden=false');
  });

  test('sends and reads JSON', async (t) => {
    await serve(t, (incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
        const { method, url, headers } = incoming;
        response.end(JSON.stringify({ method, url, type: headers['content-type'], body }));
      });
    });
    assert.deepEqual(await request('POST', '/answers', { query: { a: 1 }, body: { b: 2 } }), {
      method: 'POST',
      url: '/api/v1/answers?a=1',
      type: 'application/json',
      body: { b: 2 },
    });
  });

  test('has nothing to say about an answer without a body', async (t) => {
    await serve(t, (_incoming, response) => response.writeHead(204).end());
    assert.equal(await request('DELETE', '/session'), undefined);
  });

  test('throws what the service says is wrong', async (t) => {
    await serve(t, (_incoming, response) => {
      response.writeHead(409, {
        'content-type': 'application/problem+json; charset=utf-8',
        'x-openstack-request-id': 'req-1',
      });
      response.end(JSON.stringify({ code: 'member.exists', detail: 'Twice.', facts: { n: 2 } }));
    });
    const problem = await problemFrom(request('GET', '/session'));
    const { status, code, message, facts, requestId } = problem;
    assert.deepEqual(
      { status, code, message, facts, requestId },
      {
        status: 409,
        code: 'member.exists',
        message: 'Twice.',
        facts: { n: 2 },
        requestId: 'req-1',
      },
    );
  });

  test('takes an error page of something in between for what it is', async (t) => {
    await serve(t, (_incoming, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
    });
    const { status, code } = await problemFrom(request('GET', '/session'));
    assert.deepEqual([status, code], [502, 'console.unexpected']);
  });

  test('says so when nobody answers', async (t) => {
    await serve(t, (incoming) => incoming.socket.destroy());
    const { status, code } = await problemFrom(request('GET', '/session'));
    assert.deepEqual([status, code], [0, 'console.unreachable']);
  });

  test('is no problem when it was given up', async (t) => {
    await serve(t, () => {});
    const controller = new AbortController();
    const pending = request('GET', '/session', { signal: controller.signal });
    controller.abort();
    await assert.rejects(pending, { name: 'AbortError' });
  });
});
