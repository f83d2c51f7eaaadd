import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { testService } from '../../test/support/test-service.ts';
import { listNamespaces, showNamespace } from '../domain/metadefs/namespaces/read-namespaces.ts';
import { updateNamespace } from '../domain/metadefs/namespaces/update-namespace.ts';
import { newNamespaceOf } from '../domain/metadefs/document.ts';
import { loadMetadefs } from './load-metadefs.ts';

const good = {
  namespace: 'Good',
  visibility: 'public',
  protected: true,
  properties: { size: { title: 'Size', type: 'integer', default: 3606 } },
  objects: [{ name: 'Thing', description: 'x', properties: {} }],
  resource_type_associations: [{ name: 'OS::Glance::Image' }],
};

async function folderOf(t: TestContext, files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'accord-test-'));
  t.after(async () => await rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

async function setUp(t: TestContext, files: Readonly<Record<string, string>>) {
  const service = await testService(t);
  const folder = await folderOf(t, files);
  const lines: string[] = [];
  const { actor } = await service.person({ role: 'admin' });
  const { context } = service;
  return {
    context,
    actor,
    folder,
    lines,
    load: async () => await loadMetadefs(context, folder, (line) => void lines.push(line)),
  };
}

test('the files of a folder are loaded with all that is in them', async (t) => {
  const { context, actor, lines, load } = await setUp(t, {
    'good.json': JSON.stringify(good),
    'README.txt': 'no definitions',
  });
  assert.equal(await load(), 1);
  assert.deepEqual(lines, []);
  const { namespace, properties, objects } = await showNamespace(context, actor, 'Good');
  assert.deepEqual([namespace.owner, namespace.protected], ['admin', true]);
  assert.deepEqual(properties[0]?.definition.default, '3606');
  assert.equal(objects[0]?.name, 'Thing');
});

test('loading again changes nothing, also what was changed meanwhile', async (t) => {
  const { context, actor, lines, load } = await setUp(t, { 'good.json': JSON.stringify(good) });
  await load();
  const change = newNamespaceOf({ namespace: 'Good', description: 'Ours' });
  await updateNamespace(context, actor, 'Good', change);
  assert.equal(await load(), 0);
  assert.deepEqual(lines, []);
  const { namespace } = await showNamespace(context, actor, 'Good');
  assert.equal(namespace.description, 'Ours');
});

test('two services that load at once load once', async (t) => {
  const { context, actor, lines, load } = await setUp(t, { 'good.json': JSON.stringify(good) });
  const loaded = await Promise.all([load(), load()]);
  assert.deepEqual(loaded.toSorted(), [0, 1]);
  assert.deepEqual(lines, []);
  assert.equal((await listNamespaces(context, actor, { limit: 10 })).length, 1);
});

test('a file that is not good is one line that names it, and leaves nothing behind', async (t) => {
  const twice = { namespace: 'Twice', tags: [{ name: 'x' }, { name: 'X' }] };
  const files = {
    'broken.json': '{\n  namespace:\n',
    'good.json': JSON.stringify(good),
    'list.json': '[]',
    'nul.json': JSON.stringify({ namespace: 'Nul', description: 'a\0b' }),
    'shape.json': JSON.stringify({ namespace: 'Shape', properties: { p: { type: 'date' } } }),
    'twice.json': JSON.stringify(twice),
  };
  const { context, actor, folder, lines, load } = await setUp(t, files);
  await mkdir(join(folder, 'folder.json'));
  assert.equal(await load(), 1);
  const bad = ['broken', 'folder', 'list', 'nul', 'shape', 'twice'];
  assert.equal(lines.length, bad.length);
  for (const [index, name] of bad.entries()) {
    const start = `Metadata definitions of ${join(folder, `${name}.json`)} are not loaded: `;
    assert.ok(lines[index]?.startsWith(start), lines[index]);
    assert.ok(!lines[index]?.includes('\n'));
  }
  const found = await listNamespaces(context, actor, { limit: 10 });
  assert.deepEqual(
    found.map(({ namespace }) => namespace.name),
    ['Good'],
  );
});

test('a folder that is not there, or holds no file, is one line', async (t) => {
  const { context, folder, lines, load } = await setUp(t, {});
  assert.equal(await load(), 0);
  const log = (line: string): void => void lines.push(line);
  assert.equal(await loadMetadefs(context, join(folder, 'nope'), log), 0);
  assert.match(lines[0] ?? '', /^ACCORD_METADEFS: there is no \.json file in /);
  assert.match(lines[1] ?? '', /^ACCORD_METADEFS: the folder .*nope cannot be read: ENOENT/);
  assert.equal(await loadMetadefs(context, '', log), 0);
  assert.equal(lines.length, 2);
});
