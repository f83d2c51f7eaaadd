import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, fieldOf, namespacesPath, stage } from './metadefs.fixture.ts';

const seconds = { title: 'Seconds', type: 'integer', minimum: 1, default: 5 };
const timer = { name: 'Timer', description: 'When', required: ['s'], properties: { s: seconds } };

describe('an object', () => {
  test('is made and shown; a default is text', async (t) => {
    const { admin, member } = await stage(t, { namespace: 'ns', visibility: 'public' });
    const made = await ask(admin, 'POST', '/ns/objects', timer);
    assert.equal(made.status, 201);
    const { status, body } = await ask(member, 'GET', '/ns/objects/Timer');
    assert.equal(status, 200);
    assert.deepEqual(body, made.body);
    const { created_at: _c, updated_at: _u, ...rest } = body;
    assert.deepEqual(rest, {
      ...timer,
      properties: { s: { ...seconds, default: '5' } },
      self: `${namespacesPath}/ns/objects/Timer`,
      schema: '/v2/schemas/metadefs/object',
    });
  });

  test('is replaced, its name too', async (t) => {
    const { admin } = await stage(t, { namespace: 'ns', objects: [timer, { name: 'Other' }] });
    const { status, body } = await ask(admin, 'PUT', '/ns/objects/Timer', { name: 'Clock' });
    assert.equal(status, 200);
    assert.deepEqual([body['name'], body['required'], body['properties']], ['Clock', [], {}]);
    const gone = await ask(admin, 'GET', '/ns/objects/Timer');
    assert.equal(gone.message, 'Could not find metadata object Timer');
    const taken = await ask(admin, 'PUT', '/ns/objects/Clock', { name: 'Other' });
    assert.equal(taken.status, 409);
    const missing = await ask(admin, 'PUT', '/ns/objects/Timer', { name: 'x' });
    assert.equal(missing.status, 404);
  });

  test('has a name of its own in its namespace', async (t) => {
    const { admin } = await stage(t, { namespace: 'ns', objects: [timer] });
    await ask(admin, 'POST', '', { namespace: 'other' });
    const again = await ask(admin, 'POST', '/ns/objects', timer);
    assert.equal(again.status, 409);
    assert.equal(
      again.message,
      'A metadata definition object with name=Timer already exists in namespace=ns.',
    );
    assert.equal((await ask(admin, 'POST', '/other/objects', timer)).status, 201);
  });

  test('is deleted alone, or with all others of the namespace', async (t) => {
    const objects = [timer, { name: 'a' }, { name: 'b' }];
    const { admin } = await stage(t, { namespace: 'ns', objects });
    assert.equal((await ask(admin, 'DELETE', '/ns/objects/a')).status, 204);
    assert.equal((await ask(admin, 'DELETE', '/ns/objects/a')).status, 404);
    const { body } = await ask(admin, 'GET', '/ns/objects');
    assert.deepEqual(fieldOf(body['objects'], 'name'), ['Timer', 'b']);
    assert.equal((await ask(admin, 'DELETE', '/ns/objects')).status, 204);
    assert.deepEqual((await ask(admin, 'GET', '/ns/objects')).body['objects'], []);
  });

  test('must fit the published schema', async (t) => {
    const { admin } = await stage(t, { namespace: 'ns' });
    for (const body of [{}, { name: 'x', colour: 'red' }, { name: 'x', required: ['a', 'a'] }]) {
      const { status, message } = await ask(admin, 'POST', '/ns/objects', body);
      assert.equal(status, 400);
      assert.match(message ?? '', /^Provided object does not match schema 'object': /);
    }
    const fixed = await ask(admin, 'POST', '/ns/objects', { name: 'x', self: 'y' });
    assert.equal(fixed.message, "Attribute 'self' is read-only.");
  });
});
