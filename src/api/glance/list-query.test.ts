import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageLinks, readListQuery } from './list-query.ts';

const settings = { pageDefault: 25, pageMax: 1000 };

function read(query: string) {
  return readListQuery(settings, new URLSearchParams(query));
}

function refuses(query: string): void {
  assert.throws(() => read(query), { kind: 'invalid' }, query);
}

test('without a query it is the default page', () => {
  assert.deepEqual(read(''), { filters: { properties: {} }, sort: [], limit: 25 });
});

test('a limit is capped, may be zero, and is a whole number that is not negative', () => {
  assert.equal(read('limit=5').limit, 5);
  assert.equal(read('limit=0').limit, 0);
  assert.equal(read('limit=1001').limit, 1000);
  assert.equal(read(`limit=${'9'.repeat(40)}`).limit, 1000);
  for (const limit of ['-1', 'ten', '', '1.5', '1e3']) refuses(`limit=${limit}`);
});

test('sorting is written in one of two ways, newest first by default', () => {
  assert.deepEqual(read('sort=name:asc,size').sort, [
    { column: 'name', direction: 'asc' },
    { column: 'size', direction: 'desc' },
  ]);
  assert.deepEqual(read('sort_key=name&sort_key=size&sort_dir=asc').sort, [
    { column: 'name', direction: 'asc' },
    { column: 'size', direction: 'asc' },
  ]);
  assert.deepEqual(read('sort_dir=asc').sort, [{ column: 'createdAt', direction: 'asc' }]);
});

test('sorting that mixes the two ways, or is by what is no key, is refused', () => {
  for (const query of [
    'sort=name&sort_key=size',
    'sort=name&sort_dir=asc',
    'sort=name:up',
    'sort=name:asc:desc',
    'sort=owner',
    'sort=',
    'sort_key=constructor',
    'sort_dir=up',
    'sort_key=name&sort_dir=asc&sort_dir=desc',
  ]) {
    refuses(query);
  }
});

test('visibility and member status are words from a list', () => {
  assert.equal(read('visibility=all').visibility, 'all');
  assert.equal(read('member_status=rejected').memberStatus, 'rejected');
  for (const query of ['visibility=secret', 'visibility=', 'member_status=maybe']) refuses(query);
});

test('of a repeated key the last counts, but tags are all asked for', () => {
  assert.deepEqual(read('name=a&name=b&tag=x&tag=y').filters, {
    name: 'b',
    tags: ['x', 'y'],
    properties: {},
  });
});

test('filters are read by their types', () => {
  const query = 'size_min=1&size_max=2&min_ram=3&protected=true&os_hidden=False&os_distro=debian';
  assert.deepEqual(read(query).filters, {
    sizeMin: 1,
    sizeMax: 2,
    minRam: 3,
    protected: true,
    hidden: false,
    properties: { os_distro: 'debian' },
  });
});

test('a value or one of a list is asked for, with commas in quotes', () => {
  assert.deepEqual(read('name=in:a,"b,c"&status=eq:active').filters, {
    name: ['a', 'b,c'],
    status: 'active',
    properties: {},
  });
});

test('times are compared as they are given, in UTC where no zone is said', () => {
  assert.deepEqual(read('created_at=gte:2026-01-31T08:00:00').filters?.createdAt, {
    operator: '>=',
    time: '2026-01-31T08:00:00.000Z',
  });
  assert.deepEqual(read('updated_at=2026-01-31T08:00:00%2B02:00').filters?.updatedAt, {
    operator: '=',
    time: '2026-01-31T06:00:00.000Z',
  });
});

test('filters that cannot be read are refused', () => {
  for (const query of [
    'size_min=many',
    'min_disk=-1',
    'min_ram=99999999999999999999',
    'protected=True',
    'os_hidden=maybe',
    'name=like:a',
    'name=in:"a',
    'name=in:',
    'created_at=yesterday',
    'created_at=about:2026-01-31',
    'created_at=gt:2026-13-31T00:00:00Z',
    'created_at=gt:0000-01-01T00:00:00Z',
    'created_at=gt:9999-12-31T23:59:59-23:59',
    'changes-since=2026-01-31',
    'name=a%00b',
    'os%00distro=debian',
  ]) {
    refuses(query);
  }
});

test('a full page links to the next by its last image, with the same query', () => {
  const links = pageLinks('/v2/images', new URLSearchParams('limit=2&name=a+b&marker=x'), 2, [
    'y',
    'z',
  ]);
  assert.deepEqual(links, {
    first: '/v2/images?limit=2&name=a+b',
    next: '/v2/images?limit=2&name=a+b&marker=z',
  });
});

test('a page that is not full is the last', () => {
  assert.deepEqual(pageLinks('/v2/images', new URLSearchParams(''), 25, ['a']), {
    first: '/v2/images',
  });
  assert.deepEqual(pageLinks('/v2/images', new URLSearchParams('limit=0'), 0, []), {
    first: '/v2/images?limit=0',
  });
});
