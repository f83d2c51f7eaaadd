import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { testService } from '../../test/support/test-service.ts';
import type { Context } from '../domain/context.ts';
import type { Accounts } from './accounts.ts';
import { makeFirstWorld } from './first-world.ts';
import { runTool } from './boot-image/run-tool.ts';

const accounts: Accounts = {
  seed: 'sample',
  complete: false,
  sampleImageId: null,
  passwords: { owner: 'for-the-owner', recipient: 'for-the-recipient', admin: 'for-the-admin' },
};

/** A real qcow2 disk; that it does not boot is nothing to the first world. */
async function systemDisk(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-world-'));
  t.after(async () => await rm(folder, { recursive: true, force: true }));
  const [raw, disk] = [join(folder, 'disk.raw'), join(folder, 'disk.qcow2')];
  const content = Buffer.alloc(1 << 20, 'a system');
  await writeFile(raw, content);
  await runTool('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', raw, disk]);
  return disk;
}

async function offeredIn({ db }: Context): Promise<unknown[]> {
  const rows = await db
    .selectFrom('images')
    .innerJoin('members', 'members.image_id', 'images.id')
    .select(['images.name', 'images.kind', 'images.status as is', 'members.status'])
    .orderBy('images.name')
    .execute();
  return rows.map((row) => [row.name, row.kind, row.is, row.status]);
}

test('The first world offers a disk of data, and a system where one can be had; that one is to begin with', async (t) => {
  const { context } = await testService(t);
  const disk = await systemDisk(t);
  const imageId = await makeFirstWorld(context, accounts, async () => disk);
  assert.deepEqual(await offeredIn(context), [
    ['debian-tiny', 'system', 'active', 'pending'],
    ['sample-disk', 'data', 'active', 'pending'],
  ]);
  const { name } = await context.db
    .selectFrom('images')
    .select('name')
    .where('id', '=', imageId)
    .executeTakeFirstOrThrow();
  assert.equal(name, 'debian-tiny');
});

test('Without a system it offers the disk of data alone, and a first start that was cut off goes on', async (t) => {
  const { context } = await testService(t);
  const dataImageId = await makeFirstWorld(context, accounts, async () => null);
  assert.deepEqual(await offeredIn(context), [['sample-disk', 'data', 'active', 'pending']]);

  await assert.rejects(
    makeFirstWorld(context, accounts, async () => join(tmpdir(), 'accord-no-such-disk')),
    { code: 'ENOENT' },
  );
  const disk = await systemDisk(t);
  let asked = 0;
  const bring = async (): Promise<string> => {
    asked += 1;
    return disk;
  };
  const systemImageId = await makeFirstWorld(context, accounts, bring);
  assert.notEqual(systemImageId, dataImageId);
  assert.equal(await makeFirstWorld(context, accounts, bring), systemImageId);
  assert.equal(asked, 1);
  assert.equal((await offeredIn(context)).length, 2);
});
