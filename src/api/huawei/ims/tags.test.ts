import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { codeOf, imsWorld, type Client, type Json } from './ims.fixture.ts';

async function setUp(t: TestContext) {
  const { client, share } = await imsWorld(t);
  const owner = await client();
  const id = await owner.image();
  const project = owner.project.id;
  const path = `/v2/${project}/images/${id}/tags`;
  const tagsOf = async (): Promise<unknown> => (await owner.sdk('GET', path))['tags'];
  const add = async (...tags: object[]) =>
    await owner.ask('POST', `${path}/action`, { action: 'create', tags });
  return { client, share, owner, id, project, path, tagsOf, add };
}

function assertRefused(answer: { status: number; body: Json }, status: number, code: string): void {
  assert.deepEqual([answer.status, codeOf(answer.body)], [status, code]);
}

describe('the tags of an image', () => {
  test('are added, replaced, listed and taken off, signed as the SDK does', async (t) => {
    const { owner, id, project, path, tagsOf } = await setUp(t);
    const send = async (method: string, url: string, data?: object): Promise<void> => {
      assert.equal((await owner.sdk(method, url, data))['httpStatusCode'], 204);
    };
    await send('POST', path, { tag: { key: 'env', value: 'test' } });
    await send('POST', path, { tag: { key: 'env', value: 'a=b' } });
    await send('POST', `${path}/action`, {
      action: 'create',
      tags: [
        { key: '中 文', value: '值' },
        { key: 'empty', value: '' },
      ],
    });
    assert.deepEqual(await tagsOf(), [
      { key: 'env', value: 'a=b' },
      { key: '中 文', value: '值' },
      { key: 'empty', value: '' },
    ]);
    const { body } = await owner.ask('GET', `/v2/cloudimages?id=${id}`);
    assert.deepEqual((body['images'] as Json[])[0]?.['tags'], ['env=a=b', '中 文=值', 'empty=']);
    await send('DELETE', `${path}/中 文`);
    await send('POST', `${path}/action`, { action: 'delete', tags: [{ key: 'env' }] });
    await send('DELETE', `/v1/${project}/cloudimages/${id}/tags/delete`, {
      tags: [{ key: 'empty' }],
    });
    assert.deepEqual(await tagsOf(), []);
  });

  test('are all taken off or none: 404 when a key is not there', async (t) => {
    const { owner, path, add, tagsOf } = await setUp(t);
    await add({ key: 'a', value: '1' });
    assertRefused(await owner.ask('DELETE', `${path}/b`), 404, 'IMG.0115');
    const both = { action: 'delete', tags: [{ key: 'a' }, { key: 'b' }] };
    assertRefused(await owner.ask('POST', `${path}/action`, both), 404, 'IMG.0115');
    assert.deepEqual(await tagsOf(), [{ key: 'a', value: '1' }]);
  });

  test('are ten at most, with keys and values of limited length', async (t) => {
    const { owner, path, add } = await setUp(t);
    const ten = Array.from({ length: 10 }, (_, n) => ({ key: `k${n}`, value: 'v' }));
    assert.equal((await add(...ten)).status, 204);
    assert.equal((await add(...ten)).status, 204);
    assertRefused(await add({ key: 'k10', value: 'v' }), 400, 'IMG.0116');
    for (const tag of [
      { key: 'k'.repeat(37), value: 'v' },
      { key: 'k0', value: 'v'.repeat(256) },
      { key: '', value: 'v' },
      { key: 'a=b', value: 'v' },
    ]) {
      assertRefused(await add(tag), 400, 'IMG.0115');
    }
    assertRefused(await add({ key: 'k0' }), 400, 'IMG.0001');
    assertRefused(await owner.ask('POST', `${path}/action`), 400, 'IMG.0007');
    assertRefused(await owner.ask('DELETE', `${path}/${'k'.repeat(128)}`), 400, 'IMG.0115');
  });

  test("are the owner's to change, and its project must be the path's", async (t) => {
    const { client, share, owner, id } = await setUp(t);
    const recipient = await client();
    await share(id, owner, recipient, 'accepted');
    const change = { tag: { key: 'a', value: '1' } };
    const path = (who: Client): string => `/v2/${who.project.id}/images/${id}/tags`;
    assertRefused(await recipient.ask('POST', path(recipient), change), 400, 'IMG.0047');
    assertRefused(await recipient.ask('POST', path(owner), change), 400, 'IMG.0030');
    assert.equal((await recipient.ask('GET', path(recipient))).status, 200);
  });

  test('can be set and listed by the old calls', async (t) => {
    const { owner, id } = await setUp(t);
    const path = '/v1/cloudimages/tags';
    for (const body of [{ tag: 'a.1' }, { tag: 'b=2' }, { image_tag: { key: 'c', value: '3' } }]) {
      assert.equal((await owner.ask('PUT', path, { image_id: id, ...body })).status, 204);
    }
    const list = async (query = ''): Promise<unknown> =>
      (await owner.ask('GET', `${path}${query}`)).body['tags'];
    assert.deepEqual(await list(), ['a=1', 'b=2', 'c=3']);
    assert.deepEqual(await list('?limit=2&page=2'), ['c=3']);
    assert.deepEqual(await list('?__imagetype=gold'), []);
    assertRefused(await owner.ask('PUT', path, { image_id: id, tag: 'x' }), 400, 'IMG.0115');
  });
});

describe('the images of a project', () => {
  async function tagged(t: TestContext) {
    const { client, share } = await imsWorld(t);
    const [owner, other] = [await client(), await client()];
    const make = async (name: string, ...tags: string[]) => await owner.image({ name, tags });
    await make('a', 'env=test', 'team=x');
    await make('b', 'env=live', 'team=x');
    await make('c', 'env=test', 'word');
    await make('d');
    await share(await other.image({ tags: ['env=other'] }), other, owner, 'accepted');
    return owner;
  }

  test('have tags, each key with its values', async (t) => {
    const owner = await tagged(t);
    const { body } = await owner.ask('GET', `/v2/${owner.project.id}/images/tags`);
    assert.deepEqual(body['tags'], [
      { key: 'env', values: ['live', 'test'] },
      { key: 'team', values: ['x'] },
      { key: 'word', values: [''] },
    ]);
  });

  test('are found by their tags', async (t) => {
    const owner = await tagged(t);
    const path = `/v2/${owner.project.id}/images/resource_instances/action`;
    const find = async (question: object): Promise<string> => {
      const body = await owner.sdk('POST', path, { action: 'filter', ...question });
      const resources = body['resources'] as { resource_name: string }[];
      assert.equal(body['total_count'], resources.length);
      return resources.map((each) => each.resource_name).join('');
    };
    const env = (...values: string[]) => ({ key: 'env', values });
    const team = { key: 'team', values: [] };
    assert.equal(await find({}), 'dcba');
    assert.equal(await find({ tags: [env('test')] }), 'ca');
    assert.equal(await find({ tags: [env('test', 'live')] }), 'cba');
    assert.equal(await find({ tags: [env('test'), team] }), 'a');
    assert.equal(await find({ tags_any: [env('live'), { key: 'word' }] }), 'cb');
    assert.equal(await find({ not_tags: [env('test'), team] }), 'dcb');
    assert.equal(await find({ not_tags_any: [env('test'), team] }), 'd');
    assert.equal(await find({ tags: [{ key: 'word', values: [''] }] }), 'c');
    assert.equal(await find({ without_any_tag: true }), 'd');
    assert.equal(await find({ matches: [{ key: 'resource_name', value: 'B' }] }), 'b');
    const page = await owner.ask('POST', path, { action: 'filter', limit: '1', offset: '1' });
    const [resource] = page.body['resources'] as Json[];
    assert.deepEqual([resource?.['resource_name'], page.body['total_count']], ['c', 4]);
    assert.deepEqual(resource?.['tags'], [
      { key: 'env', value: 'test' },
      { key: 'word', value: '' },
    ]);
    const count = await owner.ask('POST', path, { action: 'count', tags: [team] });
    assert.deepEqual(count.body, { total_count: 2 });
    assertRefused(await owner.ask('POST', path, { action: 'guess' }), 400, 'IMG.0001');
  });
});
