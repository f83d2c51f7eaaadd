import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { FakeEngine } from '../../../drivers/engine/fake-engine.ts';
import { runningServer } from '../ecs/ecs.fixture.ts';
import { imsWorld, type Client, type Json } from '../ims/ims.fixture.ts';
import { newVault, serverResource, vaultOf } from './cbr.fixture.ts';
import { unsupportedCbrCalls } from './unsupported.ts';

async function setUp(t: TestContext) {
  const { service, client } = await imsWorld(t, new FakeEngine());
  const anna = await client();
  const path = `/v3/${anna.project.id}/vaults`;
  return { service, client, anna, path };
}

async function refusal(by: Client, method: string, path: string, body?: object): Promise<string> {
  const answer = await by.ask(method, path, body);
  assert.equal(typeof answer.body['error_msg'], 'string', JSON.stringify(answer.body));
  return `${answer.status} ${String(answer.body['error_code'])}`;
}

test('a vault is made, shown, changed and deleted by signed requests', async (t) => {
  const { anna, path } = await setUp(t);
  const body = newVault({
    description: 'of the shop',
    tags: [{ key: 'team', value: 'blue' }],
    threshold: 90,
    enterprise_project_id: 'e-1',
  });
  const made = (await anna.sdk('POST', path, body))['vault'] as Json;
  const { id, created_at, updated_at, provider_id, ...rest } = made;
  assert.match(String(created_at), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
  assert.equal(typeof updated_at, 'string');
  assert.equal(provider_id, '0daac4c5-6707-4851-97ba-169e36266b66');
  assert.deepEqual(rest, {
    name: 'safe',
    description: 'of the shop',
    project_id: anna.project.id,
    user_id: anna.actor.userId,
    enterprise_project_id: 'e-1',
    billing: {
      allocated: 0,
      charging_mode: 'post_paid',
      cloud_type: 'public',
      consistent_level: 'crash_consistent',
      object_type: 'server',
      order_id: '',
      product_id: '',
      protect_type: 'backup',
      size: 100,
      spec_code: 'vault.backup.server.normal',
      status: 'available',
      storage_unit: '',
      used: 0,
      frozen_scene: '',
    },
    resources: [],
    tags: [{ key: 'team', value: 'blue' }],
    auto_bind: false,
    auto_expand: false,
    bind_rules: {},
    locked: false,
    smn_notify: false,
    threshold: 90,
  });
  const one = `${path}/${String(id)}`;
  const change = { vault: { name: 'box', billing: { size: 200 }, smn_notify: true, locked: true } };
  const changed = (await anna.sdk('PUT', one, change))['vault'] as Json;
  const { size, status } = changed['billing'] as Json;
  assert.deepEqual(
    [changed['name'], size, status, changed['locked'], changed['smn_notify']],
    ['box', 200, 'lock', true, true],
  );
  assert.deepEqual([changed['threshold'], changed['tags']], [90, made['tags']]);
  const shown = await anna.sdk('GET', one);
  assert.deepEqual(shown['vault'], changed);
  const summary = await anna.sdk('GET', `${path}/summary`);
  assert.deepEqual([summary['size'], summary['used_size']], [200, 0]);
  assert.equal((await anna.sdk('DELETE', one))['httpStatusCode'], 204);
  assert.equal(await refusal(anna, 'GET', one), '404 BackupService.6105');
});

test('vaults are found by what they are', async (t) => {
  const { service, anna, path } = await setUp(t);
  const serverId = await runningServer(service, anna);
  const first = await vaultOf(anna, { resources: [serverResource(serverId)] });
  const billing = { object_type: 'disk', protect_type: 'replication' };
  const second = await vaultOf(anna, { name: 'other' }, billing);
  await anna.ask('PUT', `${path}/${second}`, { vault: { locked: true } });
  for (const [query, ids] of [
    ['', [second, first]],
    ['name=safe', [first]],
    ['name=saf', []],
    [`id=${first}`, [first]],
    ['id=none', []],
    ['status=lock', [second]],
    ['status=available', [first]],
    ['status=frozen', []],
    ['object_type=server', [first]],
    ['object_type=turbo', []],
    ['protect_type=replication', [second]],
    ['cloud_type=hybrid', []],
    ['cloud_type=public', [second, first]],
    ['policy_id=p', []],
    [`resource_ids=${serverId}`, [first]],
    ['resource_ids=none', []],
  ] as const) {
    const { body } = await anna.ask('GET', `${path}?${query}`);
    const vaults = body['vaults'] as Json[];
    assert.deepEqual([body['count'], vaults.map(({ id }) => id)], [ids.length, ids], query);
  }
  const { body } = await anna.ask('GET', `${path}?limit=1&offset=1`);
  const { vaults, ...page } = body;
  assert.deepEqual(page, { count: 2, limit: 1, offset: 1 });
  assert.equal((vaults as Json[])[0]?.['id'], first);
});

test('servers are taken into a vault and out of it', async (t) => {
  const { service, anna, path } = await setUp(t);
  const serverId = await runningServer(service, anna, {
    root_volume: { volumetype: 'SSD', size: 4 },
  });
  const vaultId = await vaultOf(anna);
  const other = await vaultOf(anna);
  const one = `${path}/${vaultId}`;
  const resources = [serverResource(serverId)];
  const added = await anna.sdk('POST', `${one}/addresources`, { resources });
  assert.deepEqual(added['add_resource_ids'], [serverId]);
  const shown = (await anna.ask('GET', one)).body['vault'] as Json;
  assert.deepEqual(shown['resources'], [
    {
      id: serverId,
      name: 'web',
      type: 'OS::Nova::Server',
      size: 4,
      protect_status: 'available',
      extra_info: {},
    },
  ]);
  assert.equal((shown['billing'] as Json)['allocated'], 4);
  for (const id of [vaultId, other]) {
    const again = await refusal(anna, 'POST', `${path}/${id}/addresources`, { resources });
    assert.equal(again, '400 BackupService.6103');
  }
  const disk = { resources: [{ id: serverId, type: 'OS::Cinder::Volume' }] };
  const wrong = await refusal(anna, 'POST', `${one}/addresources`, disk);
  assert.equal(wrong, '400 BackupService.6102');
  const gone = await anna.sdk('POST', `${one}/removeresources`, { resource_ids: [serverId] });
  assert.deepEqual(gone['remove_resource_ids'], [serverId]);
  await anna.sdk('POST', `${path}/${other}/addresources`, { resources });
});

test('what cannot be made is refused with the code of its reason', async (t) => {
  const { client, anna, path } = await setUp(t);
  for (const [vault, billing, code] of [
    [{}, { size: 9 }, '6101'],
    [{}, { size: 10_485_761 }, '6101'],
    [{}, { object_type: 'turbo' }, '9900'],
    [{}, { protect_type: 'hybrid' }, '9900'],
    [{}, { charging_mode: 'pre_paid' }, '9900'],
    [{ name: '' }, {}, '9900'],
    [{ name: 'x'.repeat(65) }, {}, '9900'],
    [{ resources: undefined }, {}, '9900'],
    [{ resources: [{ id: 'a', type: 'OS::Sfs::Turbo' }] }, {}, '6102'],
    [{ auto_bind: true }, {}, '9900'],
    [{ auto_expand: true }, {}, '9900'],
    [{ backup_policy_id: 'p' }, {}, '9900'],
  ] as const) {
    const refused = await refusal(anna, 'POST', path, newVault(vault, billing));
    assert.equal(refused, `400 BackupService.${code}`, JSON.stringify([vault, billing]));
  }
  assert.equal(await refusal(anna, 'POST', path), '400 BackupService.9900');
  const reader = await client({ role: 'reader', project: anna.project });
  assert.equal(await refusal(reader, 'POST', path, newVault()), '403 BackupService.9998');
  const elsewhere = await (await client()).ask('GET', path);
  assert.deepEqual([elsewhere.status, elsewhere.body['error_code']], [403, 'BackupService.9998']);
});

test('calls that are not served say why', async (t) => {
  const { anna } = await setUp(t);
  for (const { method, path, reason } of unsupportedCbrCalls) {
    const asked = path
      .replace(':project_id', anna.project.id)
      .replaceAll(/:(?:vault|backup)_id/g, 'any');
    const { status, body } = await anna.ask(method, asked);
    assert.equal(status, 400, path);
    assert.deepEqual(body, { error_code: 'BackupService.9900', error_msg: reason });
  }
});
