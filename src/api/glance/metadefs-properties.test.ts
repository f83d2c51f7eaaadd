import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, stage } from './metadefs.fixture.ts';

const action = { title: 'Action', type: 'string', enum: ['reset', 'pause'] };
const types = [{ name: 'Image', prefix: 'hw_' }, { name: 'Bare' }];
const namespace = {
  namespace: 'ns',
  visibility: 'public',
  properties: { action, other: action },
  resource_type_associations: types,
};

describe('a property', () => {
  test('is made and shown with its name', async (t) => {
    const { admin, member } = await stage(t, { namespace: 'ns', visibility: 'public' });
    const made = await ask(admin, 'POST', '/ns/properties', { ...action, name: 'action' });
    assert.equal(made.status, 201);
    assert.deepEqual(made.body, { ...action, name: 'action' });
    const shown = await ask(member, 'GET', '/ns/properties/action');
    assert.deepEqual(shown.body, made.body);
  });

  test('stands in a list under its name', async (t) => {
    const { member } = await stage(t, namespace);
    const { body } = await ask(member, 'GET', '/ns/properties');
    assert.deepEqual(body, { properties: { action, other: action } });
  });

  test('is found by the name that a resource of a type carries', async (t) => {
    const { member } = await stage(t, namespace);
    const show = async (name: string, type: string) =>
      await ask(member, 'GET', `/ns/properties/${name}?resource_type=${type}`);
    assert.equal((await show('hw_action', 'Image')).body['name'], 'action');
    for (const [name, type] of [
      ['action', 'Image'],
      ['action', 'Bare'],
      ['hw_action', 'nope'],
      ['hw_nope', 'Image'],
    ] as const) {
      assert.equal((await show(name, type)).status, 404, `${name} ${type}`);
    }
  });

  test('is replaced, its name too', async (t) => {
    const { admin } = await stage(t, namespace);
    const renamed = { name: 'act', title: 'Act', type: 'boolean', default: true };
    const { status, body } = await ask(admin, 'PUT', '/ns/properties/action', renamed);
    assert.equal(status, 200);
    assert.deepEqual(body, { ...renamed, default: 'True' });
    const gone = await ask(admin, 'GET', '/ns/properties/action');
    assert.equal(gone.message, 'Could not find property action');
    const taken = await ask(admin, 'PUT', '/ns/properties/act', { ...action, name: 'other' });
    assert.equal(taken.status, 409);
  });

  test('has a name of its own in its namespace', async (t) => {
    const { admin } = await stage(t, namespace);
    const again = await ask(admin, 'POST', '/ns/properties', { ...action, name: 'action' });
    assert.equal(again.status, 409);
    assert.equal(
      again.message,
      'A metadata definition property with name=action already exists in namespace=ns.',
    );
  });

  test('is deleted alone, or with all others of the namespace', async (t) => {
    const { admin } = await stage(t, namespace);
    assert.equal((await ask(admin, 'DELETE', '/ns/properties/other')).status, 204);
    assert.equal((await ask(admin, 'DELETE', '/ns/properties/other')).status, 404);
    assert.equal((await ask(admin, 'DELETE', '/ns/properties')).status, 204);
    assert.deepEqual((await ask(admin, 'GET', '/ns/properties')).body, { properties: {} });
  });

  test('must have a name, a title and a type', async (t) => {
    const { admin } = await stage(t, namespace);
    for (const name of ['name', 'title', 'type']) {
      const body: Record<string, unknown> = { ...action, name: 'x' };
      delete body[name];
      const { status, message } = await ask(admin, 'POST', '/ns/properties', body);
      assert.equal(status, 400);
      assert.match(message ?? '', /^Provided object does not match schema 'property': /);
    }
  });
});
