import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const script = path.join(root, 'scripts', 'check-layers.mjs');

/** A copy of the checkout, so that something forbidden can be planted. */
let copy;
before(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'accord-layers-'));
  for (const name of [
    'src',
    'web',
    'test',
    'scripts',
    'bench',
    'package.json',
    'tsconfig.json',
    '.dependency-cruiser.cjs',
  ]) {
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
});
after(() => rmSync(copy, { recursive: true }));

function check() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, copy], {
    encoding: 'utf8',
  });
  assert.equal(stderr, '');
  return { status, stdout };
}

/** Nobody uses what is planted, so all of it is planted at once: a check takes seconds. */
function plant(files) {
  for (const [file, text] of files) writeFileSync(path.join(copy, file), text);
}

const forbidden = [
  [
    'an earlier noun that uses a later one',
    'src/domain/bytes/planted.ts',
    '../images/image.ts',
    'bytes-knows-no-later-noun',
  ],
  [
    'a domain that uses a façade',
    'src/domain/planted.ts',
    '../api/http/route.ts',
    'domain-uses-only-what-is-below',
  ],
  [
    'a façade that uses the database',
    'src/api/glance/planted.ts',
    '../../db/migrate.ts',
    'api-uses-only-what-is-below',
  ],
  [
    'a façade that uses another',
    'src/api/keystone/planted.ts',
    '../glance/present.ts',
    'one-facade-knows-no-other',
  ],
  [
    'a noun that makes a driver',
    'src/domain/bytes/planted-driver.ts',
    '../../drivers/store/file-store.ts',
    'drivers-are-chosen-at-the-root',
  ],
  [
    'SQL outside of the queries',
    'src/domain/images/planted.ts',
    'kysely',
    'sql-stands-with-its-noun',
  ],
  [
    'a lib that knows the product',
    'src/lib/planted.ts',
    '../domain/fault.ts',
    'lib-uses-only-what-is-below',
  ],
  ['an import of the program', 'src/setup/planted.ts', '../main.ts', 'main-is-only-started'],
  [
    'a development package in the product',
    'src/lib/planted-package.ts',
    'fast-check',
    'packages-are-declared',
  ],
  [
    'a console that runs code of the service',
    'web/images/Planted.tsx',
    '../../src/domain/images/image.ts',
    'web-takes-the-types-of-the-wire',
  ],
  [
    'a console that runs the schemas whose types it may know',
    'web/images/planted.ts',
    '../../src/api/accord/schema.ts',
    'web-runs-nothing-of-src',
  ],
  [
    'a kit of the console that knows a noun',
    'web/table/planted.ts',
    '../images/image-list.ts',
    'web-table-knows-no-noun',
  ],
  [
    'a service that uses the console',
    'src/api/http/planted.ts',
    '../../../web/paths.ts',
    'api-uses-only-what-is-below',
  ],
];

const late = `export async function late() {\n  return await import('../api/http/route.ts');\n}\n`;
const typeOnly = `import type { Blob } from '../../drivers/store/file-store.ts';\nexport type Planted = Blob;\n`;

describe('check-layers', () => {
  let red;
  before(() => {
    plant([
      ...forbidden.map(([, file, specifier]) => [
        file,
        `import * as planted from '${specifier}';\nvoid planted;\n`,
      ]),
      ['src/domain/planted-late.ts', late],
      ['src/domain/bytes/planted-type.ts', typeOnly],
    ]);
    red = check();
  });

  for (const [what, file, , rule] of forbidden) {
    test(`turns red at ${what}`, () => {
      assert.equal(red.status, 1);
      assert.match(red.stdout, new RegExp(`^${rule}: ${file} → `, 'm'));
    });
  }

  test('sees an import that stands inside a function', () => {
    assert.match(red.stdout, /^domain-uses-only-what-is-below: src\/domain\/planted-late\.ts → /m);
  });

  test('lets a noun name the type of a driver', () => {
    assert.doesNotMatch(red.stdout, /planted-type/);
  });

  test('complains of nothing else', () => {
    const complaints = red.stdout.match(/^[\w-]+: .*$/gm) ?? [];
    assert.deepEqual(
      complaints.filter((line) => !/\/[Pp]lanted[-.]/.test(line)),
      [],
    );
  });

  test('says so when TypeScript files are not read', () => {
    const config = path.join(copy, '.dependency-cruiser.cjs');
    appendFileSync(config, `\nmodule.exports.options.exclude = { path: '[.]ts$' };\n`);
    const { status, stdout } = check();
    assert.equal(status, 1);
    assert.match(stdout, /^src\/main\.ts: was not read by dependency-cruiser$/m);
  });
});
