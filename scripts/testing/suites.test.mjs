import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { findSuites, selectSuites } from './suites.mjs';

/** The test suites that are found in a folder with these files. */
function found(t, files) {
  const folder = mkdtempSync(path.join(tmpdir(), 'accord-suites-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), '');
  }
  return findSuites(folder).filter((suite) => 'files' in suite);
}

describe('suites', () => {
  test('are the folders of test/ that hold tests, in their order, new ones last', (t) => {
    const files = [
      'test/odd/a.test.ts',
      'test/crash/a.test.ts',
      'test/scenarios/deep/a.test.ts',
      'test/empty/a.ts',
    ];
    assert.deepEqual(
      found(t, files).map((suite) => suite.name),
      ['scenarios', 'crash', 'odd'],
    );
  });

  test('take every other test file as a unit test', (t) => {
    const files = [
      'src/a/b.test.ts',
      'scripts/c.test.mjs',
      'test/support/d.test.ts',
      'web/e.test.tsx',
    ];
    assert.deepEqual(found(t, files), [{ name: 'unit', files: files.toSorted() }]);
  });

  test('leave out packages and the data folder', (t) => {
    assert.deepEqual(
      found(t, ['node_modules/a/b.test.ts', 'src/node_modules/c.test.ts', 'data/d.test.ts']),
      [],
    );
  });

  test('are selected by name, in their own order', () => {
    const suites = findSuites();
    assert.deepEqual(
      selectSuites(suites, ['unit', 'lint']).map((suite) => suite.name),
      ['lint', 'unit'],
    );
  });

  test('refuse a name that is none', () => {
    assert.throws(
      () => selectSuites(findSuites(), ['nonesuch']),
      /There is no suite "nonesuch"\. There are: check, format,/,
    );
  });
});
