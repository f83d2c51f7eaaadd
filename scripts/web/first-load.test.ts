import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { dist, hashSources, isBuilt, web } from './console-sources.ts';
import { ensureConsole } from './ensure-console.ts';
import { firstLoad } from './first-load.ts';

before(async () => await ensureConsole(() => {}));

describe('the console', () => {
  test('loads less than 350 kB of compressed scripts until its first list shows', (t) => {
    const bytes = firstLoad().reduce((sum, { br }) => sum + br, 0);
    t.diagnostic(`${bytes} bytes`);
    assert.ok(bytes < 350_000, `${bytes} bytes`);
  });

  test('loads one language only', () => {
    const files = firstLoad().map(({ file }) => path.basename(file));
    assert.equal(files.filter((name) => name.startsWith('bundle-')).length, 1);
  });

  test('is built when it has been built from what is there', () => {
    assert.ok(isBuilt(), dist);
  });

  test('is built from its sources, not from its tests', (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'accord-web-'));
    t.after(() => rmSync(folder, { recursive: true }));
    cpSync(web, folder, { recursive: true, filter: (file) => !file.startsWith(dist) });
    assert.equal(hashSources(folder), hashSources());
    writeFileSync(path.join(folder, 'paths.test.ts'), 'changed');
    assert.equal(hashSources(folder), hashSources());
    writeFileSync(path.join(folder, 'paths.ts'), 'changed');
    assert.notEqual(hashSources(folder), hashSources());
  });
});
