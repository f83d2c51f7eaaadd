import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { FakeEngine } from '../../../drivers/engine/fake-engine.ts';
import { jobOf, runningServer } from '../ecs/ecs.fixture.ts';
import { codeOf, imsWorld, type Client, type Json } from './ims.fixture.ts';

async function setUp(t: TestContext) {
  const { service, client } = await imsWorld(t, new FakeEngine());
  return { service, client, anna: await client() };
}

async function imageOf(client: Client, imageId: unknown): Promise<Json> {
  const { body } = await client.ask('GET', `/v2/cloudimages?id=${String(imageId)}`);
  return (body['images'] as Json[])[0] ?? assert.fail();
}

test('a system image is made of a server', async (t) => {
  const { service, anna } = await setUp(t);
  const serverId = await runningServer(service, anna);
  const begun = await anna.sdk('POST', '/v2/cloudimages/action', {
    name: 'of a server',
    description: 'as it was',
    instance_id: serverId,
    image_tags: [{ key: 'team', value: 'blue' }],
    min_ram: 128,
  });
  const job = await jobOf(service, anna, begun);
  assert.deepEqual([job['status'], job['job_type']], ['SUCCESS', 'imsCreateImageByInstance']);
  const image = await imageOf(anna, (job['entities'] as Json)['image_id']);
  const { name, status, virtual_env_type, min_ram, tags, __description, __data_origin } = image;
  assert.deepEqual(
    { name, status, virtual_env_type, min_ram, tags, __description, __data_origin },
    {
      name: 'of a server',
      status: 'active',
      virtual_env_type: 'FusionCompute',
      min_ram: 128,
      tags: ['team=blue'],
      __description: 'as it was',
      __data_origin: `instance,${serverId}`,
    },
  );
});

test('a data image is made of a disk, and clients find it among the parts of the job', async (t) => {
  const { service, anna } = await setUp(t);
  const { body: made } = await anna.ask('POST', `/v2.1/${anna.project.id}/cloudvolumes`, {
    volume: { size: 3, volume_type: 'SSD' },
  });
  await jobOf(service, anna, made);
  const [volumeId] = made['volume_ids'] as string[];
  const { body } = await anna.ask('POST', '/v2/cloudimages/action', {
    data_images: [{ name: 'of a disk', volume_id: volumeId }],
  });
  const job = await jobOf(service, anna, body);
  assert.deepEqual([job['status'], job['job_type']], ['SUCCESS', 'imsVolumeCreateImageJob']);
  const { image_id, sub_jobs_result: parts } = job['entities'] as Json & {
    sub_jobs_result: Json[];
  };
  const [part = {}] = parts;
  assert.equal((part['entities'] as Json)['image_id'], image_id);
  const image = await imageOf(anna, image_id);
  assert.deepEqual(
    [image['virtual_env_type'], image['min_disk'], image['__data_origin']],
    ['DataImage', 3, `volume,${volumeId}`],
  );
});

test('what cannot be made an image of is refused with the code of its reason', async (t) => {
  const { anna } = await setUp(t);
  const none = crypto.randomUUID();
  for (const [body, code] of [
    [{ name: 'a', instance_id: none }, 'IMG.0005'],
    [{ instance_id: none }, 'IMG.0013'],
    [{ name: 'a', volume_id: none, os_version: 'x' }, 'IMG.0105'],
    [{ data_images: [{ name: 'a', volume_id: none }] }, 'IMG.0120'],
    [{ data_images: [] }, 'IMG.0001'],
    [{ data_images: [{ name: 'a' }] }, 'IMG.0001'],
    [{ data_images: [1, 2].map(() => ({ name: 'a', volume_id: none })) }, 'IMG.0105'],
    [{ name: 'a', instance_id: none, data_images: [{ name: 'a', volume_id: none }] }, 'IMG.0105'],
    [{ name: 'a', instance_id: none, cmk_id: 'key' }, 'IMG.0105'],
  ] as const) {
    const { status, body: refused } = await anna.ask('POST', '/v2/cloudimages/action', body);
    assert.deepEqual([status, codeOf(refused)], [400, code], JSON.stringify([body, refused]));
  }
});
