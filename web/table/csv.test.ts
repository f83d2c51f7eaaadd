import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { csvFileName, csvHead, csvLine } from './csv.ts';

describe('CSV', () => {
  test('begins with a byte order mark and the headings', () => {
    assert.equal(csvHead(['名称', '状态']), '\uFEFF名称,状态\r\n');
  });

  test('quotes what would break a line or a cell', () => {
    assert.equal(
      csvLine(['a,b', 'say "x"', 'two\nlines', 3, null]),
      '"a,b","say ""x""","two\nlines",3,\r\n',
    );
  });

  test('runs no formula of whoever named an image', () => {
    assert.equal(csvLine(['=1+1', '-2', '@x', 'a=b', -2]), "'=1+1,'-2,'@x,a=b,-2\r\n");
  });

  test('goes to a file named by what it holds and when', () => {
    assert.equal(
      csvFileName('private-images-贵阳一 › x', new Date(2026, 10, 24, 9, 5, 7)),
      'private-images-贵阳一-x-20261124-090507.csv',
    );
  });
});
