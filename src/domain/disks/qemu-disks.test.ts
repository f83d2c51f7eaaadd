// Disks as QEMU's tools make them, byte by byte. No server runs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { openQemu } from '../../drivers/engine/qemu/qemu-bench.fixture.ts';
import { inOnePiece } from '../images/buckets/buckets.fixture.ts';
import { createImage } from '../images/create-image.ts';
import { findImage } from '../images/find-image.ts';
import { openBytes } from '../images/read-bytes.ts';
import { uploadBytes } from '../images/upload-bytes.ts';
import { makeSampleDisk } from '../../lib/sample-disk.ts';
import { captureDisk } from './capture-disk.ts';
import { deleteDisks } from './delete-disks.ts';
import { setUp } from './disks.fixture.ts';
import { growDisk } from './grow-disk.ts';

const run = promisify(execFile);

/** The first bytes that a guest would see in a qcow2 file. */
async function guestBytes(t: TestContext, file: string, length: number): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-guest-'));
  t.after(async () => await rm(folder, { recursive: true }));
  const raw = join(folder, 'raw');
  await run('qemu-img', ['convert', '-f', 'qcow2', '-O', 'raw', file, raw]);
  const handle = await open(raw);
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, 0);
  await handle.close();
  return buffer;
}

test('a disk of an image has its bytes, an image of the disk has them again, and another disk of that, too', async (t) => {
  const world = await setUp(t, async (folder) => await openQemu(folder));
  const { context, owner, make, show, service, job } = world;
  const { actor } = owner;
  const bytes = makeSampleDisk();
  const { id: imageId } = await createImage(context, actor, {
    kind: 'data',
    diskFormat: 'raw',
    containerFormat: 'bare',
  });
  await uploadBytes(context, actor, imageId, inOnePiece(bytes));
  const [diskId = ''] = await make(owner, { imageId });
  const made = await show(diskId);
  assert.deepEqual([made.disk.status, made.disk.size, made.job?.fault], ['available', 1, null]);

  const { jobId } = await growDisk(context, actor, diskId, 2);
  await service.runJobs();
  assert.equal((await job(jobId)).fault, null);

  const copy = await captureDisk(context, actor, diskId, { name: 'copy' });
  await service.runJobs();
  assert.equal((await job(copy.jobId)).fault, null);
  const image = await findImage(context, context.db, actor, copy.imageId, 'image.show');
  assert.deepEqual(
    [image.status, image.kind, image.detectedFormat, image.virtualSize, image.minDisk],
    ['active', 'data', 'qcow2', 2 * 2 ** 30, 2],
  );
  assert.ok(
    bytes.equals(await guestBytes(t, await blobFile(t, world, copy.imageId), bytes.length)),
  );

  const [second = ''] = await make(owner, { imageId: copy.imageId });
  assert.equal((await show(second)).disk.size, 2);
  const again = await captureDisk(context, actor, second, { name: 'again' });
  await service.runJobs();
  assert.ok(
    bytes.equals(await guestBytes(t, await blobFile(t, world, again.imageId), bytes.length)),
  );

  await deleteDisks(context, actor, [diskId, second]);
  await service.runJobs();
  assert.deepEqual((await context.engine?.holdings())?.disks, []);
});

async function blobFile(
  t: TestContext,
  { context, owner }: Awaited<ReturnType<typeof setUp>>,
  imageId: string,
): Promise<string> {
  const { blob } = await openBytes(context, owner.actor, imageId);
  assert.ok(blob !== null);
  const folder = await mkdtemp(join(tmpdir(), 'accord-blob-'));
  t.after(async () => await rm(folder, { recursive: true }));
  const file = join(folder, 'blob');
  const handle = await open(file, 'wx');
  await handle.writeFile(await blob.handle.readFile());
  await handle.close();
  await blob.close();
  assert.ok((await stat(file)).size > 0);
  return file;
}
