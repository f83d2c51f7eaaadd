import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { testService } from '../../../test/support/test-service.ts';
import { ask, fieldOf, namespacesPath, stage } from './metadefs.fixture.ts';

const property = { title: 'Action', type: 'string', enum: ['reset', 'pause'] };
const whole = {
  namespace: 'OS::Watchdog',
  display_name: 'Watchdog',
  description: 'What the watchdog does',
  visibility: 'public',
  resource_type_associations: [
    { name: 'OS::Glance::Image', prefix: 'hw_' },
    { name: 'OS::Cinder::Volume', prefix: 'hw_', properties_target: 'image' },
  ],
  properties: { action: property },
  objects: [{ name: 'Timer', required: ['seconds'], properties: { seconds: property } }],
  tags: [{ name: 'hardware' }],
};

describe('a namespace', () => {
  test('is made with all that is in it, and shown so', async (t) => {
    const { admin, member } = await stage(t, whole);
    const { status, body } = await ask(member, 'GET', '/OS::Watchdog');
    assert.equal(status, 200);
    const {
      created_at: created,
      updated_at: _u,
      resource_type_associations: types,
      objects,
      ...rest
    } = body;
    assert.deepEqual(rest, {
      namespace: 'OS::Watchdog',
      display_name: 'Watchdog',
      description: 'What the watchdog does',
      visibility: 'public',
      protected: false,
      owner: admin.project.id,
      properties: { action: property },
      tags: [{ name: 'hardware' }],
      self: `${namespacesPath}/OS::Watchdog`,
      schema: '/v2/schemas/metadefs/namespace',
    });
    assert.match(String(created), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.deepEqual(fieldOf(types, 'name'), ['OS::Cinder::Volume', 'OS::Glance::Image']);
    assert.deepEqual(fieldOf(types, 'properties_target'), ['image', undefined]);
    assert.deepEqual(fieldOf(objects, 'self'), [`${namespacesPath}/OS::Watchdog/objects/Timer`]);
  });

  test('that has only a name is private, not protected, and shows nothing it does not have', async (t) => {
    const { admin } = await stage(t, { namespace: 'plain' });
    const { body } = await ask(admin, 'GET', '/plain');
    const { created_at: _c, updated_at: _u, ...rest } = body;
    assert.deepEqual(rest, {
      namespace: 'plain',
      visibility: 'private',
      protected: false,
      owner: admin.project.id,
      self: `${namespacesPath}/plain`,
      schema: '/v2/schemas/metadefs/namespace',
    });
  });

  test('says where it is when it is made', async (t) => {
    const service = await testService(t);
    const admin = await service.person({ role: 'admin' });
    const response = await admin.request('POST', namespacesPath, { body: { namespace: 'a b' } });
    assert.equal(response.headers.get('location'), `${service.url}${namespacesPath}/a%20b`);
  });

  test('shows the names that a resource of a type carries', async (t) => {
    const { member } = await stage(t, whole);
    const path = '/OS::Watchdog?resource_type=OS::Glance::Image';
    const { body } = await ask(member, 'GET', path);
    assert.deepEqual(body['properties'], { hw_action: property });
    assert.deepEqual(fieldOf(body['objects'], 'required'), [['hw_seconds']]);
    assert.deepEqual(fieldOf(body['objects'], 'properties'), [{ hw_seconds: property }]);
    const other = await ask(member, 'GET', '/OS::Watchdog?resource_type=other');
    assert.deepEqual(other.body['properties'], { action: property });
  });

  test('is made whole or not at all', async (t) => {
    const { admin } = await stage(t, { namespace: 'first' });
    const tags = [{ name: 'x' }, { name: 'X' }];
    const twice = await ask(admin, 'POST', '', { namespace: 'second', tags });
    assert.equal(twice.status, 409);
    assert.equal((await ask(admin, 'GET', '/second')).status, 404);
  });

  test('has a name of its own', async (t) => {
    const { admin } = await stage(t, { namespace: 'one' });
    assert.equal((await ask(admin, 'POST', '', { namespace: 'two' })).status, 201);
    const again = await ask(admin, 'POST', '', { namespace: 'one' });
    assert.equal(again.status, 409);
    assert.equal(again.message, 'The metadata definition namespace=one already exists.');
    const renamed = await ask(admin, 'PUT', '/two', { namespace: 'one' });
    assert.equal(renamed.status, 409);
    assert.match(renamed.message ?? '', /with the same name of one$/);
  });

  test('that is private is seen by its project and the operator, and by nobody else', async (t) => {
    const { service, admin, member } = await stage(t, { namespace: 'other' });
    const mine = { namespace: 'mine', owner: member.project.id, tags: [{ name: 'x' }] };
    await ask(admin, 'POST', '', mine);
    const stranger = await service.person();
    for (const path of ['', '/tags', '/tags/x', '/objects', '/properties', '/resource_types']) {
      assert.equal((await ask(member, 'GET', `/mine${path}`)).status, 200, path);
      assert.equal((await ask(admin, 'GET', `/mine${path}`)).status, 200, path);
      const hidden = await ask(stranger, 'GET', `/mine${path}`);
      const absent = await ask(stranger, 'GET', `/nope${path}`);
      assert.equal(hidden.status, 404, path);
      assert.equal(hidden.message?.replace('mine', 'nope'), absent.message);
    }
  });

  test('that does not exist is named in the answer', async (t) => {
    const { admin } = await stage(t, { namespace: 'other' });
    const shown = await ask(admin, 'GET', '/nope');
    assert.equal(shown.status, 404);
    assert.equal(shown.message, 'Metadata definition namespace=nope was not found.');
    const deleted = await ask(admin, 'DELETE', '/nope');
    assert.equal(deleted.message, 'Namespace nope not found');
  });

  test('is written by the operator only, whoever owns it', async (t) => {
    const { admin, member } = await stage(t, { namespace: 'other' });
    await ask(admin, 'POST', '', { namespace: 'mine', owner: member.project.id });
    for (const [method, path, body] of [
      ['POST', '', { namespace: 'new' }],
      ['PUT', '/mine', { namespace: 'mine' }],
      ['DELETE', '/mine', undefined],
      ['POST', '/mine/tags', { tags: [] }],
      ['POST', '/mine/tags/x', undefined],
      ['DELETE', '/mine/tags', undefined],
      ['POST', '/mine/objects', { name: 'x' }],
      ['PUT', '/mine/objects/x', { name: 'x' }],
      ['DELETE', '/mine/objects', undefined],
      ['POST', '/mine/properties', { name: 'x', title: 'x', type: 'string' }],
      ['PUT', '/mine/properties/x', { name: 'x', title: 'x', type: 'string' }],
      ['DELETE', '/mine/properties', undefined],
      ['POST', '/mine/resource_types', { name: 'x' }],
      ['DELETE', '/mine/resource_types/x', undefined],
    ] as const) {
      assert.equal((await ask(member, method, path, body)).status, 403, `${method} ${path}`);
    }
  });

  test('that is replaced keeps what is in it and loses what is not said again', async (t) => {
    const { admin } = await stage(t, whole);
    const { status, body } = await ask(admin, 'PUT', '/OS::Watchdog', { namespace: 'W' });
    assert.equal(status, 200);
    assert.equal(body['visibility'], 'private');
    assert.equal(body['display_name'], undefined);
    assert.deepEqual((await ask(admin, 'GET', '/W')).body['properties'], { action: property });
    assert.equal((await ask(admin, 'GET', '/OS::Watchdog')).status, 404);
  });

  test('can be sent back as its parts were shown', async (t) => {
    const { admin } = await stage(t, whole);
    const { body } = await ask(admin, 'GET', '/OS::Watchdog');
    const { self: _s, schema: _h, created_at: _c, updated_at: _u, ...sent } = body;
    assert.equal((await ask(admin, 'PUT', '/OS::Watchdog', sent)).status, 200);
  });

  test('that is protected is not deleted, nor is what is in it', async (t) => {
    const { admin } = await stage(t, { ...whole, protected: true });
    const paths = ['', '/tags', '/tags/hardware', '/objects', '/objects/Timer', '/properties'];
    for (const path of [...paths, '/properties/action', '/resource_types/OS::Glance::Image']) {
      const { status, message } = await ask(admin, 'DELETE', `/OS::Watchdog${path}`);
      assert.equal(status, 403, path);
      assert.match(message ?? '', /is protected and cannot be deleted\.$/);
    }
    const { body } = await ask(admin, 'GET', '/OS::Watchdog');
    assert.deepEqual(body['tags'], whole.tags);
    assert.deepEqual(fieldOf(body['objects'], 'name'), ['Timer']);
  });

  test('takes all that is in it along when it is deleted', async (t) => {
    const { admin } = await stage(t, whole);
    assert.equal((await ask(admin, 'DELETE', '/OS::Watchdog')).status, 204);
    assert.equal((await ask(admin, 'POST', '', { namespace: 'OS::Watchdog' })).status, 201);
    assert.equal((await ask(admin, 'GET', '/OS::Watchdog')).body['objects'], undefined);
  });
});

test('a namespace must fit the published schema', async (t) => {
  const { admin } = await stage(t, { namespace: 'other' });
  for (const body of [
    {},
    { namespace: '' },
    { namespace: 'x'.repeat(81) },
    { namespace: 7 },
    { namespace: 'x', visibility: 'shared' },
    { namespace: 'x', protected: 'yes' },
    { namespace: 'x', colour: 'red' },
    { namespace: 'x', properties: { p: { title: 'no type' } } },
    { namespace: 'x', properties: { p: { title: 't', type: 'date' } } },
    { namespace: 'x', tags: ['plain'] },
  ]) {
    const { status, message } = await ask(admin, 'POST', '', body);
    assert.equal(status, 400, JSON.stringify(body));
    assert.match(message ?? '', /^Provided object does not match schema 'namespace': /);
  }
  assert.equal((await ask(admin, 'POST', '')).message, 'Body expected in request.');
});

test('what only the service writes is refused', async (t) => {
  const { admin } = await stage(t, { namespace: 'other' });
  for (const name of ['self', 'schema', 'created_at', 'updated_at']) {
    const { status, message } = await ask(admin, 'POST', '', { namespace: 'x', [name]: 'y' });
    assert.equal(status, 403);
    assert.equal(message, `Attribute '${name}' is read-only.`);
  }
});
