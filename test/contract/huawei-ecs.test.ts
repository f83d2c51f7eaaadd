// From an accepted image to a server and a disk by clients of Huawei Cloud: every call that is served of its server and disk services, sent by its SDK
// against the real program and real QEMUs: signed with an access key, and with a token. The system is a disk without one: what matters is that it is run.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { ecsService } from '../../scripts/docs/ecs/coverage.ts';
import { evsService } from '../../scripts/docs/evs/coverage.ts';
import { coverageOf } from '../../scripts/docs/huawei/coverage.ts';
import { endpoints as imageCalls } from '../../scripts/docs/ims/endpoints.ts';
import { Caller, clientOf, type Json } from './support/huawei-caller.ts';
import { object, useHuaweiService } from './support/huawei-service.ts';
import { qemusOf } from './support/qemu-processes.ts';
import { checkout } from './support/service-process.ts';

const calls = [...ecsService.endpoints, ...evsService.endpoints, ...imageCalls];

const service = useHuaweiService();

async function caller(
  name: 'owner' | 'recipient',
  by: 'key' | 'token',
  called: Set<string>,
): Promise<Caller> {
  const way = by === 'key' ? by : { token: { host: 'ecs.example.test' } };
  const { client, projectId } = await clientOf(service(), name, way);
  return new Caller(client, projectId, calls, called);
}

/** The owner's image of each kind, which the recipient has accepted. */
async function acceptedImages(owner: Caller, recipient: Caller) {
  const source = { image_url: object, min_disk: 40 };
  const made = async (call: string, data: object): Promise<string> => {
    const { job } = await owner.carryOut(call, { data: { ...source, ...data } });
    return String(job.entities['image_id']);
  };
  const os_version = 'Debian 12.0 64bit';
  const first = await made('CreateImage', { name: 'first', os_version });
  const second = await made('CreateImage', { name: 'second', os_version });
  const data = await made('CreateDataImage', { name: 'facts' });
  const images = [first, second, data];
  await owner.carryOut('BatchAddMembers', { data: { images, projects: [recipient.projectId] } });
  await recipient.carryOut('BatchUpdateMembers', {
    data: { images, project_id: recipient.projectId, status: 'accepted' },
  });
  return { first, second, data };
}

interface Shown {
  readonly status: string;
  readonly image: { readonly id: string };
  readonly 'os-extended-volumes:volumes_attached': readonly Json[];
}

for (const by of ['key', 'token'] as const) {
  describe(`the SDK with ${by === 'key' ? 'an access key' : 'a token'}`, () => {
    const called = new Set<string>();
    let owner: Caller;
    let user: Caller;
    let images: { first: string; second: string; data: string };
    let serverId: string;
    let volumeId: string;

    const shown = async (): Promise<Shown> => {
      const params = { server_id: serverId };
      return (await user.call<{ server: Shown }>('ShowServer', { params })).server;
    };
    const carryOut = async (call: string, data?: object, more: Record<string, string> = {}) => {
      const params = { server_id: serverId, ...more };
      return await user.carryOut(call, { params, ...(data === undefined ? {} : { data }) });
    };

    before(async () => {
      owner = await caller('owner', by, called);
      user = await caller('recipient', by, called);
      images = await acceptedImages(owner, user);
    });

    test('makes a server of an accepted image, with a key pair of its own', async () => {
      const { flavors } = await user.call<{ flavors: Json[] }>('ListFlavors');
      await user.call('NovaCreateKeypair', { data: { keypair: { name: `pair-${by}` } } });
      const { keypairs } = await user.call<{ keypairs: Json[] }>('NovaListKeypairs');
      assert.ok(keypairs.length > 0);
      const server = {
        name: 'web',
        imageRef: images.first,
        flavorRef: flavors[0]?.['id'],
        vpcid: 'vpc-1',
        nics: [{ subnet_id: 'subnet-1' }],
        root_volume: { volumetype: 'SSD' },
        key_name: `pair-${by}`,
      };
      const rehearsal = { data: { dry_run: true, server } };
      await assert.rejects(user.call('CreatePostPaidServers', rehearsal), /202/);
      const { begun } = await user.carryOut('CreatePostPaidServers', { data: { server } });
      serverId = (begun['serverIds'] as string[])[0] ?? assert.fail();
      const { status, image } = await shown();
      assert.deepEqual([status, image.id], ['ACTIVE', images.first]);
      assert.deepEqual(
        qemusOf(service().data).map((qemu) => qemu.serverId),
        [serverId],
      );
      await user.call('NovaDeleteKeypair', { params: { keypair_name: `pair-${by}` } });
    });

    test('lists and renames it', async () => {
      const params = { server_id: serverId };
      await user.call('UpdateServer', { params, data: { server: { name: 'db' } } });
      const list = await user.call<{ servers: Json[] }>('ListServersDetails', {
        query: { name: 'db' },
      });
      assert.deepEqual(
        list.servers.map(({ id }) => id),
        [serverId],
      );
    });

    test('makes a disk of an accepted image, and gives it to the running server', async () => {
      const volume = { volume_type: 'SSD', size: 40, imageRef: images.data, name: 'facts' };
      const { begun } = await user.carryOut('CreateVolume', { data: { volume } });
      volumeId = (begun['volume_ids'] as string[])[0] ?? assert.fail();
      await carryOut('AttachServerVolume', { volumeAttachment: { volumeId } });
      const params = { server_id: serverId, volume_id: volumeId };
      const devices = await user.call<{ volumeAttachments: Json[] }>('ListServerBlockDevices', {
        params,
      });
      assert.equal(devices.volumeAttachments.length, 2);
      const one = await user.call<{ volumeAttachment: Json }>('ShowServerBlockDevice', { params });
      assert.equal(one.volumeAttachment['device'], '/dev/vdb');
      const { volume: disk } = await user.call<{ volume: Json }>('ShowVolume', { params });
      assert.equal(disk['status'], 'in-use');
    });

    test('changes the OS, puts it up anew, and the disk stays', async () => {
      const systemOf = (server: Shown): unknown =>
        server['os-extended-volumes:volumes_attached'].find(({ bootIndex }) => bootIndex === '0');
      const old = await shown();
      const login = { adminpass: 'Secret-1234', mode: 'withStopServer' };
      const change = { imageid: images.second, ...login };
      await carryOut('ChangeServerOsWithCloudInit', { 'os-change': change });
      const changed = await shown();
      assert.deepEqual([changed.status, changed.image.id], ['ACTIVE', images.second]);
      assert.notDeepEqual(systemOf(changed), systemOf(old));
      assert.equal(changed['os-extended-volumes:volumes_attached'].length, 2);
      await carryOut('ChangeServerOsWithoutCloudInit', {
        'os-change': { ...change, imageid: images.first },
      });
      for (const call of ['ReinstallServerWithCloudInit', 'ReinstallServerWithoutCloudInit']) {
        await carryOut(call, { 'os-reinstall': login });
      }
    });

    test('stops, starts and restarts it', async () => {
      const servers = [{ id: serverId }];
      await carryOut('BatchStopServers', { 'os-stop': { type: 'HARD', servers } });
      assert.equal((await shown()).status, 'SHUTOFF');
      assert.deepEqual(qemusOf(service().data), []);
      await carryOut('BatchStartServers', { 'os-start': { servers } });
      await carryOut('BatchRebootServers', { reboot: { type: 'HARD', servers } });
      assert.equal((await shown()).status, 'ACTIVE');
    });

    test('makes images of the running server and of its disk', async () => {
      const { job } = await user.carryOut('CreateImage', {
        data: { name: 'made', instance_id: serverId },
      });
      const { images: found } = await user.call<{ images: Json[] }>('ListImages', {
        query: { id: job.entities['image_id'] },
      });
      assert.equal(found[0]?.['__data_origin'], `instance,${serverId}`);
      await user.carryOut('CreateImage', {
        data: { data_images: [{ name: 'made', volume_id: volumeId }] },
      });
    });

    test('cannot put it up anew once the image is withdrawn; it runs on', async () => {
      const pairs = { images: [images.first], projects: [user.projectId] };
      await owner.carryOut('BatchDeleteMembers', { data: pairs });
      const data = { 'os-reinstall': { mode: 'withStopServer' } };
      const params = { server_id: serverId };
      await assert.rejects(user.call('ReinstallServerWithCloudInit', { params, data }), {
        httpStatusCode: 400,
        errorCode: 'Ecs.0031',
      });
      assert.equal((await shown()).status, 'ACTIVE');
    });

    test('takes the disk back, renames it, makes it larger and deletes it', async () => {
      // Nor anybody who would let go of a disk.
      const servers = [{ id: serverId }];
      await carryOut('BatchStopServers', { 'os-stop': { type: 'HARD', servers } });
      await carryOut('DetachServerVolume', undefined, { volume_id: volumeId });
      const params = { volume_id: volumeId };
      await user.call('UpdateVolume', { params, data: { volume: { name: 'more' } } });
      await user.carryOut('ResizeVolume', { params, data: { 'os-extend': { new_size: 50 } } });
      const list = await user.call<{ volumes: Json[] }>('ListVolumes', { query: { name: 'more' } });
      assert.deepEqual(
        list.volumes.map(({ id, size }) => [id, size]),
        [[volumeId, 50]],
      );
      await user.carryOut('DeleteVolume', { params });
      const volume = { volume_type: 'SSD', size: 1 };
      const { begun } = await user.carryOut('CreatePostPaidVolume', { data: { volume } });
      const [other = ''] = begun['volume_ids'] as string[];
      await user.carryOut('DeleteVolume', { params: { volume_id: other } });
    });

    test('makes two at once by the newer call, and deletes all', async () => {
      const { begun, job } = await user.carryOut('CreateServers', {
        data: {
          server: {
            name: 'many',
            count: 2,
            imageRef: images.second,
            flavorRef: 's1.small',
            vpcid: 'vpc-1',
            nics: [{ subnet_id: 'subnet-1' }],
            root_volume: { volumetype: 'SAS', size: 41 },
          },
        },
      });
      const serverIds = begun['serverIds'] as string[];
      const parts = job.entities['sub_jobs'] as Json[];
      assert.deepEqual(
        parts.map(({ status, job_type }) => [status, job_type]),
        serverIds.map(() => ['SUCCESS', 'createSingleServer']),
      );
      const servers = [...serverIds, serverId].map((id) => ({ id }));
      await user.carryOut('DeleteServers', { data: { servers, delete_volume: true } });
      assert.deepEqual(qemusOf(service().data), []);
    });

    test('has made every call that is served', () => {
      const served = [ecsService, evsService].flatMap((each) =>
        [...coverageOf(checkout, each)].flatMap(([{ name }, { kind }]) =>
          kind === 'served' ? [name] : [],
        ),
      );
      assert.deepEqual(
        [...new Set(served)].filter((name) => !called.has(name)),
        [],
      );
    });
  });
}
