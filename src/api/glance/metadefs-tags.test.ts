import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, fieldOf, stage } from './metadefs.fixture.ts';

const tagged = { namespace: 'ns', visibility: 'public', tags: [{ name: 'a' }, { name: 'b' }] };
const more = { tags: [{ name: 'c' }, { name: 'd' }] };

describe('a tag', () => {
  test('is made, shown, renamed and deleted', async (t) => {
    const { admin, member } = await stage(t, tagged);
    const made = await ask(admin, 'POST', '/ns/tags/new');
    assert.equal(made.status, 201);
    assert.deepEqual(Object.keys(made.body), ['name', 'created_at', 'updated_at']);
    assert.deepEqual((await ask(member, 'GET', '/ns/tags/new')).body, made.body);
    const renamed = await ask(admin, 'PUT', '/ns/tags/new', { name: 'newer' });
    assert.deepEqual([renamed.status, renamed.body['name']], [200, 'newer']);
    assert.equal((await ask(admin, 'DELETE', '/ns/tags/newer')).status, 204);
    const gone = await ask(member, 'GET', '/ns/tags/newer');
    assert.deepEqual([gone.status, gone.message], [404, 'Could not find metadata tag newer']);
  });

  test('is told from others without regard to case', async (t) => {
    const { admin } = await stage(t, tagged);
    assert.equal((await ask(admin, 'GET', '/ns/tags/A')).body['name'], 'a');
    const again = await ask(admin, 'POST', '/ns/tags/A');
    assert.equal(again.status, 409);
    assert.match(again.message ?? '', /^A metadata tag with name=A already exists in namespace=ns/);
    assert.equal((await ask(admin, 'PUT', '/ns/tags/a', { name: 'B' })).status, 409);
    assert.equal((await ask(admin, 'PUT', '/ns/tags/a', { name: 'A' })).status, 200);
  });

  test('has a name of 80 characters at most', async (t) => {
    const { admin } = await stage(t, tagged);
    assert.equal((await ask(admin, 'POST', `/ns/tags/${'x'.repeat(80)}`)).status, 201);
    assert.equal((await ask(admin, 'POST', `/ns/tags/${'x'.repeat(81)}`)).status, 400);
  });
});

describe('many tags', () => {
  test('take the place of those that are there', async (t) => {
    const { admin } = await stage(t, tagged);
    const made = await ask(admin, 'POST', '/ns/tags', more);
    assert.deepEqual([made.status, made.body], [201, more]);
    const { body } = await ask(admin, 'GET', '/ns/tags');
    assert.deepEqual(new Set(fieldOf(body['tags'], 'name')), new Set(['c', 'd']));
  });

  test('are added to them when the request asks for it', async (t) => {
    const { admin } = await stage(t, tagged);
    const append = { 'x-openstack-append': 'True' };
    await ask(admin, 'POST', '/ns/tags', more, append);
    const { body } = await ask(admin, 'GET', '/ns/tags?sort_key=name&sort_dir=asc');
    assert.deepEqual(fieldOf(body['tags'], 'name'), ['a', 'b', 'c', 'd']);
  });

  test('are refused all when one of them is there already', async (t) => {
    const { admin } = await stage(t, tagged);
    const append = { 'x-openstack-append': 'true' };
    const body = { tags: [{ name: 'c' }, { name: 'b' }] };
    assert.equal((await ask(admin, 'POST', '/ns/tags', body, append)).status, 409);
    assert.equal((await ask(admin, 'GET', '/ns/tags/c')).status, 404);
  });

  test('come in pages when a limit is given', async (t) => {
    const { admin } = await stage(t, { ...tagged, tags: [...tagged.tags, ...more.tags] });
    const page = async (query: string) =>
      fieldOf((await ask(admin, 'GET', `/ns/tags?${query}`)).body['tags'], 'name');
    assert.deepEqual(await page('limit=3'), ['d', 'c', 'b']);
    assert.deepEqual(await page('limit=3&marker=b'), ['a']);
    assert.equal((await ask(admin, 'GET', '/ns/tags?marker=nope')).status, 404);
    assert.equal((await ask(admin, 'GET', '/ns/tags?sort_key=size')).status, 400);
  });

  test('are deleted at once', async (t) => {
    const { admin } = await stage(t, tagged);
    assert.equal((await ask(admin, 'DELETE', '/ns/tags')).status, 204);
    assert.deepEqual((await ask(admin, 'GET', '/ns/tags')).body, { tags: [] });
  });
});
