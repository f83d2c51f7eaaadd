// The list of namespaces: who sees which, filters, order and pages.
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { Person } from '../../../test/support/person.ts';
import { ask, fieldOf, namespacesPath, stage } from './metadefs.fixture.ts';

async function threeNamespaces(t: TestContext) {
  const people = await stage(t, { namespace: 'b', visibility: 'public', display_name: 'Same' });
  const { admin, member } = people;
  const types = [{ name: 'OS::Nova::Flavor' }];
  const second = { namespace: 'a', resource_type_associations: types, display_name: 'Same' };
  await ask(admin, 'POST', '', second);
  await ask(admin, 'POST', '', { namespace: 'c', owner: member.project.id });
  return people;
}

async function namesSeen(person: Person, query = ''): Promise<unknown[]> {
  const { body } = await ask(person, 'GET', query);
  return fieldOf(body['namespaces'], 'namespace');
}

describe('the list of namespaces', () => {
  test('has for the operator all, newest first, and for others what is public or their own', async (t) => {
    const { service, admin, member } = await threeNamespaces(t);
    assert.deepEqual(await namesSeen(admin), ['c', 'a', 'b']);
    assert.deepEqual(await namesSeen(member), ['c', 'b']);
    assert.deepEqual(await namesSeen(await service.person()), ['b']);
    assert.deepEqual(await namesSeen(await service.person({ region: 'RegionTwo' })), ['b']);
  });

  test('says for which types of resource a namespace is', async (t) => {
    const { admin } = await threeNamespaces(t);
    const { body } = await ask(admin, 'GET', '?sort_key=namespace&sort_dir=asc');
    const associations = fieldOf(body['namespaces'], 'resource_type_associations');
    assert.deepEqual(fieldOf(associations[0], 'name'), ['OS::Nova::Flavor']);
    assert.equal(associations[1], undefined);
  });

  test('is narrowed by visibility and types of resource', async (t) => {
    const { admin, member } = await threeNamespaces(t);
    assert.deepEqual(await namesSeen(admin, '?visibility=private'), ['c', 'a']);
    assert.deepEqual(await namesSeen(member, '?visibility=private'), ['c']);
    const some = '?resource_types=OS::Nova::Flavor,other';
    assert.deepEqual(await namesSeen(admin, some), ['a']);
    assert.deepEqual(await namesSeen(member, some), []);
  });

  test('comes in pages that follow each other, whatever it is sorted by', async (t) => {
    const { admin } = await threeNamespaces(t);
    const keys = ['namespace', 'display_name', 'description', 'visibility', 'protected', 'owner'];
    for (const key of [...keys, 'created_at', 'updated_at', 'id']) {
      for (const direction of ['asc', 'desc']) {
        const order = `sort_key=${key}&sort_dir=${direction}`;
        const seen: unknown[] = [];
        let next: string | undefined = `${namespacesPath}?limit=1&${order}`;
        while (next !== undefined) {
          const { body } = await ask(admin, 'GET', next.slice(namespacesPath.length));
          seen.push(...fieldOf(body['namespaces'], 'namespace'));
          next = body['next'] as string | undefined;
        }
        assert.deepEqual(seen, await namesSeen(admin, `?${order}`), order);
        assert.equal(seen.length, 3);
      }
    }
  });

  test('links to its first page, and to the next when it is full', async (t) => {
    const { admin } = await threeNamespaces(t);
    const { body } = await ask(admin, 'GET', '?limit=2&marker=c');
    assert.equal(body['first'], `${namespacesPath}?limit=2`);
    assert.equal(body['next'], `${namespacesPath}?limit=2&marker=b`);
    assert.equal(body['schema'], '/v2/schemas/metadefs/namespaces');
    assert.equal((await ask(admin, 'GET', '')).body['next'], undefined);
    assert.deepEqual(await namesSeen(admin, '?limit=0'), []);
  });

  test('refuses what it does not understand', async (t) => {
    const { admin, member } = await threeNamespaces(t);
    const queries = ['?limit=x', '?limit=-1', '?sort_key=size', '?sort_dir=up', '?visibility=all'];
    for (const query of queries) assert.equal((await ask(admin, 'GET', query)).status, 400, query);
    const marked = await ask(member, 'GET', '?marker=a');
    assert.equal(marked.status, 404);
    assert.equal(marked.message, 'Metadata definition namespace=a was not found.');
  });
});
