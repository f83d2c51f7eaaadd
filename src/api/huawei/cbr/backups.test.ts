import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { FakeEngine } from '../../../drivers/engine/fake-engine.ts';
import { jobOf, runningServer } from '../ecs/ecs.fixture.ts';
import { imsWorld, type Client, type Json } from '../ims/ims.fixture.ts';
import { serverResource, vaultOf } from './cbr.fixture.ts';

const disks = {
  root_volume: { volumetype: 'SSD', size: 3 },
  data_volumes: [{ volumetype: 'SAS', size: 10 }],
};

/** A server with disks of 3 and 10 GB, and a vault of 100. */
async function setUp(t: TestContext) {
  const { service, client } = await imsWorld(t, new FakeEngine());
  const anna = await client();
  const serverId = await runningServer(service, anna, disks);
  const vaultId = await vaultOf(anna);
  const path = `/v3/${anna.project.id}`;
  /** Backs the server up, and waits until that is done. */
  const backUp = async (parameters: object = {}): Promise<string> => {
    const wanted = { vault_id: vaultId, parameters: { resources: [serverId], ...parameters } };
    const begun = await anna.sdk('POST', `${path}/checkpoints`, { checkpoint: wanted });
    await service.runJobs();
    return String((begun['checkpoint'] as Json)['id']);
  };
  /** A full-server image of a backup. */
  const imageOf = async (backupId: string): Promise<string> => {
    const body = { name: 'whole', backup_id: backupId, whole_image_type: 'CBR' };
    const begun = await anna.ask('POST', '/v1/cloudimages/wholeimages/action', body);
    const job = await jobOf(service, anna, begun.body);
    assert.equal(job['status'], 'SUCCESS', JSON.stringify(job));
    return String((job['entities'] as Json)['image_id']);
  };
  return { service, client, anna, serverId, vaultId, path, backUp, imageOf };
}

async function refusal(by: Client, method: string, path: string, body?: object): Promise<string> {
  const answer = await by.ask(method, path, body);
  assert.equal(typeof answer.body['error_msg'], 'string', JSON.stringify(answer.body));
  return `${answer.status} ${String(answer.body['error_code'])}`;
}

describe('a backup', () => {
  test('is begun as a checkpoint, shown with a child for each disk, renamed and deleted', async (t) => {
    const { service, anna, serverId, vaultId, path } = await setUp(t);
    const parameters = {
      name: 'nightly',
      description: 'before the sale',
      incremental: true,
      resource_details: [serverResource(serverId)],
    };
    const body = { checkpoint: { vault_id: vaultId, parameters } };
    const begun = (await anna.sdk('POST', `${path}/checkpoints`, body))['checkpoint'] as Json;
    const { id, status, vault, extra_info } = begun;
    assert.equal(status, 'protecting');
    assert.deepEqual(extra_info, { name: 'nightly', description: 'before the sale' });
    const planned = vault as Json & { resources: Json[] };
    assert.deepEqual(
      [planned['id'], planned['name'], planned['skipped_resources']],
      [vaultId, 'safe', []],
    );
    assert.deepEqual(
      planned.resources.map((each) => [each['id'], each['resource_size']]),
      [[serverId, '13']],
    );
    const busy = await refusal(anna, 'POST', `${path}/checkpoints`, body);
    assert.equal(busy, '400 BackupService.9900');
    await service.runJobs();
    const point = await anna.sdk('GET', `${path}/checkpoints/${String(id)}`);
    assert.equal((point['checkpoint'] as Json)['status'], 'available');
    const one = `${path}/backups/${String(id)}`;
    const backup = (await anna.sdk('GET', one))['backup'] as Json;
    const { children, extend_info, created_at, updated_at, protected_at, ...facts } = backup;
    for (const time of [created_at, updated_at, protected_at]) {
      assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
    }
    assert.deepEqual(facts, {
      id,
      checkpoint_id: id,
      name: 'nightly',
      description: 'before the sale',
      enterprise_project_id: '0',
      expired_at: null,
      image_type: 'backup',
      incremental: false,
      parent_id: null,
      project_id: anna.project.id,
      provider_id: '0daac4c5-6707-4851-97ba-169e36266b66',
      replication_records: [],
      resource_az: 'RegionOnea',
      resource_id: serverId,
      resource_name: 'web',
      resource_size: 13,
      resource_type: 'OS::Nova::Server',
      status: 'available',
      vault_id: vaultId,
      version: 1,
    });
    assert.deepEqual(
      [(extend_info as Json)['os_images_data'], (extend_info as Json)['contain_system_disk']],
      [[], true],
    );
    assert.deepEqual(
      (children as Json[]).map((child) => [
        child['parent_id'],
        child['resource_type'],
        child['resource_size'],
        (child['extend_info'] as Json)['system_disk'],
        (child['extend_info'] as Json)['bootable'],
      ]),
      [
        [id, 'OS::Cinder::Volume', 3, true, true],
        [id, 'OS::Cinder::Volume', 10, false, false],
      ],
    );
    const { body: used } = await anna.ask('GET', `${path}/vaults/summary`);
    assert.equal(used['size'], 100);
    assert.ok(Number(used['used_size']) > 0 && Number(used['used_size']) < 13 * 1024);
    const renamed = await anna.sdk('PUT', one, { backup: { name: 'kept' } });
    assert.equal((renamed['backup'] as Json)['name'], 'kept');
    const full = await refusal(anna, 'DELETE', `${path}/vaults/${vaultId}`);
    assert.equal(full, '400 BackupService.6112');
    assert.equal((await anna.sdk('DELETE', one))['httpStatusCode'], 204);
    assert.equal(await refusal(anna, 'GET', one), '404 BackupService.6200');
    assert.equal(
      await refusal(anna, 'GET', `${path}/checkpoints/${String(id)}`),
      '404 BackupService.6200',
    );
    await anna.sdk('DELETE', `${path}/vaults/${vaultId}`);
  });

  test('is made of all servers of the vault when none is named; what fails is skipped', async (t) => {
    const { service, anna, serverId, vaultId, path } = await setUp(t);
    const other = await runningServer(service, anna, disks);
    const none = await refusal(anna, 'POST', `${path}/checkpoints`, {
      checkpoint: { vault_id: vaultId },
    });
    assert.equal(none, '400 BackupService.9900');
    const resources = [serverId, other].map(serverResource);
    await anna.ask('POST', `${path}/vaults/${vaultId}/addresources`, { resources });
    await anna.ask('PUT', `${path}/vaults/${vaultId}`, { vault: { billing: { size: 20 } } });
    const { body } = await anna.ask('POST', `${path}/checkpoints`, {
      checkpoint: { vault_id: vaultId },
    });
    const { vault } = body['checkpoint'] as {
      vault: { resources: Json[]; skipped_resources: Json[] };
    };
    assert.deepEqual(
      vault.resources.map(({ id }) => id),
      [serverId],
    );
    assert.deepEqual(
      vault.skipped_resources.map(({ id, code }) => [id, code]),
      [[other, 'BackupService.6129']],
    );
    const protecting = (await anna.ask('GET', `${path}/vaults/${vaultId}`)).body['vault'] as Json;
    assert.deepEqual(
      (protecting['resources'] as Json[]).map((each) => each['protect_status']),
      ['protecting', 'available'],
    );
    await service.runJobs();
  });

  test('is found by its facts, and in the order that is asked for', async (t) => {
    const { anna, serverId, vaultId, path, backUp } = await setUp(t);
    const first = await backUp({ name: 'first' });
    const second = await backUp({ name: 'second' });
    for (const [query, ids] of [
      ['', [second, first]],
      ['own_type=private', [second, first]],
      ['own_type=shared', []],
      ['own_type=all_granted', [second, first]],
      ['name=firs', [first]],
      ['status=available', [second, first]],
      ['status=restoring', []],
      [`vault_id=${vaultId}`, [second, first]],
      ['vault_id=none', []],
      [`resource_id=${serverId}`, [second, first]],
      ['resource_name=we', [second, first]],
      ['resource_name=db', []],
      ['resource_type=OS::Cinder::Volume', []],
      ['image_type=replication', []],
      [`checkpoint_id=${first}`, [first]],
      ['start_time=2020-01-01T00:00:00Z', [second, first]],
      ['end_time=2020-01-01T00:00:00Z', []],
      ['sort=name:asc', [first, second]],
      ['sort=status:asc,created_at:asc', [first, second]],
      ['limit=1&offset=1', [first]],
      [`parent_id=${first}`, []],
    ] as const) {
      const { body } = await anna.ask('GET', `${path}/backups?${query}`);
      const backups = body['backups'] as Json[];
      assert.deepEqual(
        backups?.map(({ id }) => id),
        ids,
        `${query}: ${JSON.stringify(body)}`,
      );
    }
    for (const query of ['sort=color', 'start_time=noon', 'limit=x', 'own_type=mine']) {
      const refused = await refusal(anna, 'GET', `${path}/backups?${query}`);
      assert.equal(refused, '400 BackupService.9900', query);
    }
  });

  test('is not deleted while an image is made of it', async (t) => {
    const { anna, path, backUp, imageOf } = await setUp(t);
    const backupId = await backUp();
    const imageId = await imageOf(backupId);
    const one = `${path}/backups/${backupId}`;
    assert.equal(await refusal(anna, 'DELETE', one), '400 BackupService.6204');
    const { extend_info } = (await anna.ask('GET', one)).body['backup'] as { extend_info: Json };
    assert.deepEqual(extend_info['os_images_data'], [{ image_id: imageId }]);
    const gone = await anna.sdk('DELETE', `/v2/images/${imageId}`, { delete_backup: true });
    assert.equal(gone['httpStatusCode'], 204);
    assert.equal(await refusal(anna, 'GET', one), '404 BackupService.6200');
  });

  test('needs a server and a vault that takes it in', async (t) => {
    const { client, anna, serverId, vaultId, path } = await setUp(t);
    const small = await vaultOf(anna, {}, { size: 12 });
    const copies = await vaultOf(anna, {}, { protect_type: 'replication' });
    const ofDisks = await vaultOf(anna, {}, { object_type: 'disk' });
    const locked = await vaultOf(anna, { locked: true });
    const none = crypto.randomUUID();
    for (const [vault, parameters, code] of [
      [none, {}, '404 BackupService.6105'],
      [small, {}, '400 BackupService.6129'],
      [copies, {}, '400 BackupService.6102'],
      [ofDisks, {}, '400 BackupService.6102'],
      [locked, {}, '400 BackupService.6112'],
      [vaultId, { resources: [none] }, '404 BackupService.6200'],
      [
        vaultId,
        { resources: [], resource_details: [{ id: serverId, type: 'OS::Cinder::Volume' }] },
        '400 BackupService.6102',
      ],
    ] as const) {
      const checkpoint = {
        vault_id: vault,
        parameters: { resources: [serverId], ...parameters },
      };
      const refused = await refusal(anna, 'POST', `${path}/checkpoints`, { checkpoint });
      assert.equal(refused, code, JSON.stringify(checkpoint));
    }
    const reader = await client({ role: 'reader', project: anna.project });
    const checkpoint = { vault_id: vaultId, parameters: { resources: [serverId] } };
    const refused = await refusal(reader, 'POST', `${path}/checkpoints`, { checkpoint });
    assert.equal(refused, '403 BackupService.9998');
  });
});

describe('a shared backup', () => {
  test('has the members of its image, who answer here or there', async (t) => {
    const { service, client, anna, path, backUp, imageOf } = await setUp(t);
    const bert = await client();
    const backupId = await backUp();
    const members = `${path}/backups/${backupId}/members`;
    const wanted = { members: [bert.project.id] };
    assert.equal(await refusal(anna, 'POST', members, wanted), '400 BackupService.6707');
    const imageId = await imageOf(backupId);
    assert.deepEqual((await anna.sdk('GET', members))['members'], []);
    const added = await anna.sdk('POST', members, wanted);
    const [member] = added['members'] as Json[];
    const { created_at, updated_at, ...facts } = member ?? {};
    assert.deepEqual(
      [added['count'], typeof created_at, typeof updated_at],
      [1, 'string', 'string'],
    );
    assert.deepEqual(facts, {
      id: bert.project.id,
      status: 'pending',
      backup_id: backupId,
      dest_project_id: bert.project.id,
      image_id: imageId,
      vault_id: null,
    });
    assert.equal(await refusal(anna, 'POST', members, wanted), '400 BackupService.6703');
    const theirs = `/v3/${bert.project.id}/backups`;
    const one = `${theirs}/${backupId}/members/${bert.project.id}`;
    assert.equal(await refusal(bert, 'GET', `${theirs}/${backupId}`), '404 BackupService.6200');
    const vaultId = await vaultOf(bert, {}, { size: 13 });
    const accepted = await bert.sdk('PUT', one, { status: 'accepted', vault_id: vaultId });
    const answered = accepted['member'] as Json;
    assert.deepEqual([answered['status'], answered['vault_id']], ['accepted', vaultId]);
    assert.equal(
      ((await bert.ask('GET', `${theirs}/${backupId}`)).body['backup'] as Json)['vault_id'],
      vaultId,
    );
    const list = await bert.ask('GET', `${theirs}?own_type=shared&member_status=accept`);
    assert.deepEqual(
      (list.body['backups'] as Json[]).map(({ id, project_id }) => [id, project_id]),
      [[backupId, anna.project.id]],
    );
    const { body: vault } = await bert.ask('GET', `/v3/${bert.project.id}/vaults/${vaultId}`);
    assert.equal(((vault['vault'] as Json)['billing'] as Json)['used'], 13 * 1024);
    const shown = await bert.sdk('GET', one);
    assert.deepEqual(shown['member'], answered);
    for (const [query, count] of [
      ['status=accepted', 1],
      ['status=pending', 0],
      [`dest_project_id=${bert.project.id}`, 1],
      [`image_id=${imageId}&sort=created_at:desc`, 1],
      ['vault_id=none', 0],
    ] as const) {
      assert.equal((await anna.ask('GET', `${members}?${query}`)).body['count'], count, query);
    }
    const batch = {
      images: [imageId],
      project_id: bert.project.id,
      status: 'rejected',
    };
    const { body: begun } = await bert.ask('PUT', '/v1/cloudimages/members', batch);
    assert.equal((await jobOf(service, bert, begun))['status'], 'SUCCESS');
    const rejected = (await anna.ask('GET', `${members}/${bert.project.id}`)).body['member'];
    assert.equal((rejected as Json)['status'], 'rejected');
    assert.equal(
      (await anna.sdk('DELETE', `${members}/${bert.project.id}`))['httpStatusCode'],
      204,
    );
    assert.equal(
      await refusal(anna, 'DELETE', `${members}/${bert.project.id}`),
      '404 BackupService.6705',
    );
    assert.equal(await refusal(bert, 'GET', one), '404 BackupService.6200');
  });

  test('is accepted into no vault that does not fit, with the codes of members', async (t) => {
    const { client, anna, path, backUp, imageOf } = await setUp(t);
    const bert = await client();
    const backupId = await backUp();
    await imageOf(backupId);
    await anna.sdk('POST', `${path}/backups/${backupId}/members`, { members: [bert.project.id] });
    const one = `/v3/${bert.project.id}/backups/${backupId}/members/${bert.project.id}`;
    for (const [vaultId, code] of [
      [undefined, '400 BackupService.6708'],
      [crypto.randomUUID(), '404 BackupService.6105'],
      [await vaultOf(bert, {}, { size: 12 }), '400 BackupService.6129'],
      [await vaultOf(bert, {}, { protect_type: 'replication' }), '400 BackupService.6713'],
      [await vaultOf(bert, {}, { object_type: 'disk' }), '400 BackupService.6713'],
      [await vaultOf(bert, { locked: true }), '400 BackupService.6712'],
    ] as const) {
      const answer = {
        status: 'accepted',
        ...(vaultId === undefined ? {} : { vault_id: vaultId }),
      };
      assert.equal(await refusal(bert, 'PUT', one, answer), code);
    }
    const rejected = await bert.sdk('PUT', one, { status: 'rejected' });
    assert.equal((rejected['member'] as Json)['status'], 'rejected');
  });

  test('is shared with all whom a call names, or with none', async (t) => {
    const { client, anna, path, backUp, imageOf } = await setUp(t);
    const bert = await client();
    const elsewhere = await client({ region: 'RegionTwo' });
    const backupId = await backUp();
    await imageOf(backupId);
    const members = `${path}/backups/${backupId}/members`;
    for (const wrong of [anna.project.id, elsewhere.project.id, 'nobody']) {
      const refused = await refusal(anna, 'POST', members, { members: [bert.project.id, wrong] });
      assert.equal(refused, '400 BackupService.6704', wrong);
    }
    assert.deepEqual((await anna.sdk('GET', members))['count'], 0);
    const eleven = Array.from({ length: 11 }, (_none, index) => `p${index}`);
    assert.equal(
      await refusal(anna, 'POST', members, { members: eleven }),
      '400 BackupService.9900',
    );
    await anna.sdk('POST', members, { members: [bert.project.id] });
    const onwards = `/v3/${bert.project.id}/backups/${backupId}/members`;
    assert.equal(
      await refusal(bert, 'POST', onwards, { members: [elsewhere.project.id] }),
      '400 BackupService.6707',
    );
  });
});
