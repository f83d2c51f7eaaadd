import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('check-links.mjs', import.meta.url));

/** Says what the script says of a folder with a README and docs/guide.md. */
function check(t, readme) {
  const folder = mkdtempSync(path.join(tmpdir(), 'accord-links-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'docs'));
  writeFileSync(
    path.join(folder, 'docs', 'guide.md'),
    '# The guide\n\n## How it *works*, really?\n',
  );
  writeFileSync(path.join(folder, 'README.md'), readme);
  const { status, stdout } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  return { status, stdout };
}

describe('check-links', () => {
  test('passes links that find their file and heading', (t) => {
    const readme =
      '# Here\n[a](docs/guide.md) [b](docs) [c](docs/guide.md#how-it-works-really) [d](#here) [e](https://example.org/x)\n';
    assert.deepEqual(check(t, readme), { status: 0, stdout: '' });
  });

  test('names a link to a file that is not there', (t) => {
    assert.deepEqual(check(t, '[a](docs/gone.md)\n'), {
      status: 1,
      stdout: 'README.md: docs/gone.md is not there\n',
    });
  });

  test('names a link to a heading that is not there', (t) => {
    assert.match(
      check(t, '[a](docs/guide.md#gone)\n').stdout,
      /guide\.md#gone has no such heading/,
    );
  });

  test('follows reference links', (t) => {
    assert.match(check(t, '[a][1]\n\n[1]: gone.md\n').stdout, /gone\.md is not there/);
  });

  test('names a link that leaves the repository', (t) => {
    assert.match(check(t, '[a](../elsewhere.md)\n').stdout, /leaves the repository/);
  });

  test('reads no link in code', (t) => {
    assert.equal(check(t, '`[a](gone.md)`\n\n```\n[a](gone.md)\n```\n').status, 0);
  });
});
