import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Buckets } from '../../../drivers/bucket/buckets.ts';
import { newHexId } from '../../../lib/ids.ts';
import { sampleIso } from '../../bytes/format/samples/plain.ts';
import { sampleQcow2 } from '../../bytes/format/samples/qcow2.ts';
import { sampleVmdk } from '../../bytes/format/samples/vmdk.ts';
import { deleteImage } from '../delete-image.ts';
import { grantLimit, registerLimit } from '../quotas/limits.fixture.ts';
import { recoverUploads } from '../recover-uploads.ts';
import { uploadBytes } from '../upload-bytes.ts';
import { attempt, faultOf, inOnePiece, setUp, slowed } from './buckets.fixture.ts';
import { registerObject } from './register-object.ts';

const asked = { source: 'disks:disk', properties: {} };

test('an image is made of an object, in the format that its bytes have', async (t) => {
  const world = await setUp(t);
  await world.put('天/disk.qcow2', sampleQcow2());
  const jobId = await world.create('disks:天/disk.qcow2', { minDisk: 40, tags: ['a=b'] });
  const waiting = await world.job(jobId);
  const { imageId } = waiting.input;
  assert.equal(waiting.status, 'waiting');
  assert.equal((await world.show(imageId)).status, 'importing');
  await world.runJobs();
  const job = await world.job(jobId);
  assert.deepEqual(
    [job.status, job.progress, job.result],
    ['succeeded', 1, { imageId, imageName: 'made' }],
  );
  const image = await world.show(imageId);
  assert.deepEqual(
    [image.status, image.kind, image.diskFormat, image.containerFormat, image.visibility],
    ['active', 'system', 'qcow2', 'bare', 'private'],
  );
  assert.deepEqual([image.tags, image.minDisk], [['a=b'], 40]);
  assert.deepEqual(image.properties, { __root_origin: 'file' });
  assert.ok(sampleQcow2().equals(await world.bytesOf(imageId)));
});

test('bytes that nothing recognises are a disk as it is', async (t) => {
  const world = await setUp(t);
  const bytes = randomBytes(3_000_000);
  await world.put('disk', bytes);
  const jobId = await world.create('disks:disk', { kind: 'data' });
  await world.runJobs();
  const { imageId } = (await world.job(jobId)).input;
  const image = await world.show(imageId);
  assert.deepEqual([image.kind, image.diskFormat, image.size], ['data', 'raw', bytes.length]);
  assert.ok(bytes.equals(await world.bytesOf(imageId)));
});

test('an ISO image is made as one and as nothing else', async (t) => {
  const world = await setUp(t);
  await world.put('cd', sampleIso());
  await world.put('disk', sampleQcow2());
  const good = await world.create('disks:cd', { kind: 'iso' });
  const undeclared = await world.create('disks:cd');
  const noIso = await world.create('disks:disk', { kind: 'iso' });
  await world.runJobs();
  const image = await world.show((await world.job(good)).input.imageId);
  assert.deepEqual([image.kind, image.diskFormat], ['iso', 'iso']);
  for (const id of [undeclared, noIso]) {
    assert.equal((await world.job(id)).fault?.code, 'image.format-mismatch');
  }
});

test('what cannot be is refused at once and makes no image', async (t) => {
  const world = await setUp(t, { imageSizeCap: 100 });
  await world.put('big', randomBytes(101));
  const cases = {
    'bucket.address-invalid': [
      'disks',
      'disks:',
      ':big',
      'disks:../big',
      'disks:/big',
      'disks:a//b',
    ],
    'bucket.not-found': ['other:big', 'DISKS:big'],
    'bucket.object-not-found': ['disks:none', 'disks:none/big', 'disks:big/none'],
    'image.too-large': ['disks:big'],
  };
  for (const [code, sources] of Object.entries(cases)) {
    for (const source of sources) {
      await assert.rejects(world.create(source), faultOf(code), source);
      await assert.rejects(world.register(await world.queue(), source), faultOf(code), source);
    }
  }
  assert.ok((await world.names()).every((name) => name === 'queued'));
});

test('a bucket of some projects does not exist for others', async (t) => {
  const world = await setUp(t);
  await world.put('disk', sampleQcow2());
  const folder = world.service.bucketFolder('disks');
  const register = async (imageId: string, projects: string[]) => {
    const buckets = await Buckets.open([{ name: 'disks', folder, projects }]);
    const context = { ...world.context, buckets };
    return await registerObject(context, world.actor, imageId, asked);
  };
  const id = await world.queue();
  await assert.rejects(register(id, [newHexId()]), faultOf('bucket.not-found'));
  await register(id, [newHexId(), world.projectId]);
  await world.runJobs();
  assert.equal((await world.show(id)).status, 'active');
});

test('quotas hold: of images at once, of bytes when they are known', async (t) => {
  const world = await setUp(t);
  await world.put('disk', randomBytes(2_000_000));
  await registerLimit(world.context, 'image_count_total', 10);
  await registerLimit(world.context, 'image_size_total', 10);
  await grantLimit(world.context, 'image_size_total', world.projectId, 1);
  const jobId = await world.create('disks:disk');
  await world.runJobs();
  assert.equal((await world.job(jobId)).fault?.code, 'image.over-quota');
  await grantLimit(world.context, 'image_count_total', world.projectId, 0);
  await assert.rejects(world.create('disks:disk'), faultOf('image.over-quota'));
  assert.deepEqual(await world.names(), []);
});

test('a creation that fails leaves no image, and says why', async (t) => {
  const world = await setUp(t);
  const backed = sampleQcow2();
  backed.writeBigUInt64BE(512n, 8);
  backed.writeUInt32BE(11, 16);
  backed.write('/etc/passwd', 512);
  await world.put('backed', backed);
  await world.put('vanishing', sampleQcow2());
  await world.put('disk', sampleVmdk());
  const jobs = [await world.create('disks:backed'), await world.create('disks:vanishing')];
  await rm(join(world.service.bucketFolder('disks'), 'vanishing'));
  await world.runJobs();
  const [refused, vanished] = [await world.job(jobs[0] ?? ''), await world.job(jobs[1] ?? '')];
  assert.deepEqual(
    [refused.status, refused.fault?.code, vanished.status, vanished.fault?.code],
    ['failed', 'image.format-mismatch', 'failed', 'bucket.object-not-found'],
  );
  assert.deepEqual(await world.names(), []);
});

test('an image that asks for too small a disk is not made', async (t) => {
  const world = await setUp(t);
  const bytes = sampleQcow2();
  bytes.writeBigUInt64BE(2n ** 30n + 65_536n, 24);
  bytes.writeUInt32BE(3, 36);
  await world.put('disk', bytes);
  const [small, fitting] = [
    await world.create('disks:disk', { minDisk: 1 }),
    await world.create('disks:disk', { minDisk: 2 }),
  ];
  await world.runJobs();
  assert.equal((await world.job(small)).fault?.code, 'image.min-disk-too-small');
  assert.equal((await world.job(fitting)).status, 'succeeded');
});

test('an object is registered for a queued image, whatever format that was said to have', async (t) => {
  const world = await setUp(t);
  await world.put('disk', sampleVmdk());
  const id = await world.queue({ diskFormat: 'vhd', properties: { keep: 'this' } });
  const jobId = await world.register(id, 'disks:disk');
  await world.runJobs();
  assert.equal((await world.job(jobId)).status, 'succeeded');
  const image = await world.show(id);
  assert.deepEqual([image.status, image.diskFormat, image.name], ['active', 'vmdk', 'queued']);
  assert.deepEqual(image.properties, { keep: 'this', __data_origin: 'file,disks:disk' });
});

test('an image whose registration failed is queued, and can be given bytes', async (t) => {
  const world = await setUp(t);
  await world.put('cd', sampleIso());
  const id = await world.queue({ diskFormat: 'raw', containerFormat: 'bare' });
  const jobId = await world.register(id, 'disks:cd');
  await world.runJobs();
  assert.equal((await world.job(jobId)).fault?.code, 'image.format-mismatch');
  const image = await world.show(id);
  assert.deepEqual([image.status, image.properties], ['queued', {}]);
  await uploadBytes(world.context, world.actor, id, inOnePiece(randomBytes(10)));
});

test('of two registrations at once one wins', async (t) => {
  const world = await setUp(t);
  await world.put('one', randomBytes(100));
  await world.put('two', randomBytes(100));
  const id = await world.queue();
  const results = await Promise.allSettled(
    ['one', 'two'].map(async (key) => await world.register(id, `disks:${key}`)),
  );
  const lost = results.find((result) => result.status === 'rejected');
  assert.ok(faultOf('image.wrong-status')(lost?.reason));
  await assert.rejects(
    uploadBytes(world.context, world.actor, id, inOnePiece(randomBytes(10))),
    faultOf('image.wrong-status'),
  );
  await world.runJobs();
  assert.equal((await world.show(id)).status, 'active');
  await assert.rejects(world.register(id, 'disks:one'), faultOf('image.wrong-status'));
});

test('others cannot register for an image, nor tell that it is there', async (t) => {
  const world = await setUp(t);
  await world.put('disk', randomBytes(100));
  const id = await world.queue();
  const { actor } = await world.service.person();
  await assert.rejects(registerObject(world.context, actor, id, asked), faultOf('image.not-found'));
});

test('a job that the end of its process cuts off goes on at the next start', async (t) => {
  const world = await setUp(t);
  const bytes = randomBytes(3_000_000);
  await world.put('disk', bytes);
  const jobId = await world.create('disks:disk');
  const slow = slowed(world.context, world.projectId);
  const ending = new AbortController();
  const running = attempt(slow.context, jobId, ending.signal);
  await slow.arrived;
  ending.abort();
  await assert.rejects(running);
  const { status, input } = await world.job(jobId);
  assert.equal(status, 'running');
  assert.equal((await world.show(input.imageId)).status, 'importing');
  await world.runJobs();
  assert.equal((await world.job(jobId)).status, 'succeeded');
  assert.ok(bytes.equals(await world.bytesOf(input.imageId)));
});

test('a job whose process died goes on in another; the dead one, if it lives, changes nothing', async (t) => {
  const world = await setUp(t);
  const bytes = randomBytes(3_000_000);
  await world.put('disk', bytes);
  const jobId = await world.create('disks:disk');
  const { imageId } = (await world.job(jobId)).input;
  const slow = slowed({ ...world.context, processId: 4711 }, world.projectId);
  const dead = attempt(slow.context, jobId);
  await slow.arrived;
  assert.equal(await recoverUploads(world.context), 1);
  assert.equal((await world.show(imageId)).status, 'importing');
  await world.runJobs();
  assert.equal((await world.job(jobId)).status, 'succeeded');
  slow.release();
  await assert.rejects(dead);
  assert.equal((await world.job(jobId)).status, 'succeeded');
  assert.ok(bytes.equals(await world.bytesOf(imageId)));
});

test('while another attempt is at it, an earlier one neither fails nor undoes the job', async (t) => {
  const world = await setUp(t);
  await world.put('disk', randomBytes(3_000_000));
  const jobId = await world.create('disks:disk');
  const [first, second] = [
    slowed({ ...world.context, processId: 4711 }, world.projectId),
    slowed(world.context, world.projectId),
  ];
  const lost = attempt(first.context, jobId);
  await first.arrived;
  const going = attempt(second.context, jobId);
  await second.arrived;
  first.release();
  await assert.rejects(lost, /has ended before, or was begun by another process/);
  assert.equal((await world.job(jobId)).status, 'running');
  second.release();
  await going;
  assert.equal((await world.job(jobId)).status, 'succeeded');
  assert.deepEqual(await world.names(), ['made']);
  await world.runJobs();
});

test('a job that is cut off every time is given up, and what it made goes', async (t) => {
  const world = await setUp(t);
  await world.put('disk', randomBytes(100));
  const created = await world.create('disks:disk');
  const image = await world.queue();
  const registered = await world.register(image, 'disks:disk');
  const ending = new AbortController();
  ending.abort();
  for (const id of [created, registered]) {
    for (let turn = 0; turn < 3; turn += 1) {
      await assert.rejects(attempt(world.context, id, ending.signal));
    }
  }
  await world.runJobs();
  for (const id of [created, registered]) {
    assert.equal((await world.job(id)).fault?.code, 'job.given-up');
  }
  assert.deepEqual(await world.names(), ['queued']);
  assert.equal((await world.show(image)).status, 'queued');
});

test('an image that is deleted while its bytes come stays deleted', async (t) => {
  const world = await setUp(t);
  await world.put('disk', randomBytes(3_000_000));
  const jobId = await world.create('disks:disk');
  const slow = slowed(world.context, world.projectId);
  const running = attempt(slow.context, jobId);
  await slow.arrived;
  await deleteImage(world.context, world.actor, (await world.job(jobId)).input.imageId);
  slow.release();
  await running;
  assert.equal((await world.job(jobId)).fault?.code, 'image.deleted-meanwhile');
  await world.runJobs();
  assert.deepEqual(await world.names(), []);
});

test('an object that changes while it is read makes no image', async (t) => {
  const world = await setUp(t);
  await world.put('disk', randomBytes(3_000_000));
  const jobId = await world.create('disks:disk');
  const slow = slowed(world.context, world.projectId);
  const running = attempt(slow.context, jobId);
  await slow.arrived;
  await world.put('disk', randomBytes(10));
  slow.release();
  await running;
  assert.equal((await world.job(jobId)).fault?.code, 'bucket.object-changed');
  await world.runJobs();
  assert.deepEqual(await world.names(), []);
});
