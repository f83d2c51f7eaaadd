import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyRequest } from 'fastify';
import { Fault, faultKinds } from '../../domain/fault.ts';
import { presentGlanceFault } from './errors.ts';

const settings = { publicUrl: 'http://accord.test' };
const nasty = new Fault(
  'notFound',
  'image.not-found',
  `No image <script>alert('1')</script> & "x"`,
);
const escaped = 'No image &lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp; &quot;x&quot;';

function present(fault: Fault, accept: string | undefined) {
  // Nothing of a request but its headers is looked at.
  const request = { headers: { accept } } as FastifyRequest;
  const answer = presentGlanceFault(settings, fault, request);
  return { ...answer, type: answer.headers?.['content-type'], body: String(answer.body) };
}

test('a browser and a client without a wish get HTML, with everything in it escaped', () => {
  for (const accept of [undefined, '', '*/*', 'text/html,application/xhtml+xml']) {
    const { status, type, body } = present(nasty, accept);
    assert.equal(status, 404);
    assert.equal(type, 'text/html; charset=UTF-8');
    assert.ok(body.includes(`${escaped}<br />`));
    assert.ok(!body.includes('<script'));
    assert.ok(body.includes('<title>404 Not Found</title>'));
  }
});

test('a client that accepts JSON gets the same words in JSON', () => {
  const { type, body } = present(nasty, 'application/json');
  assert.equal(type, 'application/json');
  assert.deepEqual(JSON.parse(body), {
    message: `${escaped}<br /><br />\n\n\n`,
    code: '404 Not Found',
    title: 'Not Found',
  });
});

test('plain text stands as it is and is not sent as HTML', () => {
  const { type, body } = present(nasty, 'text/plain');
  assert.equal(type, 'text/plain; charset=UTF-8');
  assert.ok(body.startsWith(`404 Not Found\n\n${nasty.message}`));
});

test('who is not known is told where tokens are got', () => {
  const fault = new Fault('unauthenticated', 'identity.unauthorized', 'Who?');
  assert.equal(
    present(fault, '*/*').headers?.['www-authenticate'],
    'Keystone uri="http://accord.test/v3"',
  );
  assert.equal(present(nasty, '*/*').headers?.['www-authenticate'], undefined);
});

test('every kind of fault has a status, and only an internal one is the fault of the service', () => {
  for (const kind of faultKinds) {
    const { status } = present(new Fault(kind, 'some.code', 'Something.'), '*/*');
    const ours = kind === 'internal' || kind === 'unavailable';
    assert.ok(ours ? status >= 500 : status >= 400 && status < 500, kind);
  }
});

test('the private cause stays private', () => {
  const fault = new Fault('internal', 'internal', 'An internal error occurred.', {
    cause: new Error('password=secret'),
  });
  assert.ok(!present(fault, 'application/json').body.includes('secret'));
});
