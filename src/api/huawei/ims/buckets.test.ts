// Images from and to buckets as IMS's clients ask for them: through the SDK, signed.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { testService } from '../../../../test/support/test-service.ts';
import { sampleIso } from '../../../domain/bytes/format/samples/plain.ts';
import { sampleQcow2 } from '../../../domain/bytes/format/samples/qcow2.ts';
import { createAccessKey } from '../../../domain/identity/access-keys/create-access-key.ts';
import { findImage } from '../../../domain/images/find-image.ts';
import type { Settings } from '../../../domain/settings.ts';
import { sdkClient, sdkSend } from '../sdk.fixture.ts';

interface ShownJob {
  readonly status: string;
  readonly job_type: string;
  readonly error_code: string | null;
  readonly fail_reason: string | null;
  readonly entities: { readonly image_id: string; readonly image_name: string | null };
}

async function setUp(t: TestContext, settings: Partial<Settings> = {}) {
  const service = await testService(t, settings, ['default'], ['disks']);
  const { context } = service;
  const folder = service.bucketFolder('disks');
  const person = await service.person();
  const { actor, project } = person;
  const { accessKey, secret } = await createAccessKey(context, actor, { userId: actor.userId });
  const client = sdkClient(service.url, { id: accessKey.id, secret }, project.id);
  const ask = async <T = { job_id: string }>(method: string, url: string, data?: object) =>
    (await sdkSend(client, { method, url, ...(data === undefined ? {} : { data }) })) as T;
  await writeFile(join(folder, 'disk.qcow2'), sampleQcow2());
  await writeFile(join(folder, 'cd.iso'), sampleIso());
  return {
    ...person,
    context,
    ask,
    objectAt: async (key: string) => await readFile(join(folder, key)),
    /** Runs what is queued, and answers the job as both of its paths show it. */
    finish: async (jobId: string): Promise<ShownJob> => {
      await service.runJobs();
      const job = await ask<ShownJob>('GET', `/v1/cloudimages/job/${jobId}`);
      assert.deepEqual(await ask('GET', `/v1/${project.id}/jobs/${jobId}`), job);
      return job;
    },
    show: async (id: string) => await findImage(context, context.db, actor, id, 'image.show'),
    /** With a token: the SDK writes all that it knows of a refusal to its log. */
    refuses: async (code: string, method: string, url: string, body?: object) => {
      const response = await person.request(method, url, body === undefined ? {} : { body });
      const answer = (await response.json()) as { error?: { code: string } };
      const about = `${url} ${JSON.stringify(body)}`;
      assert.deepEqual([response.status, answer.error?.code], [400, code], about);
    },
  };
}

const action = '/v2/cloudimages/action';
const made = { name: 'made', image_url: 'disks:disk.qcow2', min_disk: 40 };

test('a system image is made of an object, with the attributes that IMS gives it', async (t) => {
  const world = await setUp(t);
  const { job_id: jobId } = await world.ask('POST', action, {
    ...made,
    name: '镜像 1.0_a-b',
    description: '说明',
    os_version: 'Huawei Cloud EulerOS 2.0 64bit',
    min_ram: 512,
    max_ram: 4096,
    architecture: 'arm',
    hw_firmware_type: 'uefi',
    is_config: true,
    enterprise_project_id: '0',
    image_tags: [{ key: 'team', value: '甲' }],
  });
  const job = await world.finish(jobId);
  assert.deepEqual(
    [job.status, job.job_type, job.error_code, job.entities.image_name],
    ['SUCCESS', 'imsImportImageJob', null, '镜像 1.0_a-b'],
  );
  const image = await world.show(job.entities.image_id);
  assert.deepEqual(
    [image.status, image.kind, image.visibility, image.minDisk, image.minRam, image.diskFormat],
    ['active', 'system', 'private', 40, 512, 'qcow2'],
  );
  assert.deepEqual(image.tags, ['team=甲']);
  assert.deepEqual(image.properties, {
    __os_type: 'Linux',
    __os_version: 'Huawei Cloud EulerOS 2.0 64bit',
    __os_bit: '64',
    __platform: 'Huawei Cloud EulerOS',
    __description: '说明',
    __is_config_init: 'true',
    __support_arm: 'true',
    __data_origin: 'file,disks:disk.qcow2',
    __root_origin: 'file',
    hw_firmware_type: 'uefi',
    enterprise_project_id: '0',
    max_ram: '4096',
    virtual_env_type: 'FusionCompute',
  });
});

test('the other calls make images of their kinds', async (t) => {
  const world = await setUp(t);
  const data = { ...made, min_disk: 2048, os_type: 'Windows', tags: ['team.a.b', 'alone'] };
  const quick = { ...made, min_disk: 1, type: 'DataImage' };
  const iso = {
    ...made,
    type: 'IsoImage',
    os_version: 'Windows 10 64bit',
    image_url: 'disks:cd.iso',
  };
  const cases = [
    ['/v1/cloudimages/dataimages/action', data, 'data', 'DataImage', 'imsImportDataImageJob'],
    ['/v2.1/cloudimages/dataimages/action', data, 'data', 'DataImage', 'imsImportDataImageJob'],
    ['/v2/cloudimages/quickimport/action', quick, 'data', 'DataImage', 'imsImportDataImageJob'],
    ['/v2.1/cloudimages/quickimport/action', quick, 'data', 'DataImage', 'imsImportDataImageJob'],
    ['/v2.1/cloudimages/action', { ...made, type: 'BMS' }, 'system', 'Ironic', 'imsImportImageJob'],
    [action, iso, 'iso', 'IsoImage', 'imsImportImageJob'],
  ] as const;
  for (const [url, body, kind, environment, type] of cases) {
    const { job_id: jobId } = await world.ask('POST', url, body);
    const job = await world.finish(jobId);
    assert.deepEqual([job.status, job.job_type], ['SUCCESS', type], url);
    const image = await world.show(job.entities.image_id);
    assert.deepEqual([image.kind, image.properties['virtual_env_type']], [kind, environment], url);
    if (body === data) assert.deepEqual(image.tags, ['team=a.b', 'alone=']);
  }
});

test('metadata come first and the object after, as in the two calls for that', async (t) => {
  const world = await setUp(t);
  const created = await world.request('POST', '/v2/images', {
    body: {
      name: 'registered',
      disk_format: 'vhd',
      container_format: 'bare',
      __os_version: 'CentOS 7.6 64bit',
    },
  });
  const { id } = (await created.json()) as { id: string };
  const upload = `/v1/cloudimages/${id}/upload`;
  const { job_id: jobId } = await world.ask('PUT', upload, { image_url: 'disks:disk.qcow2' });
  await world.refuses('IMG.0105', 'PUT', upload, { image_url: 'disks:disk.qcow2' });
  const job = await world.finish(jobId);
  assert.deepEqual([job.status, job.job_type], ['SUCCESS', 'imsNativeImportImageJob']);
  assert.deepEqual([job.entities.image_id, job.entities.image_name], [id, 'registered']);
  const image = await world.show(id);
  assert.deepEqual([image.status, image.diskFormat], ['active', 'qcow2']);
  assert.deepEqual(image.properties, {
    __os_version: 'CentOS 7.6 64bit',
    __data_origin: 'file,disks:disk.qcow2',
    __root_origin: 'file',
  });
  const file = await world.request('GET', `/v2/images/${id}/file`);
  assert.ok(sampleQcow2().equals(Buffer.from(await file.arrayBuffer())));
});

test('an image is exported, and made anew of what was exported', async (t) => {
  const world = await setUp(t);
  const { entities } = await world.finish((await world.ask('POST', action, made)).job_id);
  for (const version of ['v1', 'v2.1']) {
    const { job_id: jobId } = await world.ask(
      'POST',
      `/${version}/cloudimages/${entities.image_id}/file`,
      { bucket_url: `disks:${version}/out.qcow2`, file_format: 'qcow2' },
    );
    const job = await world.finish(jobId);
    assert.deepEqual([job.status, job.job_type], ['SUCCESS', 'imsNativeExportImageJob']);
    assert.deepEqual([job.entities.image_id, job.entities.image_name], [entities.image_id, 'made']);
    assert.ok(sampleQcow2().equals(await world.objectAt(`${version}/out.qcow2`)));
  }
  const again = { ...made, image_url: 'disks:v1/out.qcow2' };
  const job = await world.finish((await world.ask('POST', action, again)).job_id);
  assert.equal(job.status, 'SUCCESS');
});

test('what is wrong with a new image is said by its code', async (t) => {
  const world = await setUp(t, { imageSizeCap: 300_000 });
  const wrong = async (code: string, changes: object, url = action) =>
    await world.refuses(code, 'POST', url, { ...made, ...changes });
  const data = '/v1/cloudimages/dataimages/action';
  const quick = '/v2/cloudimages/quickimport/action';
  await world.refuses('IMG.0001', 'POST', action);
  await wrong('IMG.0013', { name: '' });
  await wrong('IMG.0002', { name: 'x'.repeat(129) });
  for (const name of [' a', 'a ', 'a/b', 'a<b', 'a\nb']) await wrong('IMG.0003', { name });
  await wrong('IMG.0004', { description: 'x'.repeat(1025) });
  for (const description of ['a<b', 'a>b', 'a\rb']) await wrong('IMG.0054', { description });
  for (const min_disk of [39, 1025, -1]) await wrong('IMG.0055', { min_disk });
  for (const min_disk of [39, 2049]) await wrong('IMG.0055', { min_disk }, data);
  for (const min_disk of [0, 1025]) await wrong('IMG.0055', { min_disk }, quick);
  await wrong('IMG.0055', { min_ram: -1 });
  await wrong('IMG.0055', { max_ram: -1 });
  await wrong('IMG.0001', { min_disk: '40' });
  await wrong('IMG.0001', { min_disk: undefined });
  await wrong('IMG.0001', { image_url: undefined });
  await wrong('IMG.0056', { os_type: 'BeOS' });
  await wrong('IMG.0056', { os_type: 'Other' }, data);
  await wrong('IMG.0024', { type: 'DataImage' });
  await wrong('IMG.0024', { type: 'IsoImage' }, quick);
  await wrong('IMG.0166', { type: 'IsoImage' });
  await wrong('IMG.0141', { hw_firmware_type: 'coreboot' });
  await wrong('IMG.0212', { architecture: 'riscv' });
  await wrong('IMG.0001', { tags: ['a.b'], image_tags: [{ key: 'a', value: 'b' }] });
  await wrong('IMG.0115', { tags: ['.b'] });
  await wrong('IMG.0115', { image_tags: [{ key: 'a=b', value: 'c' }] });
  await wrong('IMG.0115', { tags: ['a.b', 'a.c'] });
  await wrong('IMG.0116', { tags: Array.from({ length: 11 }, (_, index) => `k${index}.v`) });
  await wrong('IMG.0105', { cmk_id: 'a key' });
  for (const image_url of ['disks', 'disks:', 'disks:../x', 'disks:/etc/passwd', 'https://a/b'])
    await wrong(image_url.startsWith('https') ? 'IMG.0058' : 'IMG.0017', { image_url });
  await wrong('IMG.0058', { image_url: 'other:disk.qcow2' });
  await wrong('IMG.0057', { image_url: 'disks:none' });
  const { images } = (await (await world.request('GET', '/v2/images')).json()) as {
    images: unknown[];
  };
  assert.deepEqual(images, []);
});

test('a system image is made of no disk', async (t) => {
  const world = await setUp(t);
  const system = { volume_id: 'a', os_version: 'CentOS 7.6 64bit' };
  await world.refuses('IMG.0105', 'POST', action, { name: 'a', ...system });
});

test('an export is refused by its code', async (t) => {
  const world = await setUp(t);
  const { entities } = await world.finish((await world.ask('POST', action, made)).job_id);
  const url = `/v1/cloudimages/${entities.image_id}/file`;
  const asked = { bucket_url: 'disks:out', file_format: 'qcow2' };
  const wrong = async (code: string, changes: object) =>
    await world.refuses(code, 'POST', url, { ...asked, ...changes });
  await wrong('IMG.0105', { file_format: 'vmdk' });
  await wrong('IMG.0001', { file_format: undefined });
  await wrong('IMG.0017', { bucket_url: 'disks:..' });
  await wrong('IMG.0058', { bucket_url: 'none:out' });
  await wrong('IMG.0071', { bucket_url: 'disks:disk.qcow2' });
  const unknown = '/v1/cloudimages/9d2f6a9e-6a7f-4f7e-8c4a-0d8a5a8f7f11/file';
  await world.refuses('IMG.0027', 'POST', unknown, asked);
  const queued = await world.request('POST', '/v2/images', { body: { name: 'queued' } });
  const { id } = (await queued.json()) as { id: string };
  await world.refuses('IMG.0081', 'POST', `/v1/cloudimages/${id}/file`, asked);
});

test('a job that fails tells its code and its reason', async (t) => {
  const world = await setUp(t);
  const wrong = { ...made, image_url: 'disks:cd.iso' };
  const job = await world.finish((await world.ask('POST', action, wrong)).job_id);
  assert.deepEqual([job.status, job.error_code], ['FAIL', 'IMG.0001']);
  assert.match(job.fail_reason ?? '', /its bytes are iso/);
  await assert.rejects(world.show(job.entities.image_id), { code: 'image.not-found' });
});
