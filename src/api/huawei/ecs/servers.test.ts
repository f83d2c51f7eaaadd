import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { FakeEngine } from '../../../drivers/engine/fake-engine.ts';
import { codeOf, imsWorld, type Json } from '../ims/ims.fixture.ts';
import { jobOf, newServer, runningServer } from './ecs.fixture.ts';

async function setUp(t: TestContext) {
  const engine = new FakeEngine();
  const { service, client, share } = await imsWorld(t, engine);
  const anna = await client();
  const path = `/v1/${anna.project.id}/cloudservers`;
  return { engine, service, client, share, anna, path };
}

test('one server is made, shown, listed and deleted by signed requests', async (t) => {
  const { service, anna, path } = await setUp(t);
  const imageId = await anna.image({ name: 'debian' });
  const begun = await anna.sdk('POST', path, newServer(imageId, { adminPass: 'Secret-1234' }));
  const [serverId = ''] = begun['serverIds'] as string[];
  assert.equal(begun['httpStatusCode'], 200);
  const building = (await anna.sdk('GET', `${path}/${serverId}`))['server'] as Json;
  assert.equal(building['status'], 'BUILD');
  assert.equal((await jobOf(service, anna, begun))['status'], 'SUCCESS');

  const server = (await anna.sdk('GET', `${path}/${serverId}`))['server'] as Json;
  assert.deepEqual(
    [server['status'], server['OS-EXT-STS:vm_state'], server['OS-EXT-STS:power_state']],
    ['ACTIVE', 'active', 1],
  );
  assert.deepEqual(server['image'], { id: imageId });
  assert.deepEqual(server['flavor'], {
    id: 's1.small',
    name: 's1.small',
    disk: '0',
    vcpus: '1',
    ram: '256',
  });
  const [address] = (server['addresses'] as Record<string, Json[]>)['vpc-1'] ?? [];
  assert.equal(address?.['addr'], '10.0.2.15');
  const [disk] = server['os-extended-volumes:volumes_attached'] as Json[];
  assert.equal(disk?.['device'], '/dev/vda');
  assert.equal((server['metadata'] as Json)['image_name'], 'debian');

  const list = await anna.sdk('GET', `${path}/detail`, undefined, { queryParams: { name: 'WE' } });
  assert.equal(list['count'], 1);
  const gone = await anna.sdk('POST', `${path}/delete`, { servers: [{ id: serverId }] });
  assert.equal((await jobOf(service, anna, gone))['status'], 'SUCCESS');
  await assert.rejects(anna.sdk('GET', `${path}/${serverId}`), {
    httpStatusCode: 404,
    errorCode: 'Ecs.0114',
  });
});

test('several are numbered from -0000, and are parts of one job that can be looked at', async (t) => {
  const { service, anna, path } = await setUp(t);
  const asked = newServer(await anna.image(), { count: 2 });
  const { body } = await anna.ask('POST', path, asked);
  const job = await jobOf(service, anna, body);
  assert.equal(job['job_type'], 'createServer');
  const { sub_jobs: parts, sub_jobs_total: total } = job['entities'] as Json & { sub_jobs: Json[] };
  assert.equal(total, 2);
  assert.deepEqual(
    parts.map(({ job_type, status, entities }) => [
      job_type,
      status,
      (entities as Json)['server_id'],
    ]),
    (body['serverIds'] as string[]).map((id) => ['createSingleServer', 'SUCCESS', id]),
  );
  for (const part of parts) {
    const shown = await anna.ask('GET', `/v1/${anna.project.id}/jobs/${String(part['job_id'])}`);
    assert.deepEqual(shown.body, part);
  }
  const { body: list } = await anna.ask('GET', `${path}/detail?limit=1&offset=2`);
  assert.equal(list['count'], 2);
  const names = async (page: number): Promise<string[]> => {
    const { body: found } = await anna.ask('GET', `${path}/detail?limit=1&offset=${page}`);
    return (found['servers'] as Json[]).map(({ name }) => String(name));
  };
  assert.deepEqual([await names(1), await names(2)].flat().toSorted(), ['web-0000', 'web-0001']);
  assert.deepEqual(await names(3), []);
});

test('what fails is told by the job, its part and the server, in codes of that cloud', async (t) => {
  const { engine, service, anna, path } = await setUp(t);
  engine.fail('makeDisk', 'no-space');
  const { body } = await anna.ask('POST', path, newServer(await anna.image()));
  const job = await jobOf(service, anna, body);
  assert.deepEqual([job['status'], job['error_code']], ['FAIL', 'Ecs.0202']);
  const [part] = (job['entities'] as { sub_jobs: Json[] }).sub_jobs;
  assert.deepEqual([part?.['status'], part?.['error_code']], ['FAIL', 'Ecs.0202']);
  const [serverId = ''] = body['serverIds'] as string[];
  const { body: shown } = await anna.ask('GET', `${path}/${serverId}`);
  const server = shown['server'] as Json;
  assert.equal(server['status'], 'ERROR');
  assert.equal((server['fault'] as Json)['code'], 'Ecs.0202');
});

test('a rehearsal checks and makes nothing', async (t) => {
  const { service, anna, path } = await setUp(t);
  const imageId = await anna.image();
  const rehearse = async (other: object) =>
    await anna.ask('POST', path, { ...newServer(imageId, other), dry_run: true });
  assert.equal((await rehearse({})).status, 202);
  const refused = await rehearse({ flavorRef: 's9.huge' });
  assert.deepEqual([refused.status, codeOf(refused.body)], [400, 'Ecs.0029']);
  await service.runJobs();
  assert.equal((await anna.ask('GET', `${path}/detail`)).body['count'], 0);
});

test('a request that is sent again with its token makes nothing twice', async (t) => {
  const { anna, path } = await setUp(t);
  const imageId = await anna.image();
  const send = async (name: string) => {
    const response = await anna.request('POST', path, {
      headers: { 'x-client-token': 'e9c1ecb0-0b4b-4a4b-9d1e-7f3f0a3f2f10' },
      body: newServer(imageId, { name }),
    });
    return (await response.json()) as Json;
  };
  const first = await send('once');
  assert.deepEqual(await send('once'), first);
  assert.equal(codeOf(await send('other')), 'Ecs.0122');
  assert.equal((await anna.ask('GET', `${path}/detail`)).body['count'], 1);
});

test('tags, networks, groups and enterprise projects are kept and shown, and tags are found', async (t) => {
  const { service, anna, path } = await setUp(t);
  const serverId = await runningServer(service, anna, {
    server_tags: [{ key: 'team', value: 'blue' }],
    tags: ['stage.test'],
    metadata: { color: 'red' },
    security_groups: [{ id: 'group-1' }],
    extendparam: { enterprise_project_id: 'ep-1' },
    description: 'the first',
  });
  const { body } = await anna.ask('GET', `${path}/${serverId}`);
  const server = body['server'] as Json;
  assert.deepEqual(server['tags'], ['stage=test', 'team=blue']);
  assert.deepEqual(server['security_groups'], [{ id: 'group-1', name: 'group-1' }]);
  assert.equal(server['enterprise_project_id'], 'ep-1');
  assert.equal((server['metadata'] as Json)['color'], 'red');
  assert.equal(server['description'], 'the first');
  const count = async (query: string): Promise<unknown> =>
    (await anna.ask('GET', `${path}/detail?${query}`)).body['count'];
  for (const [query, expected] of [
    ['tags=team=blue', 1],
    ['tags=team=red', 0],
    ['not-tags=team=blue', 0],
    ['not-tags=__type_baremetal', 1],
    ['status=ACTIVE', 1],
    ['status=SHUTOFF', 0],
    ['status=RESIZE', 0],
    ['ip=10.0', 1],
    ['ip_eq=10.0', 0],
    ['flavor=s1.small', 1],
    ['flavor=s1.large', 0],
    [`server_id=${serverId}`, 1],
    ['server_id=none', 0],
  ] as const) {
    assert.equal(await count(query), expected, query);
  }
});

test('a server is renamed', async (t) => {
  const { service, anna, path } = await setUp(t);
  const serverId = await runningServer(service, anna);
  const { status, body } = await anna.ask('PUT', `${path}/${serverId}`, {
    server: { name: 'db', description: 'second' },
  });
  assert.equal(status, 200);
  assert.equal((body['server'] as Json)['name'], 'db');
  const refused = await anna.ask('PUT', `${path}/${serverId}`, { server: { name: 'a b' } });
  assert.equal(codeOf(refused.body), 'Ecs.0005');
});

test('flavors are listed, the smallest first', async (t) => {
  const { anna, path } = await setUp(t);
  const { body } = await anna.ask('GET', `${path}/flavors`);
  assert.deepEqual(
    (body['flavors'] as Json[]).map(({ id, vcpus, ram }) => [id, vcpus, ram]),
    [
      ['s1.small', '1', 256],
      ['s1.medium', '1', 512],
      ['s1.large', '2', 1024],
      ['s1.xlarge', '2', 2048],
    ],
  );
});

test('what cannot be made is refused with the code of its reason', async (t) => {
  const { anna, path, client, share } = await setUp(t);
  const bert = await client();
  const imageId = await anna.image();
  const offered = await bert.image();
  await share(offered, bert, anna);
  const dataImage = await anna.image({ kind: 'data' });
  for (const [image, other, code] of [
    ['none', {}, 'Ecs.0031'],
    [await bert.image(), {}, 'Ecs.0031'],
    [offered, {}, 'Ecs.0058'],
    [dataImage, {}, 'Ecs.0007'],
    [imageId, { flavorRef: 'none' }, 'Ecs.0029'],
    [imageId, { adminPass: 'weak' }, 'Ecs.0011'],
    [imageId, { adminPass: 'Secret-1234', key_name: 'mine' }, 'Ecs.0005'],
    [imageId, { key_name: 'none' }, 'Ecs.0005'],
    [imageId, { root_volume: { volumetype: 'FLOPPY' } }, 'Ecs.0043'],
    [imageId, { nics: [] }, 'Ecs.0005'],
    [imageId, { name: 'a b' }, 'Ecs.0005'],
    [imageId, { count: 501 }, 'Ecs.0005'],
    [imageId, { description: 'x'.repeat(86) }, 'Ecs.0041'],
    [imageId, { user_data: '***' }, 'Ecs.0005'],
    [imageId, { metadata: { half: '\ud800' } }, 'Ecs.0005'],
    [imageId, { vpcid: 'a\0b' }, 'Ecs.0005'],
    [imageId, { availability_zone: 'elsewhere' }, 'Ecs.0005'],
    [imageId, { extendparam: { chargingMode: 'prePaid' } }, 'Ecs.0005'],
  ] as const) {
    const { status, body } = await anna.ask('POST', path, newServer(image, other));
    assert.deepEqual([status, codeOf(body)], [400, code], JSON.stringify([image, other, body]));
  }
  const reader = await client({ role: 'reader', project: anna.project });
  const refused = await reader.ask('POST', path, newServer(imageId));
  assert.deepEqual([refused.status, codeOf(refused.body)], [403, 'Pdp.0001']);
  const elsewhere = await bert.ask('GET', `${path}/detail`);
  assert.deepEqual([elsewhere.status, codeOf(elsewhere.body)], [400, 'Ecs.0023']);
});
