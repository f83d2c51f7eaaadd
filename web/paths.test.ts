import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { paths, safeReturn } from './paths.ts';

describe('paths', () => {
  test('leave out of the query what is not given', () => {
    assert.equal(paths.images('p1'), '/p/p1/images');
    assert.equal(paths.images('p1', 'shared'), '/p/p1/images?tab=shared');
  });

  test('carry the address to return to whole', () => {
    const address = '/p/p1/images?tab=shared&search=a%26b';
    const query = new URL(paths.signIn(address), 'http://host').searchParams;
    assert.equal(query.get('returnTo'), address);
  });

  test('return to no other site', () => {
    assert.equal(safeReturn('/p/p1/images'), '/p/p1/images');
    for (const foreign of [null, '', '//evil.example', '/\\evil.example', 'https://evil.example']) {
      assert.equal(safeReturn(foreign), '/');
    }
  });
});
