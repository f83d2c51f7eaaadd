// Every call of Huawei Cloud's image service, sent by its own SDK against the real program: signed with an access key, and with a token.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { endpoints } from '../../scripts/docs/ims/endpoints.ts';
import { Caller, clientOf, type Called, type Json } from './support/huawei-caller.ts';
import { object, useHuaweiService } from './support/huawei-service.ts';

/** It looks at its jobs by the service's own path, too. */
class ImageCaller extends Caller {
  /** Begins a job and waits for its good end; answers what it was about. */
  async finish(name: string, called: Called): Promise<{ readonly image_id: string }> {
    const { begun, job } = await this.carryOut(name, called);
    const params = { job_id: String(begun['job_id']) };
    assert.deepEqual(await entitiesOf(this.call('ShowJobProgress', { params })), job.entities);
    return job.entities as { image_id: string };
  }
}

async function entitiesOf(job: Promise<Json>): Promise<unknown> {
  return (await job)['entities'];
}

const service = useHuaweiService();

/** Somebody of the first start. A token alone would be a client of Glance: it asks by a name of the service of that cloud. */
async function caller(
  name: 'owner' | 'recipient',
  by: 'key' | 'token',
  called: Set<string>,
): Promise<ImageCaller> {
  const way = by === 'key' ? by : { token: { host: 'ims.example.test' } };
  const { client, projectId } = await clientOf(service(), name, way);
  return new ImageCaller(client, projectId, endpoints, called);
}

async function makeImages(owner: ImageCaller): Promise<string> {
  const data = { image_url: object, min_disk: 40, os_version: 'Debian 12.0 64bit' };
  const { image_id: first } = await owner.finish('CreateImage', {
    data: { ...data, name: 'first' },
  });
  await owner.finish('CreateImageInSafeMode', { data: { ...data, name: 'safely' } });
  for (const call of ['ImportImageQuick', 'ImportImageQuickInSafeMode']) {
    await owner.finish(call, { data: { ...data, name: 'quickly', type: 'ECS' } });
  }
  for (const call of ['CreateDataImage', 'CreateDataImageInSafeMode']) {
    await owner.finish(call, { data: { name: 'data', image_url: object, min_disk: 40 } });
  }
  const { id } = await owner.call<{ id: string }>('GlanceCreateImageMetadata', {
    data: { name: 'later', __os_version: 'Debian 12.0 64bit' },
  });
  await owner.finish('RegisterImage', { params: { image_id: id }, data: { image_url: object } });
  const params = { image_id: first };
  for (const [call, name] of [
    ['ExportImage', 'out'],
    ['ExportImageInSafeMode', 'safely-out'],
  ] as const) {
    const bucket_url = `disks:${crypto.randomUUID()}-${name}`;
    await owner.finish(call, { params, data: { bucket_url, is_quick_export: true } });
  }
  return first;
}

async function readAndChange(owner: ImageCaller, imageId: string): Promise<void> {
  const params = { image_id: imageId };
  const { images } = await owner.call<{ images: Json[] }>('ListImages', { query: { id: imageId } });
  assert.equal(images.length, 1);
  assert.equal(images[0]?.['__imagetype'], 'private');
  const updated = await owner.call('UpdateImage', {
    params,
    data: [{ op: 'replace', path: '/name', value: 'renamed' }],
  });
  assert.equal(updated['name'], 'renamed');
  const listed = await owner.call<{ images: Json[] }>('GlanceListImages', { query: { limit: 1 } });
  assert.equal(listed.images.length, 1);
  await owner.call('GlanceUpdateImage', {
    params,
    data: [{ op: 'add', path: '/color', value: 'blue' }],
    type: 'application/openstack-images-v2.1-json-patch',
  });
  const shown = await owner.call('GlanceShowImage', { params });
  assert.deepEqual([shown['name'], shown['color']], ['renamed', 'blue']);
}

async function share(owner: ImageCaller, recipient: ImageCaller, imageId: string): Promise<void> {
  const params = { image_id: imageId, member_id: recipient.projectId };
  const pairs = { images: [imageId], projects: [recipient.projectId] };
  await owner.finish('BatchAddMembers', { data: pairs });
  await recipient.finish('BatchUpdateMembers', {
    data: { images: [imageId], project_id: recipient.projectId, status: 'accepted' },
  });
  const { members } = await owner.call<{ members: Json[] }>('ListImageMembers', { params });
  assert.deepEqual(
    members.map((member) => [member['member_id'], member['status']]),
    [[recipient.projectId, 'accepted']],
  );
  assert.equal((await owner.call('ShowImageMember', { params }))['status'], 'accepted');
  await owner.finish('BatchDeleteMembers', { data: pairs });

  const offered = await owner.call('GlanceAddImageMember', {
    params,
    data: { member: recipient.projectId },
  });
  assert.equal(offered['status'], 'pending');
  await recipient.call('GlanceUpdateImageMember', { params, data: { status: 'rejected' } });
  const own = await recipient.call<{ members: Json[] }>('GlanceListImageMembers', { params });
  assert.equal(own.members.length, 1);
  assert.equal((await owner.call('GlanceShowImageMember', { params }))['status'], 'rejected');
  await owner.call('GlanceDeleteImageMember', { params });
}

async function copy(owner: ImageCaller, imageId: string): Promise<void> {
  const params = { image_id: imageId };
  for (const call of ['CopyImageInRegion', 'CopyImageInRegionInSafeMode']) {
    const { image_id: made } = await owner.finish(call, { params, data: { name: 'copy' } });
    const shown = await owner.call('GlanceShowImage', { params: { image_id: made } });
    assert.equal(shown['__originalimagename'], imageId);
  }
  const target = { region: 'RegionTwo', project_name: 'RegionTwo', agency_name: 'none' };
  await owner.finish('CopyImageCrossRegion', { params, data: { name: 'far', ...target } });
}

async function tagImage(owner: ImageCaller, imageId: string): Promise<void> {
  const params = { image_id: imageId };
  await owner.call('AddImageTag', { params, data: { tag: { key: '键', value: '值' } } });
  const tags = ['a', 'b', 'c'].map((key) => ({ key, value: '1' }));
  await owner.call('BatchAddOrDeleteTags', { params, data: { action: 'create', tags } });
  await owner.call('BatchDeleteTags', { params, data: { tags: [{ key: 'a' }] } });
  await owner.call('DeleteImageTag', { params: { ...params, key: 'b' } });
  const own = await owner.call<{ tags: Json[] }>('ListImageTags', { params });
  assert.deepEqual(own.tags, [
    { key: '键', value: '值' },
    { key: 'c', value: '1' },
  ]);
  const all = await owner.call<{ tags: Json[] }>('ListImagesTags');
  assert.ok(all.tags.some(({ key }) => key === '键'));
  const wanted = [{ key: 'c', values: ['1'] }];
  const found = await owner.call<{ resources: Json[] }>('ListImageByTags', {
    data: { action: 'filter', tags: wanted },
  });
  assert.equal(found.resources[0]?.['resource_id'], imageId);
  await owner.call('CreateOrUpdateTags', { data: { image_id: imageId, tag: 'd.1' } });
  const old = await owner.call<{ tags: string[] }>('ListTags');
  assert.ok(old.tags.includes('d=1'));
  await owner.call('GlanceCreateTag', { params: { ...params, tag: 'plain' } });
  await owner.call('GlanceDeleteTag', { params: { ...params, tag: 'plain' } });
}

async function askAbout(owner: ImageCaller): Promise<void> {
  const { quotas } = await owner.call<{ quotas: { resources: Json[] } }>('ShowImageQuota');
  assert.equal(quotas.resources[0]?.['type'], 'image');
  await owner.call('ListOsVersions');
  for (const call of [
    'ListVersions',
    'ShowVersion',
    'GlanceShowImageSchemas',
    'GlanceListImageSchemas',
    'GlanceShowImageMemberSchemas',
    'GlanceListImageMemberSchemas',
  ]) {
    await owner.call(call);
  }
}

for (const by of ['key', 'token'] as const) {
  describe(`the SDK with ${by === 'key' ? 'an access key' : 'a token'}`, () => {
    const called = new Set<string>();
    let owner: ImageCaller;
    let recipient: ImageCaller;
    let imageId: string;

    before(async () => {
      owner = await caller('owner', by, called);
      recipient = await caller('recipient', by, called);
    });

    test('makes images of objects, registers and exports', async () => {
      imageId = await makeImages(owner);
    });

    test('lists, shows and changes images', async () => await readAndChange(owner, imageId));

    test('shares by the batch, and one by one', async () => {
      await share(owner, recipient, imageId);
    });

    test('copies', async () => await copy(owner, imageId));

    test('sets, finds and takes off tags', async () => await tagImage(owner, imageId));

    test('asks about the service itself', async () => await askAbout(owner));

    test('is told what a full-server image lacks', async () => {
      await assert.rejects(owner.call('CreateWholeImage', { data: { name: 'all disks' } }), {
        httpStatusCode: 400,
        errorCode: 'IMG.0012',
      });
    });

    test('deletes', async () => {
      const params = { image_id: imageId };
      await owner.call('GlanceDeleteImage', { params, data: { delete_backup: false } });
      const { images } = await owner.call<{ images: Json[] }>('ListImages', {
        query: { id: imageId },
      });
      assert.deepEqual(images, []);
    });

    test('has made every call that there is', () => {
      // The SDK itself has no upload of bytes.
      const names = endpoints.map(({ name }) => name).filter((name) => name !== 'upload');
      assert.deepEqual([...called].toSorted(), names.toSorted());
    });
  });
}
