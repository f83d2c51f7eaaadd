import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { Fault } from '../fault.ts';
import { downloadBytes } from './download-bytes.ts';
import { checkSource } from './web-address.ts';
import { serveWeb } from './web-server.fixture.ts';

async function fetched(
  source: string,
  allow: readonly string[],
  signal = new AbortController().signal,
): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(downloadBytes(source, { allow, signal })));
}

function fault(code: string) {
  return (error: unknown): boolean => error instanceof Fault && error.code === code;
}

test('bytes come as they are, without credentials', async (t) => {
  const bytes = randomBytes(300_000);
  let asked: IncomingMessage['headers'] = {};
  const web = await serveWeb(t, (request, response) => {
    asked = request.headers;
    response.end(bytes);
  });
  assert.ok(bytes.equals(await fetched(`${web.url}/image?signature=x`, [web.hostPort])));
  assert.equal(asked['accept-encoding'], 'identity');
  assert.equal(asked.authorization, undefined);
  assert.equal(asked.cookie, undefined);
});

test('loopback is refused in every spelling, and so is what is not on the ports of the web', async () => {
  const sources = [
    'http://127.0.0.1/',
    'http://localhost/',
    'http://127.1/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://0x7f000001/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://１２７.0.0.1/',
    'http://0/',
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/',
    'http://1.1.1.1:8080/',
    'https://1.1.1.1:22/',
    'http://user@1.1.1.1/',
    'http://user:password@1.1.1.1/',
    'ftp://1.1.1.1/',
    'file:///etc/passwd',
    'no address',
    '',
    'http://does-not.exist.invalid/',
  ];
  for (const source of sources) {
    await assert.rejects(checkSource(source, []), fault('import.source-refused'), source);
  }
});

test('a host that is allowed is allowed on its port only', async () => {
  await checkSource('http://localhost:8099/x', ['localhost:8099']);
  await assert.rejects(checkSource('http://localhost:8098/x', ['localhost:8099']));
  await assert.rejects(checkSource('http://localhost/x', ['localhost:8099']));
});

test('a redirect is followed to where one may go', async (t) => {
  const web = await serveWeb(t, (request, response) => {
    if (request.url === '/first') response.writeHead(302, { location: '/second' }).end();
    else response.end('the bytes');
  });
  assert.equal((await fetched(`${web.url}/first`, [web.hostPort])).toString(), 'the bytes');
});

test('a redirect to a place that is not allowed is refused', async (t) => {
  let reached = false;
  const inside = await serveWeb(t, (_request, response) => {
    reached = true;
    response.end('secret');
  });
  for (const location of [`${inside.url}/`, 'http://127.0.0.1/', 'file:///etc/passwd']) {
    const web = await serveWeb(t, (_request, response) => {
      response.writeHead(302, { location }).end();
    });
    await assert.rejects(fetched(web.url, [web.hostPort]), fault('import.source-refused'));
  }
  assert.equal(reached, false);
});

test('redirects without end are given up', async (t) => {
  let hops = 0;
  const web = await serveWeb(t, (_request, response) => {
    hops += 1;
    response.writeHead(302, { location: `/${hops}` }).end();
  });
  await assert.rejects(fetched(web.url, [web.hostPort]), fault('import.source-failed'));
  assert.equal(hops, 6);
});

test('any other answer than the bytes is a failure', async (t) => {
  const web = await serveWeb(t, (request, response) => {
    if (request.url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' });
    else response.statusCode = 404;
    response.end('not the bytes');
  });
  for (const path of ['/missing', '/packed']) {
    await assert.rejects(fetched(web.url + path, [web.hostPort]), fault('import.source-failed'));
  }
});

test('a connection that breaks off is a failure, and no message repeats the address', async (t) => {
  const web = await serveWeb(t, (_request, response) => {
    response.writeHead(200, { 'content-length': 1000 });
    response.write('some', () => response.destroy());
  });
  await assert.rejects(fetched(`${web.url}/?token=secret`, [web.hostPort]), (error) => {
    assert.ok(error instanceof Fault);
    assert.equal(error.code, 'import.source-failed');
    assert.doesNotMatch(error.message, /secret|127\.0\.0\.1/);
    return true;
  });
});

test('an abort ends a download that has become silent', async (t) => {
  const web = await serveWeb(t, (_request, response) => {
    response.writeHead(200);
    response.write('some');
  });
  const ending = new AbortController();
  const download = downloadBytes(web.url, { allow: [web.hostPort], signal: ending.signal });
  await download.next();
  const waiting = download.next();
  ending.abort();
  await assert.rejects(waiting, fault('import.source-failed'));
});
