import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, fieldOf, stage } from './metadefs.fixture.ts';

describe('a type of resource', () => {
  test('is associated with a namespace, and the association is shown with its times', async (t) => {
    const { admin, member } = await stage(t, { namespace: 'ns', visibility: 'public' });
    const wanted = { name: 'Volume', prefix: 'hw_', properties_target: 'image' };
    const made = await ask(admin, 'POST', '/ns/resource_types', wanted);
    assert.equal(made.status, 201);
    const { created_at: _c, updated_at: _u, ...rest } = made.body;
    assert.deepEqual(rest, wanted);
    const listed = await ask(member, 'GET', '/ns/resource_types');
    assert.deepEqual(listed.body, { resource_type_associations: [made.body] });
  });

  test('is associated once', async (t) => {
    const { admin } = await stage(t, { namespace: 'ns' });
    assert.equal((await ask(admin, 'POST', '/ns/resource_types', { name: 'X' })).status, 201);
    const again = await ask(admin, 'POST', '/ns/resource_types', { name: 'X' });
    assert.equal(again.status, 409);
    assert.equal(
      again.message,
      'The metadata definition resource-type association of resource-type=X to namespace=ns already exists.',
    );
  });

  test('stays known when no namespace is for it any more', async (t) => {
    const types = [{ name: 'X' }];
    const { admin, member } = await stage(t, {
      namespace: 'ns',
      resource_type_associations: types,
    });
    assert.equal((await ask(admin, 'DELETE', '/ns/resource_types/X')).status, 204);
    const again = await ask(admin, 'DELETE', '/ns/resource_types/X');
    assert.deepEqual(
      [again.status, again.message],
      [404, 'Failed to find resource type X to delete'],
    );
    const response = await member.request('GET', '/v2/metadefs/resource_types');
    const body = (await response.json()) as Record<string, unknown>;
    assert.deepEqual(fieldOf(body['resource_types'], 'name'), ['X']);
  });
});
