import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeParams, readListQuery, type ListSpec } from './list-state.ts';

const spec: ListSpec<'-createdAt' | 'name' | '-name', { kind: 'system' | 'data'; by: string }> = {
  sorts: ['-createdAt', 'name', '-name'],
  filters: { kind: ['system', 'data'], by: /^[0-9a-f]{4}$/ },
};

describe('the state of a list', () => {
  test('is the defaults when the address says nothing', () => {
    assert.deepEqual(readListQuery(spec, new URLSearchParams()), { sort: '-createdAt', limit: 25 });
  });

  test('is what the address says', () => {
    const params = new URLSearchParams(
      'search=a+b&sort=name&kind=data&by=00ff&cursor=c1&limit=100&tab=x',
    );
    assert.deepEqual(readListQuery(spec, params), {
      search: 'a b',
      sort: 'name',
      kind: 'data',
      by: '00ff',
      cursor: 'c1',
      limit: 100,
    });
  });

  test('leaves out what the list does not know', () => {
    const params = new URLSearchParams('sort=colour&kind=gas&by=somebody&limit=7');
    assert.deepEqual(readListQuery(spec, params), { sort: '-createdAt', limit: 25 });
  });

  test('goes back to the first page when anything else changes', () => {
    const params = new URLSearchParams('tab=public&cursor=c1&kind=data');
    assert.equal(
      changeParams(params, { sort: 'name' }).toString(),
      'tab=public&kind=data&sort=name',
    );
    assert.equal(changeParams(params, { kind: undefined }).toString(), 'tab=public');
    assert.equal(changeParams(params, { cursor: 'c2' }).get('cursor'), 'c2');
  });
});
