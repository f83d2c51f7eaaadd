import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { sampleIso } from '../../bytes/format/samples/plain.ts';
import { ownOffer } from '../../sharing/member.ts';
import { shareImages } from '../../sharing/share-images.ts';
import { deactivateImage } from '../deactivate-image.ts';
import { deleteImage } from '../delete-image.ts';
import { updateImage } from '../update-image.ts';
import { attempt, faultOf, setUp } from './buckets.fixture.ts';
import { exportImage, type ExportRequest } from './export-image.ts';

const asKept: ExportRequest = { target: 'disks:out/disk.raw', diskFormat: null };

test('an image is exported as it is kept', async (t) => {
  const world = await setUp(t);
  const bytes = randomBytes(3_000_000);
  const id = await world.upload(bytes, { name: 'disk' });
  const jobId = await exportImage(world.context, world.actor, id, { ...asKept, diskFormat: 'raw' });
  await world.runJobs();
  const { status, result } = await world.job(jobId);
  assert.deepEqual([status, result], ['succeeded', { imageId: id, imageName: 'disk' }]);
  assert.ok(bytes.equals(await world.objectAt('out/disk.raw')));
});

test('what cannot be exported says why', async (t) => {
  const world = await setUp(t);
  const { context, actor } = world;
  const refuses = async (imageId: string, code: string, request = asKept, by = actor) =>
    await assert.rejects(exportImage(context, by, imageId, request), faultOf(code), code);
  const id = await world.upload(randomBytes(100));
  await refuses(await world.queue(), 'image.export-no-bytes');
  await refuses(await world.upload(sampleIso(), { diskFormat: 'iso' }), 'image.export-iso');
  await refuses(id, 'image.export-format', { ...asKept, diskFormat: 'qcow2' });
  await refuses(id, 'bucket.not-found', { ...asKept, target: 'none:a' });
  await refuses(id, 'bucket.address-invalid', { ...asKept, target: 'disks:../a' });
  const { actor: other, project } = await world.service.person();
  await refuses(id, 'image.not-found', asKept, other);
  await shareImages(context, actor, {
    imageIds: [id],
    projectIds: [project.id],
    options: ownOffer,
  });
  await refuses(id, 'image.not-owner', asKept, other);
  const { actor: operator } = await world.service.person({ role: 'admin' });
  const shown = await world.upload(randomBytes(50));
  await deactivateImage(context, operator, shown);
  await refuses(shown, 'image.deactivated');
});

test('a public image is exported by nobody', async (t) => {
  const world = await setUp(t);
  const { actor: operator } = await world.service.person({ role: 'admin' });
  const id = await world.upload(randomBytes(100));
  await updateImage(world.context, operator, id, [{ set: { visibility: 'public' } }]);
  const { actor: other } = await world.service.person();
  for (const by of [world.actor, operator, other]) {
    await assert.rejects(
      exportImage(world.context, by, id, asKept),
      faultOf('image.export-public'),
    );
  }
});

test('nothing is overwritten: at once, nor by a job that comes too late', async (t) => {
  const world = await setUp(t);
  const id = await world.upload(randomBytes(100));
  const jobId = await exportImage(world.context, world.actor, id, asKept);
  const theirs = randomBytes(100);
  await world.put('out/disk.raw', theirs);
  await assert.rejects(
    exportImage(world.context, world.actor, id, asKept),
    faultOf('bucket.object-exists'),
  );
  await world.runJobs();
  const { status, fault } = await world.job(jobId);
  assert.deepEqual([status, fault?.code], ['failed', 'bucket.object-exists']);
  assert.ok(theirs.equals(await world.objectAt('out/disk.raw')));
});

test('a job that was cut off after it had written finds its work done', async (t) => {
  const world = await setUp(t);
  const bytes = randomBytes(3_000_000);
  const id = await world.upload(bytes);
  const jobId = await exportImage(world.context, world.actor, id, asKept);
  await world.put('out/disk.raw', bytes);
  await world.runJobs();
  assert.equal((await world.job(jobId)).status, 'succeeded');
});

test('a job that is cut off while it writes leaves nothing, and writes all at the next start', async (t) => {
  const world = await setUp(t);
  const bytes = randomBytes(3_000_000);
  const id = await world.upload(bytes);
  const jobId = await exportImage(world.context, world.actor, id, asKept);
  const ending = new AbortController();
  ending.abort();
  await assert.rejects(attempt(world.context, jobId, ending.signal));
  const folder = world.service.bucketFolder('disks');
  assert.deepEqual(await readdir(join(folder, '.accord')), []);
  assert.equal((await world.job(jobId)).status, 'running');
  await world.runJobs();
  assert.equal((await world.job(jobId)).status, 'succeeded');
  assert.ok(bytes.equals(await world.objectAt('out/disk.raw')));
});

test('an image that is deleted before its export fails it', async (t) => {
  const world = await setUp(t);
  const id = await world.upload(randomBytes(100));
  const jobId = await exportImage(world.context, world.actor, id, asKept);
  await deleteImage(world.context, world.actor, id);
  await world.runJobs();
  assert.equal((await world.job(jobId)).fault?.code, 'image.not-found');
});

test('an export follows no link out of the bucket', async (t) => {
  const world = await setUp(t);
  const id = await world.upload(randomBytes(100));
  const folder = world.service.bucketFolder('disks');
  await symlink(join(folder, '..'), join(folder, 'out'));
  const jobId = await exportImage(world.context, world.actor, id, asKept);
  await world.runJobs();
  assert.equal((await world.job(jobId)).fault?.code, 'bucket.object-exists');
  assert.deepEqual(await readdir(join(folder, '..')), ['disks']);
});
