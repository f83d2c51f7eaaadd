// What no tool here forbids by itself: switching a check off where it stands. A rule that is wrong is changed, with its reason, in the
// configuration of the tool.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from './suites.mjs';

const switches =
  /\b(oxlint|eslint)-(disable|enable)|@ts-(ignore|nocheck|expect-error)|\boxfmt-ignore|\bprettier-ignore/;

test('no file switches a check off for itself', () => {
  const files = globSync('{src,scripts,test,bench,web}/**/*.{ts,tsx,mjs}', { cwd: root });
  const found = files.filter(
    (file) =>
      file !== path.relative(root, import.meta.filename) &&
      switches.test(readFileSync(path.join(root, file), 'utf8')),
  );
  assert.deepEqual(found, []);
});
