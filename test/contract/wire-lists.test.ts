// Lists on the wire: what is in them, filters, order, pages, and what is refused.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { useWorld, type Row } from './support/wire-world.ts';

const world = useWorld();
const { ids } = world;

describe('Lists', () => {
  const names = (
    title: string,
    who: Row['who'],
    query: string,
    expected: readonly string[],
  ): void => {
    test(title, async () => {
      const { json } = await world.must(200, who, ['GET', `/v2/images?${query}`]);
      const got = ((json?.['images'] ?? []) as { id: string }[]).map((image) => image.id);
      assert.deepEqual(
        got,
        expected.map((name) => ids.get(name)),
      );
    });
  };
  const bad = (query: string, says: RegExp | string = ''): Row => ({
    title: `refuse ?${query}`,
    who: 'owner',
    call: ['GET', `/v2/images?${query}`],
    status: 400,
    says,
  });

  before(async () => {
    const shared = `/v2/images/${ids.get('shared')}`;
    const member = ids.get('recipientProject');
    await world.must(200, 'owner', ['POST', `${shared}/members`, { member }]);
    const operations = [{ op: 'add', path: '/a~1b', value: 'v' }];
    const type = 'application/openstack-images-v2.1-json-patch';
    const call = ['PATCH', `/v2/images/${ids.get('private')}`, operations] as const;
    await world.must(200, 'owner', call, { 'content-type': type });
  });

  names('hold own, public and accepted images', 'recipient', '', ['public']);
  names(
    'of the pending hold what is offered, and what is seen anyway',
    'recipient',
    'member_status=pending&name=in:shared,public',
    ['public', 'shared'],
  );
  names(
    'of the pending alone need visibility',
    'recipient',
    'visibility=shared&member_status=pending&name=shared',
    ['shared'],
  );
  names(
    'of rejected images are empty',
    'recipient',
    'visibility=shared&member_status=rejected',
    [],
  );
  names('hold community images when asked', 'recipient', 'visibility=community', ['community']);
  names('hold all when asked', 'recipient', 'visibility=all', ['public', 'community']);
  names('filter by name, one or several', 'owner', 'name=in:private,"community"', [
    'community',
    'private',
  ]);
  names('filter by property', 'owner', 'a/b=v', ['private']);
  names('filter by size', 'owner', 'size=1000&size_min=999&size_max=1000&visibility=private', [
    'private',
  ]);
  names('filter by ids, of which some are none', 'owner', 'id=in:nothing,neither', []);
  names(
    'filter by time',
    'owner',
    'name=private&created_at=lte:2199-01-01T00:00:00Z&updated_at=gt:1999-01-01T00:00:00Z',
    ['private'],
  );
  names('filter by hidden as Python writes it', 'owner', 'os_hidden=True', []);
  names('find nothing by an unknown status', 'owner', 'status=lost', []);
  names('count a repeated key as given last', 'owner', 'name=private&name=community', [
    'community',
  ]);
  names(
    'sort by several keys',
    'owner',
    'name=in:private,shared,community&sort=size:asc,name:desc',
    ['shared', 'private', 'community'],
  );
  names('sort by the older keys', 'owner', 'name=in:private,shared&sort_key=name&sort_dir=asc', [
    'private',
    'shared',
  ]);
  names('are empty at limit 0', 'owner', 'limit=0', []);
  world.rows([
    bad('visibility=foo', 'Invalid visibility value: foo'),
    bad('member_status=foo', 'Invalid status: foo'),
    bad('limit=-1'),
    bad('limit=many'),
    bad('marker={missing}'),
    bad('marker=nothing'),
    bad('sort=nothing'),
    bad('sort=name:sideways'),
    bad('sort=name&sort_key=size'),
    bad('size_min=big'),
    bad('protected=True'),
    bad('os_hidden=maybe'),
    bad('created_at=around:2026-01-01T00:00:00Z'),
    bad('created_at=gt:yesterday'),
    bad('name=like:x'),
    bad('name=in:"x'),
    bad('name=%00'),
    bad('tag=%00'),
    bad('changes-since=2026-01-01'),
    {
      title: 'take any number',
      who: 'owner',
      call: ['GET', '/v2/images?min_disk=99999999999&size_min=9007199254740991'],
      status: 200,
      json: { images: [] },
    },
  ]);

  test('link to the next page with the same query, and to none after the last', async () => {
    const seen: string[] = [];
    let path: unknown = '/v2/images?limit=2&sort=name:asc&name=in:private,shared,community';
    const first = path;
    for (let page = 0; page < 3 && typeof path === 'string'; page += 1) {
      const { json } = await world.must(200, 'owner', ['GET', path]);
      const images = (json?.['images'] ?? []) as { id: string; name: string }[];
      seen.push(...images.map((image) => image.name));
      assert.equal(decodeURIComponent(String(json?.['first'])), first);
      assert.equal(json?.['schema'], '/v2/schemas/images');
      path = json?.['next'];
      if (typeof path === 'string') {
        assert.match(path, new RegExp(`^/v2/images\\?.*limit=2.*marker=${images.at(-1)?.id}$`));
      }
    }
    assert.deepEqual(seen, ['community', 'private', 'shared']);
    assert.equal(path, undefined);
  });
});
