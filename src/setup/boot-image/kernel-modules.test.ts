import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { modulesInOrder } from './kernel-modules.ts';

test('Modules come after those that they need, each once; dash and underscore are one', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'accord-modules-'));
  t.after(async () => await rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, '6.1/net'), { recursive: true });
  const write = async (path: string, depends: string): Promise<void> =>
    await writeFile(join(folder, path), `ELF\0license=GPL\0depends=${depends}\0name=x\0`);
  await write('6.1/net/card.ko', 'bus_ring,common');
  await write('6.1/bus-ring.ko', 'common');
  await write('6.1/common.ko', '');
  const modules = await modulesInOrder(folder, ['card', 'bus-ring']);
  assert.deepEqual(
    modules.map(({ name }) => name),
    ['common', 'bus-ring', 'card'],
  );
  await assert.rejects(modulesInOrder(folder, ['disk']), /no module disk/);
});
