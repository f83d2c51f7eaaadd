// A server with QEMU and two disks that hold data: backed up while it runs, restored, and made again of the full-server image, byte by byte. No system runs in it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { QemuEngine } from '../../drivers/engine/qemu/qemu-engine.ts';
import { lendBlob } from '../disks/lend-blob.ts';
import { inOnePiece } from '../images/buckets/buckets.fixture.ts';
import { createImage } from '../images/create-image.ts';
import { uploadBytes } from '../images/upload-bytes.ts';
import { deleteServers } from '../servers/delete-servers.ts';
import { setUp, type Backups } from './backups.fixture.ts';
import { showBackup } from './list-backups.ts';
import { restoreBackup } from './restore-backup.ts';

const run = promisify(execFile);
const mib = 2 ** 20;

async function qemuBackups(t: TestContext): Promise<Backups<QemuEngine>> {
  const openEngine = async (folder: string): Promise<QemuEngine> =>
    await QemuEngine.open({
      folder,
      accelerator: 'tcg',
      uids: { first: 410_000, count: 100 },
      log: (line) => t.diagnostic(line),
    });
  const sshPorts = { first: 23_500, last: 23_549 };
  return await setUp(t, openEngine, { stopSeconds: 0, sshPorts });
}

/** What a guest would see at the beginning of each disk of a backup. */
async function bytesOf(
  t: TestContext,
  { context, owner }: Backups<QemuEngine>,
  backupId: string,
): Promise<Buffer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-backup-'));
  t.after(async () => await rm(folder, { recursive: true }));
  const { backup } = await showBackup(context, owner.actor, backupId);
  const found: Buffer[] = [];
  for (const { slot, blob } of backup.disks) {
    const [file, raw] = [join(folder, `${slot}.qcow2`), join(folder, `${slot}.raw`)];
    await lendBlob(context, blob ?? assert.fail(), file);
    await run('qemu-img', ['convert', '-f', 'qcow2', '-O', 'raw', file, raw]);
    const handle = await open(raw);
    const { buffer } = await handle.read(Buffer.alloc(mib), 0, mib, 0);
    await handle.close();
    found.push(buffer);
  }
  return found;
}

test('what is on a server’s disks is in its backup, in a server restored of it, and in one of its image', async (t) => {
  const world = await qemuBackups(t);
  const { context, owner, engine, make, finish, vault, backUp, show } = world;
  const { actor } = owner;
  const [system, data] = [Buffer.alloc(mib, 'system '), Buffer.alloc(mib, 'data ')];
  const upload = async (kind: 'system' | 'data', bytes: Buffer): Promise<string> => {
    const formats = { diskFormat: 'raw', containerFormat: 'bare' } as const;
    const { id } = await createImage(context, actor, { kind, name: kind, ...formats });
    await uploadBytes(context, actor, id, inOnePiece(bytes));
    return id;
  };
  const imageId = await upload('system', system);
  const [serverId = ''] = await make({
    imageId,
    dataDisks: [{ imageId: await upload('data', data), size: 2 }],
  });
  const vaultId = await vault(20);
  const first = await backUp(serverId, { vaultId, image: { name: 'whole' } });
  assert.equal(await engine.stateOf(serverId), 'running');
  const same = async (backupId: string): Promise<void> => {
    const [systemBytes, dataBytes] = await bytesOf(t, world, backupId);
    assert.ok(systemBytes !== undefined && system.equals(systemBytes));
    assert.ok(dataBytes !== undefined && data.equals(dataBytes));
  };
  await same(first.backupId);

  const begun = restoreBackup(context, actor, first.backupId, {
    name: 'restored',
    login: { kind: 'image' },
  });
  await finish(begun);
  const [restored = ''] = (await begun).serverIds;
  assert.deepEqual(
    (await show(restored)).disks.map(({ size }) => size),
    [1, 2],
  );
  await same((await backUp(restored, { vaultId })).backupId);

  const [again = ''] = await make({ imageId: first.imageId });
  await same((await backUp(again, { vaultId })).backupId);
  await finish(deleteServers(context, actor, [serverId, restored, again], { deleteDisks: true }));
  assert.deepEqual((await engine.holdings()).disks, []);
});
