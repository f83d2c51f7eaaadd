import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Settings } from '../../../domain/settings.ts';
import { FakeEngine } from '../../../drivers/engine/fake-engine.ts';
import { jobOf } from '../ecs/ecs.fixture.ts';
import { codeOf, imsWorld, type Json } from '../ims/ims.fixture.ts';
import { unsupportedEvsCalls } from './unsupported.ts';

async function setUp(t: TestContext, settings: Partial<Settings> = {}) {
  const engine = new FakeEngine();
  const { service, client, share } = await imsWorld(t, engine, settings);
  const anna = await client();
  const path = `/v2/${anna.project.id}/cloudvolumes`;
  const create = async (volume: object) =>
    await anna.ask('POST', `/v2.1/${anna.project.id}/cloudvolumes`, {
      volume: { size: 10, volume_type: 'SSD', ...volume },
    });
  return { engine, service, client, share, anna, path, create };
}

test('a disk is made, shown, renamed, made larger and deleted by signed requests', async (t) => {
  const { service, anna, path } = await setUp(t);
  const { project } = anna;
  const volume = {
    availability_zone: `${project.regionId}a`,
    name: 'data',
    size: 10,
    volume_type: 'SAS',
    metadata: { color: 'red' },
    tags: { team: 'blue' },
  };
  const begun = await anna.sdk('POST', `/v2.1/${project.id}/cloudvolumes`, { volume });
  assert.equal(begun['httpStatusCode'], 202);
  const [volumeId = ''] = begun['volume_ids'] as string[];
  const creating = (await anna.sdk('GET', `${path}/${volumeId}`))['volume'] as Json;
  assert.equal(creating['status'], 'creating');
  const job = await jobOf(service, anna, begun);
  assert.deepEqual([job['status'], job['job_type']], ['SUCCESS', 'createVolume']);
  assert.deepEqual(job['entities'], {
    volume_id: volumeId,
    name: 'data',
    size: 10,
    volume_type: 'SAS',
  });
  const shown = (await anna.sdk('GET', `${path}/${volumeId}`))['volume'] as Json;
  const { status, size, bootable, metadata, tags, attachments } = shown;
  assert.deepEqual(
    { status, size, bootable, metadata, tags, attachments },
    {
      status: 'available',
      size: 10,
      bootable: 'false',
      metadata: { color: 'red' },
      tags: { team: 'blue' },
      attachments: [],
    },
  );
  assert.match(String(shown['created_at']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
  const renamed = await anna.sdk('PUT', `${path}/${volumeId}`, { volume: { name: 'more' } });
  assert.equal(renamed['name'], 'more');
  const grown = await anna.sdk('POST', `/v2.1/${project.id}/cloudvolumes/${volumeId}/action`, {
    'os-extend': { new_size: 20 },
  });
  assert.equal((await jobOf(service, anna, grown))['job_type'], 'extendVolume');
  const list = await anna.sdk('GET', `${path}/detail`, undefined, {
    queryParams: { name: 'more' },
  });
  assert.deepEqual([list['count'], (list['volumes'] as Json[])[0]?.['size']], [1, 20]);
  const gone = await anna.sdk('DELETE', `${path}/${volumeId}`);
  assert.equal((await jobOf(service, anna, gone))['job_type'], 'deleteVolume');
  await assert.rejects(anna.sdk('GET', `${path}/${volumeId}`), {
    httpStatusCode: 404,
    errorCode: 'EVS.5404',
  });
});

test('several are parts of one job that can be looked at', async (t) => {
  const { service, anna, create } = await setUp(t);
  const { body } = await create({ name: 'disk', count: 2 });
  const job = await jobOf(service, anna, body);
  assert.equal(job['job_type'], 'batchCreateVolume');
  const { sub_jobs: parts } = job['entities'] as { sub_jobs: Json[] };
  assert.deepEqual(
    parts.map(({ job_type, entities }) => [job_type, (entities as Json)['name']]),
    [
      ['createVolume', 'disk-0001'],
      ['createVolume', 'disk-0002'],
    ],
  );
  const path = `/v1/${anna.project.id}/jobs`;
  const second = parts[1] ?? assert.fail();
  assert.deepEqual((await anna.ask('GET', `${path}/${String(second['job_id'])}`)).body, second);
  // The id of a third part, which there is not.
  const third = await anna.ask('GET', `${path}/${next(String(second['job_id']))}`);
  assert.deepEqual([third.status, codeOf(third.body)], [400, 'Common.0011']);
});

function next(id: string): string {
  const last = (Number.parseInt(id.slice(-3), 16) + 1) % 4096;
  return `${id.slice(0, -3)}${last.toString(16).padStart(3, '0')}`;
}

test('a disk of an accepted data image says which, and is found by filters', async (t) => {
  const { service, client, share, anna, path, create } = await setUp(t);
  const bert = await client();
  const imageId = await bert.image({ kind: 'data', name: 'facts' });
  await share(imageId, bert, anna, 'accepted');
  const { body } = await create({ imageRef: imageId, name: 'facts' });
  await jobOf(service, anna, body);
  const [volumeId = ''] = body['volume_ids'] as string[];
  const { body: shown } = await anna.ask('GET', `${path}/${volumeId}`);
  assert.deepEqual((shown['volume'] as Json)['volume_image_metadata'], {
    image_id: imageId,
    image_name: 'facts',
  });
  for (const [query, count] of [
    ['', 1],
    ['status=available', 1],
    ['status=in-use', 0],
    ['status=odd', 0],
    ['name=facts', 1],
    ['name=fact', 0],
    [`ids=['${volumeId}']`, 1],
    [`id=${volumeId}`, 1],
    ['id=none', 0],
    ['server_id=none', 0],
    ['availability_zone=elsewhere', 0],
    ['multiattach=true', 0],
    ['limit=1&offset=1', 1],
  ] as const) {
    assert.equal((await anna.ask('GET', `${path}/detail?${query}`)).body['count'], count, query);
  }
});

test('a request that is sent again with its token makes nothing twice', async (t) => {
  const { anna, path } = await setUp(t);
  const send = async (name: string) => {
    const response = await anna.request('POST', path, {
      headers: { 'x-client-token': 'e9c1ecb0-0b4b-4a4b-9d1e-7f3f0a3f2f10' },
      body: { volume: { name, size: 1, volume_type: 'SSD' } },
    });
    return (await response.json()) as Json;
  };
  const first = await send('once');
  assert.deepEqual(await send('once'), first);
  assert.equal(codeOf(await send('other')), 'EVS.5400');
  assert.equal((await anna.ask('GET', `${path}/detail`)).body['count'], 1);
});

test('what fails is told by the job and the disk', async (t) => {
  const { engine, service, anna, path, create } = await setUp(t);
  engine.fail('makeDisk', 'no-space');
  const { body } = await create({ name: 'full' });
  const job = await jobOf(service, anna, body);
  assert.deepEqual([job['status'], job['error_code']], ['FAIL', 'EVS.2024']);
  const [volumeId = ''] = body['volume_ids'] as string[];
  const { body: shown } = await anna.ask('GET', `${path}/${volumeId}`);
  assert.equal((shown['volume'] as Json)['status'], 'error');
});

test('what cannot be made is refused with the code of its reason', async (t) => {
  const { client, anna, path, create } = await setUp(t, {
    disksPerProject: 2,
    diskSpacePerProject: 100,
  });
  const image = await anna.image();
  const dataImage = await anna.image({ kind: 'data', minDisk: 20 });
  for (const [volume, code] of [
    [{ size: 0 }, 'EVS.1010'],
    [{ size: undefined }, 'EVS.1010'],
    [{ size: 'ten' }, 'EVS.1009'],
    [{ imageRef: dataImage }, 'EVS.1010'],
    [{ imageRef: image, snapshot_id: 'x' }, 'EVS.1016'],
    [{ imageRef: image }, 'EVS.5400'],
    [{ imageRef: 'none' }, 'EVS.5404'],
    [{ volume_type: 'FLOPPY' }, 'EVS.1020'],
    [{ count: 0 }, 'EVS.1021'],
    [{ count: 3 }, 'EVS.1034'],
    [{ size: 101 }, 'EVS.1042'],
    [{ availability_zone: 'elsewhere' }, 'EVS.1036'],
    [{ metadata: { __system__encrypted: '1' } }, 'EVS.1043'],
    [{ multiattach: true }, 'EVS.5400'],
  ] as const) {
    const { status, body } = await create(volume);
    const shown = [status, codeOf(body)];
    const expected = [code === 'EVS.5404' ? 404 : 400, code];
    assert.deepEqual(shown, expected, JSON.stringify([volume, body]));
  }
  const reader = await client({ role: 'reader', project: anna.project });
  const refused = await reader.ask('POST', path, { volume: { size: 1, volume_type: 'SSD' } });
  assert.deepEqual([refused.status, codeOf(refused.body)], [403, 'EVS.1027']);
  const elsewhere = await (await client()).ask('GET', `${path}/detail`);
  assert.deepEqual([elsewhere.status, codeOf(elsewhere.body)], [400, 'EVS.0001']);
  const nothing = await anna.ask('POST', path);
  assert.equal(codeOf(nothing.body), 'EVS.1008');
});

test('calls that are not served say why', async (t) => {
  const { anna } = await setUp(t);
  for (const { method, path, reason } of unsupportedEvsCalls) {
    const asked = path.replace(':project_id', anna.project.id).replace(':snapshot_id', 'any');
    const { status, body } = await anna.ask(method, asked);
    assert.equal(status, 400);
    assert.deepEqual(body['error'], { code: 'EVS.5400', message: reason });
  }
});
