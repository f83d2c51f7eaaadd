// Every call of Huawei Cloud's image service, sent by its own SDK against the real program: signed with an access key, and with a token.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { endpoints } from '../../scripts/docs/ims/endpoints.ts';
import { readCloud } from './support/clouds.ts';
import {
  ask,
  basicCredentials,
  headerCredentials,
  huaweiClient,
  type Asked,
  type KeyPair,
} from './support/huawei-client.ts';
import { signIn } from './support/http-client.ts';
import { startService, type ServiceProcess } from './support/service-process.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';
import { waitUntil } from './support/wait-until.ts';

type Json = Readonly<Record<string, unknown>>;

interface Job {
  readonly status: string;
  readonly error_code: string | null;
  readonly fail_reason: string | null;
  readonly entities: { readonly image_id: string };
}

interface Called {
  /** What stands in the path beside the caller's project. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: object;
  readonly data?: object;
  readonly type?: string;
}

/** Somebody who calls through the SDK, call by call by its names there. */
class Caller {
  readonly projectId: string;
  readonly #client: HcClient;
  readonly #called: Set<string>;

  constructor(client: HcClient, projectId: string, called: Set<string>) {
    this.#client = client;
    this.projectId = projectId;
    this.#called = called;
  }

  /** The answer, which must have the status of the documents. */
  async call<T = Json>(name: string, { params = {}, query, data, type }: Called = {}): Promise<T> {
    const endpoint = endpoints.find((each) => each.name === name) ?? assert.fail(name);
    this.#called.add(name);
    const values: Readonly<Record<string, string>> = { project_id: this.projectId, ...params };
    const url = endpoint.path.replaceAll(
      /\{(\w+)\}/g,
      (_all, parameter: string) => values[parameter] ?? assert.fail(`${name}: ${parameter}`),
    );
    const asked: Asked = {
      method: endpoint.method,
      url,
      ...(query === undefined ? {} : { queryParams: query }),
      ...(data === undefined ? {} : { data }),
      ...(type === undefined ? {} : { contentType: type }),
    };
    const answer = await ask<T & { httpStatusCode: number }>(this.#client, asked);
    assert.equal(answer.httpStatusCode, endpoint.status, name);
    return answer;
  }

  /** Begins a job and waits for its good end; answers what it was about. */
  async carryOut(name: string, called: Called): Promise<Job['entities']> {
    const { job_id } = await this.call<{ job_id: string }>(name, called);
    const params = { job_id };
    return await waitUntil(`${name} has ended`, 60, async () => {
      const job = await this.call<Job>('ShowJobProgress', { params });
      assert.notEqual(job.status, 'FAIL', `${name}: ${job.error_code} ${job.fail_reason}`);
      if (job.status !== 'SUCCESS') return undefined;
      assert.deepEqual((await this.call<Job>('ShowJob', { params })).entities, job.entities);
      return job.entities;
    });
  }
}

let folder: TemporaryFolder;
let service: ServiceProcess;

before(async () => {
  folder = await temporaryFolder();
  const bucket = join(folder.path, 'bucket');
  await mkdir(bucket);
  await writeFile(join(bucket, 'disk'), Buffer.alloc(65_536, 'disk'));
  service = await startService({
    data: join(folder.path, 'data'),
    env: { ACCORD_BUCKETS: `disks=${bucket}` },
  });
});

after(async () => {
  try {
    await service.stop();
  } finally {
    await folder.remove();
  }
});

/** Somebody of the first start. A token alone would be a client of Glance: it asks by a name of the service of that cloud. */
async function caller(
  name: 'owner' | 'recipient',
  by: 'key' | 'token',
  called: Set<string>,
): Promise<Caller> {
  const person = await signIn(service.url, await readCloud(service.clouds, name));
  if (by === 'token') {
    const headers = { 'X-Auth-Token': person.token, host: 'ims.example.test' };
    const client = huaweiClient(service.url, headerCredentials(headers));
    return new Caller(client, person.projectId, called);
  }
  const { status, json } = await person.request('POST', '/v3.0/OS-CREDENTIAL/credentials', {
    body: { credential: { user_id: person.userId } },
  });
  assert.equal(status, 201);
  const credential = basicCredentials(service.url, json?.['credential'] as KeyPair);
  const client = huaweiClient(service.url, credential.withProjectId(person.projectId));
  return new Caller(client, person.projectId, called);
}

const source = 'disks:disk';

async function makeImages(owner: Caller): Promise<string> {
  const data = { image_url: source, min_disk: 40, os_version: 'Debian 12.0 64bit' };
  const { image_id: first } = await owner.carryOut('CreateImage', {
    data: { ...data, name: 'first' },
  });
  await owner.carryOut('CreateImageInSafeMode', { data: { ...data, name: 'safely' } });
  for (const call of ['ImportImageQuick', 'ImportImageQuickInSafeMode']) {
    await owner.carryOut(call, { data: { ...data, name: 'quickly', type: 'ECS' } });
  }
  for (const call of ['CreateDataImage', 'CreateDataImageInSafeMode']) {
    await owner.carryOut(call, { data: { name: 'data', image_url: source, min_disk: 40 } });
  }
  const { id } = await owner.call<{ id: string }>('GlanceCreateImageMetadata', {
    data: { name: 'later', __os_version: 'Debian 12.0 64bit' },
  });
  await owner.carryOut('RegisterImage', { params: { image_id: id }, data: { image_url: source } });
  const params = { image_id: first };
  for (const [call, name] of [
    ['ExportImage', 'out'],
    ['ExportImageInSafeMode', 'safely-out'],
  ] as const) {
    const bucket_url = `disks:${crypto.randomUUID()}-${name}`;
    await owner.carryOut(call, { params, data: { bucket_url, is_quick_export: true } });
  }
  return first;
}

async function readAndChange(owner: Caller, imageId: string): Promise<void> {
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

async function share(owner: Caller, recipient: Caller, imageId: string): Promise<void> {
  const params = { image_id: imageId, member_id: recipient.projectId };
  const pairs = { images: [imageId], projects: [recipient.projectId] };
  await owner.carryOut('BatchAddMembers', { data: pairs });
  await recipient.carryOut('BatchUpdateMembers', {
    data: { images: [imageId], project_id: recipient.projectId, status: 'accepted' },
  });
  const { members } = await owner.call<{ members: Json[] }>('ListImageMembers', { params });
  assert.deepEqual(
    members.map((member) => [member['member_id'], member['status']]),
    [[recipient.projectId, 'accepted']],
  );
  assert.equal((await owner.call('ShowImageMember', { params }))['status'], 'accepted');
  await owner.carryOut('BatchDeleteMembers', { data: pairs });

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

async function copy(owner: Caller, imageId: string): Promise<void> {
  const params = { image_id: imageId };
  for (const call of ['CopyImageInRegion', 'CopyImageInRegionInSafeMode']) {
    const { image_id: made } = await owner.carryOut(call, { params, data: { name: 'copy' } });
    const shown = await owner.call('GlanceShowImage', { params: { image_id: made } });
    assert.equal(shown['__originalimagename'], imageId);
  }
  const target = { region: 'RegionTwo', project_name: 'RegionTwo', agency_name: 'none' };
  await owner.carryOut('CopyImageCrossRegion', { params, data: { name: 'far', ...target } });
}

async function tagImage(owner: Caller, imageId: string): Promise<void> {
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

async function askAbout(owner: Caller): Promise<void> {
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
    let owner: Caller;
    let recipient: Caller;
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

    test('is told what is not there', async () => {
      await assert.rejects(owner.call('CreateWholeImage', { data: { name: 'all disks' } }), {
        httpStatusCode: 400,
        errorCode: 'IMG.0105',
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
