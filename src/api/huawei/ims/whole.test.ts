import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { Settings } from '../../../domain/settings.ts';
import { FakeEngine } from '../../../drivers/engine/fake-engine.ts';
import { vaultOf } from '../cbr/cbr.fixture.ts';
import { jobOf, newServer, runningServer } from '../ecs/ecs.fixture.ts';
import { codeOf, imsWorld, type Client, type Json } from './ims.fixture.ts';

const action = '/v1/cloudimages/wholeimages/action';
const batch = '/v1/cloudimages/members';

interface Pair {
  readonly status: string;
  readonly error_code?: string;
}

const disks = {
  root_volume: { volumetype: 'SSD', size: 3 },
  data_volumes: [{ volumetype: 'SAS', size: 10 }],
};

/** A server with disks of 3 and 10 GB, and a vault of 100. */
async function setUp(t: TestContext, settings: Partial<Settings> = {}) {
  const { service, client } = await imsWorld(t, new FakeEngine(), settings);
  const anna = await client();
  const serverId = await runningServer(service, anna, disks);
  const vaultId = await vaultOf(anna);
  const source = { instance_id: serverId, vault_id: vaultId };
  /** The job of an image that is made. */
  const make = async (body: object, by = anna): Promise<Json> => {
    const answer = await by.ask('POST', action, { name: 'whole', ...body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return await jobOf(service, by, answer.body);
  };
  const imageId = async (): Promise<string> =>
    String(((await make(source))['entities'] as Json)['image_id']);
  const refusal = async (body: object, by = anna): Promise<string> => {
    const { status, body: refused } = await by.ask('POST', action, { name: 'whole', ...body });
    return `${status} ${codeOf(refused)}`;
  };
  /** The code of the first pair of a batch, or `success`. */
  const pair = async (by: Client, method: string, body: object): Promise<string> => {
    const { body: begun } = await by.ask(method, batch, body);
    const job = (await jobOf(service, by, begun)) as { entities: { results: Pair[] } };
    const [first] = job.entities.results;
    return first?.error_code ?? first?.status ?? 'success';
  };
  const offer = async (image: string, to: Client): Promise<string> =>
    await pair(anna, 'POST', { images: [image], projects: [to.project.id] });
  const accept = async (image: string, by: Client, vault?: string): Promise<string> =>
    await pair(by, 'PUT', {
      images: [image],
      project_id: by.project.id,
      status: 'accepted',
      ...(vault === undefined ? {} : { vault_id: vault }),
    });
  return {
    service,
    client,
    anna,
    serverId,
    vaultId,
    source,
    make,
    imageId,
    refusal,
    offer,
    accept,
  };
}

async function shownImage(client: Client, imageId: unknown): Promise<Json> {
  const { body } = await client.ask('GET', `/v2/cloudimages?id=${String(imageId)}`);
  return (body['images'] as Json[])[0] ?? assert.fail();
}

describe('a full-server image', () => {
  test('is made of a server by way of a backup', async (t) => {
    const { service, anna, serverId, source } = await setUp(t);
    const begun = await anna.sdk('POST', action, {
      name: 'whole',
      description: 'all of it',
      image_tags: [{ key: 'team', value: 'blue' }],
      min_ram: 128,
      max_ram: 4096,
      ...source,
    });
    const job = await jobOf(service, anna, begun);
    assert.deepEqual(
      [job['status'], job['job_type']],
      ['SUCCESS', 'imsCreateWholeImageByInstanceJob'],
    );
    const entities = job['entities'] as Json;
    assert.equal(entities['image_name'], 'whole');
    const image = await shownImage(anna, entities['image_id']);
    const { name, status, min_disk, min_ram, max_ram, tags, visibility } = image;
    assert.deepEqual(
      { name, status, min_disk, min_ram, max_ram, tags, visibility },
      {
        name: 'whole',
        status: 'active',
        min_disk: 3,
        min_ram: 128,
        max_ram: '4096',
        tags: ['team=blue'],
        visibility: 'private',
      },
    );
    const { __whole_image, __backup_id, __data_origin, __description } = image;
    assert.deepEqual(
      { __whole_image, __backup_id, __data_origin, __description },
      {
        __whole_image: 'true',
        __backup_id: entities['backup_id'],
        __data_origin: `instance,${serverId}`,
        __description: 'all of it',
      },
    );
    assert.equal(image['virtual_env_type'], 'FusionCompute');
    assert.deepEqual(await anna.list('__whole_image=true'), [entities['image_id']]);
  });

  test('is made of a backup, of which it is the only one', async (t) => {
    const { anna, serverId, vaultId, make, refusal, service } = await setUp(t);
    const checkpoint = { vault_id: vaultId, parameters: { name: 'b', resources: [serverId] } };
    const { body } = await anna.ask('POST', `/v3/${anna.project.id}/checkpoints`, { checkpoint });
    const backupId = String((body['checkpoint'] as Json)['id']);
    const ofBackup = { backup_id: backupId, whole_image_type: 'CBR' };
    assert.equal(await refusal(ofBackup), '400 IMG.0032');
    await service.runJobs();
    const job = await make(ofBackup);
    assert.deepEqual(
      [job['status'], job['job_type']],
      ['SUCCESS', 'imsCreateWholeImageByBackupJob'],
    );
    const image = await shownImage(anna, (job['entities'] as Json)['image_id']);
    assert.equal(image['__backup_id'], backupId);
    assert.equal(await refusal(ofBackup), '400 IMG.0134');
  });

  test('is refused with the code of its reason', async (t) => {
    const { client, anna, serverId, vaultId, source, refusal } = await setUp(t);
    const none = crypto.randomUUID();
    const small = await vaultOf(anna, {}, { size: 12 });
    const copies = await vaultOf(anna, {}, { protect_type: 'replication' });
    const locked = await vaultOf(anna, { locked: true });
    for (const [body, code] of [
      [{}, 'IMG.0012'],
      [{ instance_id: serverId }, 'IMG.0184'],
      [{ instance_id: serverId, vault_id: none }, 'IMG.0184'],
      [{ instance_id: serverId, vault_id: small }, 'IMG.0182'],
      [{ instance_id: serverId, vault_id: copies }, 'IMG.0193'],
      [{ instance_id: serverId, vault_id: locked }, 'IMG.0188'],
      [{ instance_id: none, vault_id: vaultId }, 'IMG.0005'],
      [{ ...source, backup_id: none }, 'IMG.0105'],
      [{ backup_id: none }, 'IMG.0190'],
      [{ backup_id: none, whole_image_type: 'CBR' }, 'IMG.0020'],
      [{ ...source, name: '' }, 'IMG.0013'],
      [{ ...source, name: ' a' }, 'IMG.0003'],
      [{ ...source, min_ram: -1 }, 'IMG.0055'],
    ] as const) {
      assert.equal(await refusal(body), `400 ${code}`, JSON.stringify(body));
    }
    const reader = await client({ role: 'reader', project: anna.project });
    assert.equal(await refusal(source, reader), '403 IMG.0026');
  });

  test('is neither exported, copied nor downloaded; its backup may go with it', async (t) => {
    const { anna, service, imageId, refusal } = await setUp(t);
    const image = await imageId();
    const file = { bucket_url: 'disks:out', is_quick_export: true };
    const exported = await anna.ask('POST', `/v1/cloudimages/${image}/file`, file);
    assert.equal(codeOf(exported.body), 'IMG.0128');
    const copied = await anna.ask('POST', `/v1/cloudimages/${image}/copy`, { name: 'copy' });
    assert.equal(codeOf(copied.body), 'IMG.0130');
    const bytes = await anna.request('GET', `/v2/images/${image}/file`);
    assert.equal(bytes.status, 403);
    const { __backup_id: backupId } = await shownImage(anna, image);
    const headers = { host: 'ims.example.test' };
    const kept = await anna.request('DELETE', `/v2/images/${image}`, { headers, body: {} });
    assert.equal(kept.status, 204);
    const again = { backup_id: backupId, whole_image_type: 'CBR' };
    const { body } = await anna.ask('POST', action, { name: 'again', ...again });
    const job = await jobOf(service, anna, body);
    const other = String((job['entities'] as Json)['image_id']);
    await anna.sdk('DELETE', `/v2/images/${other}`, { delete_backup: true });
    assert.equal(await refusal(again), '400 IMG.0020');
  });

  test('is shared with ten projects at most', async (t) => {
    const { client, imageId, offer } = await setUp(t, { membersPerServerImage: 1 });
    const image = await imageId();
    assert.equal(await offer(image, await client()), 'success');
    assert.equal(await offer(image, await client()), 'IMG.0088');
  });

  test('is accepted into a vault that takes it in, and into no other', async (t) => {
    const { client, imageId, offer, accept } = await setUp(t);
    const bert = await client();
    const image = await imageId();
    await offer(image, bert);
    const elsewhere = await client({ region: 'RegionTwo' });
    for (const [vaultId, code] of [
      [undefined, 'IMG.0184'],
      [crypto.randomUUID(), 'IMG.0184'],
      [await vaultOf(elsewhere), 'IMG.0184'],
      [await vaultOf(bert, {}, { size: 12 }), 'IMG.0182'],
      [await vaultOf(bert, { locked: true }), 'IMG.0188'],
      [await vaultOf(bert, {}, { protect_type: 'replication' }), 'IMG.0193'],
      [await vaultOf(bert, {}, { object_type: 'disk' }), 'IMG.0193'],
    ] as const) {
      assert.equal(await accept(image, bert, vaultId), code);
    }
    const native = `/v2/images/${image}/members/${bert.project.id}`;
    const answer = { status: 'accepted' };
    await assert.rejects(bert.sdk('PUT', native, answer), { errorCode: 'IMG.0184' });
    const vaultId = await vaultOf(bert, {}, { size: 13 });
    assert.equal(await accept(image, bert, vaultId), 'success');
    const shown = await shownImage(bert, `${image}&__imagetype=shared`);
    assert.equal(shown['__whole_image'], 'true');
    await bert.sdk('PUT', native, { status: 'rejected' });
    const again = await bert.sdk('PUT', native, { status: 'accepted', vault_id: vaultId });
    assert.equal(again['status'], 'accepted');
  });

  test('becomes servers with all its disks, whose images are not shared on', async (t) => {
    const { service, client, imageId, offer, accept, make } = await setUp(t);
    const bert = await client();
    const image = await imageId();
    await offer(image, bert);
    const vaultId = await vaultOf(bert);
    await accept(image, bert, vaultId);
    const servers = `/v1/${bert.project.id}/cloudservers`;
    const create = async (other: object) =>
      await bert.ask('POST', servers, newServer(image, other));
    const small = [{ volumetype: 'SAS', size: 9 }];
    assert.equal(codeOf((await create({ data_volumes: small })).body), 'Ecs.0005');
    const larger = [{ volumetype: 'SAS', size: 20 }];
    const { body } = await create({ data_volumes: larger });
    assert.equal((await jobOf(service, bert, body))['status'], 'SUCCESS', JSON.stringify(body));
    const [serverId = ''] = body['serverIds'] as string[];
    const devices = await bert.ask('GET', `${servers}/${serverId}/block_device`);
    assert.deepEqual(
      (devices.body['volumeAttachments'] as Json[]).map(({ size }) => size),
      [3, 20],
    );
    const own = await runningServer(service, bert, disks);
    const change = { imageid: image, mode: 'withStopServer' };
    const path = `/v2/${bert.project.id}/cloudservers/${own}/changeos`;
    const changed = await bert.ask('POST', path, { 'os-change': change });
    assert.equal((await jobOf(service, bert, changed.body))['status'], 'SUCCESS');
    const job = await make({ instance_id: serverId, vault_id: vaultId }, bert);
    const onwards = String((job['entities'] as Json)['image_id']);
    const cara = await client();
    const { body: begun } = await bert.ask('POST', batch, {
      images: [onwards],
      projects: [cara.project.id],
    });
    assert.equal((await jobOf(service, bert, begun))['error_code'], 'IMG.0135');
  });
});
