import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { FakeEngine } from '../../../drivers/engine/fake-engine.ts';
import { codeOf, imsWorld, type Json } from '../ims/ims.fixture.ts';
import { jobOf, newServer, runningServer } from './ecs.fixture.ts';
import { unsupportedEcsCalls } from './unsupported.ts';

async function setUp(t: TestContext) {
  const engine = new FakeEngine();
  const { service, client, share } = await imsWorld(t, engine);
  const anna = await client();
  const path = `/v1/${anna.project.id}/cloudservers`;
  const shown = async (serverId: string): Promise<Json> =>
    (await anna.ask('GET', `${path}/${serverId}`)).body['server'] as Json;
  /** Begins something, carries it out, and answers its job. */
  const carryOut = async (method: string, at: string, body?: object): Promise<Json> => {
    const begun = await anna.ask(method, at, body);
    assert.equal(begun.status, 200, JSON.stringify(begun.body));
    return await jobOf(service, anna, begun.body);
  };
  return { engine, service, client, share, anna, path, shown, carryOut };
}

test('a server is stopped, started and restarted', async (t) => {
  const { service, anna, path, shown, carryOut } = await setUp(t);
  const serverId = await runningServer(service, anna);
  const servers = [{ id: serverId }];
  const stopped = await carryOut('POST', `${path}/action`, {
    'os-stop': { type: 'HARD', servers },
  });
  assert.deepEqual([stopped['status'], stopped['job_type']], ['SUCCESS', 'stopServer']);
  assert.deepEqual(stopped['entities'], { server_id: serverId });
  const off = await shown(serverId);
  assert.deepEqual([off['status'], off['OS-EXT-STS:power_state']], ['SHUTOFF', 4]);
  const twice = await anna.ask('POST', `${path}/action`, { 'os-stop': { servers } });
  assert.deepEqual([twice.status, codeOf(twice.body)], [400, 'Ecs.0100']);
  const started = await carryOut('POST', `${path}/action`, { 'os-start': { servers } });
  assert.equal(started['job_type'], 'startServer');
  const reboot = { reboot: { type: 'SOFT', servers } };
  assert.equal((await carryOut('POST', `${path}/action`, reboot))['job_type'], 'rebootServer');
  assert.equal((await shown(serverId))['status'], 'ACTIVE');
});

test('several servers in one act are refused: one job is all that an answer names', async (t) => {
  const { anna, path } = await setUp(t);
  const servers = [{ id: 'a' }, { id: 'b' }];
  const refused = await anna.ask('POST', `${path}/action`, { 'os-start': { servers } });
  assert.deepEqual([refused.status, codeOf(refused.body)], [400, 'Ecs.0005']);
  const empty = await anna.ask('POST', `${path}/action`, {});
  assert.deepEqual([empty.status, codeOf(empty.body)], [400, 'Ecs.0005']);
});

test('the OS is changed, and put up anew', async (t) => {
  const { service, anna, path, shown, carryOut } = await setUp(t);
  const serverId = await runningServer(service, anna);
  const imageId = await anna.image({ name: 'other' });
  const at = (version: string, act: string) => `${path.replace('v1', version)}/${serverId}/${act}`;
  const change = { imageid: imageId, adminpass: 'Secret-1234' };
  const refused = await anna.ask('POST', at('v2', 'changeos'), { 'os-change': change });
  assert.deepEqual([refused.status, codeOf(refused.body)], [400, 'Ecs.0100']);
  const userData = Buffer.from('#!/bin/sh\n').toString('base64');
  const changed = await carryOut('POST', at('v2', 'changeos'), {
    'os-change': { ...change, mode: 'withStopServer', metadata: { user_data: userData } },
  });
  assert.deepEqual([changed['status'], changed['job_type']], ['SUCCESS', 'changeOS']);
  assert.deepEqual(changed['entities'], { server_id: serverId });
  const server = await shown(serverId);
  assert.deepEqual([server['status'], server['image']], ['ACTIVE', { id: imageId }]);
  const body = { 'os-reinstall': { adminpass: 'Secret-5678', mode: 'withStopServer' } };
  for (const version of ['v1', 'v2']) {
    assert.equal((await carryOut('POST', at(version, 'reinstallos'), body))['status'], 'SUCCESS');
  }
  const withoutLogin = await anna.ask('POST', at('v1', 'changeos'), {
    'os-change': { imageid: imageId },
  });
  assert.equal(codeOf(withoutLogin.body), 'Ecs.0005');
});

test('once an image is withdrawn, its servers run on and cannot be put up anew', async (t) => {
  const { service, client, share, anna, path, shown } = await setUp(t);
  const bert = await client();
  const imageId = await bert.image();
  await share(imageId, bert, anna, 'accepted');
  const begun = await anna.ask('POST', path, newServer(imageId));
  await jobOf(service, anna, begun.body);
  const [serverId = ''] = begun.body['serverIds'] as string[];
  const removal = { images: [imageId], projects: [anna.project.id] };
  await jobOf(service, bert, (await bert.ask('DELETE', '/v1/cloudimages/members', removal)).body);
  const again = await anna.ask('POST', `${path.replace('v1', 'v2')}/${serverId}/reinstallos`, {
    'os-reinstall': { mode: 'withStopServer' },
  });
  assert.deepEqual([again.status, codeOf(again.body)], [400, 'Ecs.0031']);
  assert.equal((await shown(serverId))['status'], 'ACTIVE');
});

test('a disk is attached, seen and detached', async (t) => {
  const { service, anna, path, carryOut } = await setUp(t);
  const serverId = await runningServer(service, anna);
  const { body } = await anna.ask('POST', `/v2.1/${anna.project.id}/cloudvolumes`, {
    volume: { size: 1, volume_type: 'SSD' },
  });
  await jobOf(service, anna, body);
  const [volumeId = ''] = body['volume_ids'] as string[];
  const attach = { volumeAttachment: { volumeId } };
  const attached = await carryOut('POST', `${path}/${serverId}/attachvolume`, attach);
  assert.deepEqual([attached['status'], attached['job_type']], ['SUCCESS', 'attachVolume']);
  assert.deepEqual(attached['entities'], { server_id: serverId, volume_id: volumeId });
  const twice = await anna.ask('POST', `${path}/${serverId}/attachvolume`, attach);
  assert.equal(codeOf(twice.body), 'Ecs.0057');
  const devices = await anna.ask('GET', `${path}/${serverId}/block_device`);
  const found = devices.body['volumeAttachments'] as Json[];
  assert.deepEqual(
    found.map(({ device, bootIndex }) => [device, bootIndex]),
    [
      ['/dev/vda', 0],
      ['/dev/vdb', null],
    ],
  );
  const one = await anna.ask('GET', `${path}/${serverId}/block_device/${volumeId}`);
  assert.deepEqual(one.body['volumeAttachment'], found[1]);
  const detached = await carryOut('DELETE', `${path}/${serverId}/detachvolume/${volumeId}`);
  assert.equal(detached['job_type'], 'detachVolume');
  const none = await anna.ask('GET', `${path}/${serverId}/block_device/${volumeId}`);
  assert.equal(none.status, 400);
  const unattached = await anna.ask('DELETE', `${path}/${serverId}/detachvolume/${volumeId}`);
  assert.equal(codeOf(unattached.body), 'Ecs.0111');
});

test('a key pair is made, listed and deleted', async (t) => {
  const { service, anna } = await setUp(t);
  const path = `/v2.1/${anna.project.id}/os-keypairs`;
  const made = await anna.ask('POST', path, { keypair: { name: 'mine' } });
  assert.equal(made.status, 200);
  assert.match(String((made.body['keypair'] as Json)['private_key']), /PRIVATE KEY/);
  const serverId = await runningServer(service, anna, { key_name: 'mine' });
  const { body } = await anna.ask('GET', `/v1/${anna.project.id}/cloudservers/${serverId}`);
  assert.equal((body['server'] as Json)['key_name'], 'mine');
  const list = await anna.ask('GET', path);
  assert.deepEqual(
    (list.body['keypairs'] as { keypair: Json }[]).map(({ keypair }) => keypair['name']),
    ['mine'],
  );
  assert.equal((await anna.ask('DELETE', `${path}/mine`)).status, 202);
  assert.deepEqual((await anna.ask('GET', path)).body, { keypairs: [] });
});

test('bad tokens and signatures have codes of their own', async (t) => {
  const { service, anna, path } = await setUp(t);
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(`${service.url}${path}/detail`, { headers });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const byToken = await ask({ 'x-auth-token': 'none' });
  assert.deepEqual([byToken.status, codeOf(byToken.body)], [401, 'Common.0013']);
  const bySignature = await ask({
    authorization: 'SDK-HMAC-SHA256 Access=none, SignedHeaders=x-sdk-date, Signature=00',
    'x-sdk-date': '20200101T000000Z',
    'x-project-id': anna.project.id,
  });
  assert.deepEqual([bySignature.status, bySignature.body['error_code']], [401, 'APIGW.0301']);
});

test('calls that are not served say why', async (t) => {
  const { anna } = await setUp(t);
  for (const { method, path, reason } of unsupportedEcsCalls) {
    const asked = path.replace(':project_id', anna.project.id).replace(':server_id', 'any');
    const { status, body } = await anna.ask(method, asked);
    assert.equal(status, 400);
    assert.deepEqual(body['error'], { code: 'Ecs.0005', message: reason });
  }
});
