import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import Fastify, { type InjectOptions, type LightMyRequestResponse } from 'fastify';
import { mountConsole } from './console.ts';

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const script = 'export const answer = 42;'.repeat(100);

type Ask = (url: string, options?: Omit<InjectOptions, 'url'>) => Promise<LightMyRequestResponse>;

/** A server with the console of a folder, and with an API at `/` as Glance's is. */
async function serve(t: TestContext, built = true): Promise<Ask> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-console-'));
  t.after(async () => await rm(folder, { recursive: true }));
  if (built) {
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Accord</title>');
    await writeFile(join(folder, 'icon.svg'), '<svg/>');
    await writeFile(join(folder, 'assets', 'main-1.js'), script);
    await writeFile(join(folder, 'assets', 'main-1.js.br'), brotliCompressSync(script));
    await writeFile(join(folder, 'assets', 'main-1.js.gz'), gzipSync(script));
  }
  const app = Fastify();
  await mountConsole(app, folder);
  app.get('/', async (_request, reply) => await reply.code(300).send({ versions: [] }));
  t.after(async () => await app.close());
  return async (url, options = {}) => await app.inject({ url, ...options });
}

describe('the console', () => {
  test('is what a browser gets at /, and the API what others get', async (t) => {
    const ask = await serve(t);
    const page = await ask('/', { headers: { accept: browser } });
    assert.equal(page.statusCode, 200);
    assert.match(String(page.headers['vary']), /^accept\b/);
    assert.match(page.body, /<title>Accord/);
    for (const accept of ['*/*', 'application/json']) {
      const answer = await ask('/', { headers: { accept } });
      assert.deepEqual([answer.statusCode, answer.json()], [300, { versions: [] }]);
    }
  });

  test('answers the address of every page, whatever is accepted', async (t) => {
    const ask = await serve(t);
    const addresses = [
      '/sign-in',
      '/p/1/images',
      '/p/1/images/2?tab=members',
      '/audit',
      '/account',
    ];
    for (const address of [...addresses, '/admin', '/admin/regions']) {
      const { statusCode, headers } = await ask(address);
      assert.deepEqual([statusCode, headers['content-type']], [200, 'text/html; charset=utf-8']);
    }
  });

  test('lets no page be framed, run foreign scripts, or be kept past its time', async (t) => {
    const { headers } = await (await serve(t))('/sign-in');
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /^default-src 'none'; script-src 'self';/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /script-src[^;]*unsafe/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'same-origin');
    assert.equal(headers['cache-control'], 'no-cache');
  });

  test('is asked only once for what it is made of', async (t) => {
    const { statusCode, headers, body } = await (await serve(t))('/assets/main-1.js');
    assert.deepEqual([statusCode, body], [200, script]);
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.match(String(headers['content-type']), /^(text|application)\/javascript/);
  });

  test('comes as small as the browser can take it', async (t) => {
    const ask = await serve(t);
    for (const [accepted, used] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
    ]) {
      const answer = await ask('/assets/main-1.js', { headers: { 'accept-encoding': accepted } });
      assert.equal(answer.headers['content-encoding'], used);
      assert.match(String(answer.headers['vary']), /accept-encoding/);
      assert.ok(answer.rawPayload.length < script.length / 4);
    }
  });

  test('has nothing else to give away', async (t) => {
    const ask = await serve(t);
    const absent = ['/assets/main-2.js', '/assets/', '/assets/main-1.js/', '/index.html'];
    for (const address of [...absent, '/package.json']) {
      assert.equal((await ask(address)).statusCode, 404, address);
    }
    assert.equal((await ask('/assets/..%2ficon.svg')).statusCode, 403);
  });

  test('says what to run when it has not been built', async (t) => {
    const ask = await serve(t, false);
    const { statusCode, body } = await ask('/', { headers: { accept: browser } });
    assert.equal(statusCode, 503);
    assert.match(body, /npm run build/);
    assert.equal((await ask('/assets/main-1.js')).statusCode, 404);
  });
});
