// A whole server backed up, made an image and shared by clients of Huawei Cloud: every call that is served of its backup service, sent by its SDK against the
// real program and real QEMUs: signed with an access key, and with a token. The system is a disk without one: what matters is that its bytes are kept.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { cbrService } from '../../scripts/docs/cbr/coverage.ts';
import { endpoints as serverCalls } from '../../scripts/docs/ecs/endpoints.ts';
import { coverageOf } from '../../scripts/docs/huawei/coverage.ts';
import { endpoints as imageCalls } from '../../scripts/docs/ims/endpoints.ts';
import { Caller, clientOf, type Json } from './support/huawei-caller.ts';
import { object, useHuaweiService } from './support/huawei-service.ts';
import { qemusOf } from './support/qemu-processes.ts';
import { checkout } from './support/service-process.ts';
import { waitUntil } from './support/wait-until.ts';

const calls = [...cbrService.endpoints, ...serverCalls, ...imageCalls];

const service = useHuaweiService();

/** The body that makes a vault for backups of servers. */
function vaultOf(size: number): { data: { vault: object } } {
  const billing = {
    consistent_level: 'crash_consistent',
    object_type: 'server',
    protect_type: 'backup',
    size,
  };
  return { data: { vault: { name: 'safe', billing, resources: [] } } };
}

for (const by of ['key', 'token'] as const) {
  describe(`the SDK with ${by === 'key' ? 'an access key' : 'a token'}`, () => {
    const called = new Set<string>();
    let owner: Caller;
    let recipient: Caller;
    let serverId: string;
    let vaultId: string;
    let backupId: string;
    let imageId: string;

    const caller = async (name: 'owner' | 'recipient'): Promise<Caller> => {
      const way = by === 'key' ? by : { token: { host: 'cbr.example.test' } };
      const { client, projectId } = await clientOf(service(), name, way);
      return new Caller(client, projectId, calls, called);
    };
    const backup = async (of = owner): Promise<Json> => {
      const params = { backup_id: backupId };
      return (await of.call<{ backup: Json }>('ShowBackup', { params })).backup;
    };

    before(async () => {
      owner = await caller('owner');
      recipient = await caller('recipient');
      const { job } = await owner.carryOut('CreateImage', {
        data: {
          name: 'system',
          image_url: object,
          min_disk: 40,
          os_version: 'Debian 12.0 64bit',
        },
      });
      const { begun } = await owner.carryOut('CreatePostPaidServers', {
        data: {
          server: {
            name: 'shop',
            imageRef: job.entities['image_id'],
            flavorRef: 's1.small',
            vpcid: 'vpc-1',
            nics: [{ subnet_id: 'subnet-1' }],
            root_volume: { volumetype: 'SSD' },
            data_volumes: [{ volumetype: 'SAS', size: 40 }],
          },
        },
      });
      serverId = (begun['serverIds'] as string[])[0] ?? assert.fail();
    });

    test('makes a vault for the server', async () => {
      const { vault } = await owner.call<{ vault: Json }>('CreateVault', vaultOf(100));
      vaultId = String(vault['id']);
      const params = { vault_id: vaultId };
      await owner.call('UpdateVault', { params, data: { vault: { name: 'large' } } });
      const resources = [{ id: serverId, type: 'OS::Nova::Server' }];
      await owner.call('AddVaultResource', { params, data: { resources } });
      const { vaults } = await owner.call<{ vaults: Json[] }>('ListVault', {
        query: { name: 'large', object_type: 'server' },
      });
      const found = vaults.map(({ id, billing }) => [id, (billing as Json)['allocated']]);
      assert.deepEqual(found, [[vaultId, 80]]);
    });

    test('backs the running server up', async () => {
      const parameters = { name: 'nightly', auto_trigger: false, incremental: true };
      const { checkpoint } = await owner.call<{ checkpoint: Json }>('CreateCheckpoint', {
        data: { checkpoint: { vault_id: vaultId, parameters } },
      });
      const params = { checkpoint_id: String(checkpoint['id']) };
      await waitUntil('the backup is available', 120, async () => {
        const shown = await owner.call<{ checkpoint: Json }>('ShowCheckpoint', { params });
        assert.notEqual(shown.checkpoint['status'], 'error');
        return shown.checkpoint['status'] === 'available' ? true : undefined;
      });
      const { backups } = await owner.call<{ backups: Json[] }>('ListBackups', {
        query: { vault_id: vaultId, resource_id: serverId },
      });
      const [found = assert.fail()] = backups;
      backupId = String(found['id']);
      const sizes = (found['children'] as Json[]).map((child) => child['resource_size']);
      assert.deepEqual([found['status'], sizes], ['available', [40, 40]]);
      assert.equal(qemusOf(service().data).length, 1);
      const renamed = { params: { backup_id: backupId }, data: { backup: { name: 'kept' } } };
      await owner.call('UpdateBackup', renamed);
      assert.equal((await backup())['name'], 'kept');
      const { used_size: used } = await owner.call('ShowSummary');
      assert.ok(Number(used) > 0 && Number(used) < 80 * 1024);
    });

    test('makes an image of it, and shares it', async () => {
      const { job } = await owner.carryOut('CreateWholeImage', {
        data: { name: 'whole', backup_id: backupId, whole_image_type: 'CBR' },
      });
      imageId = String(job.entities['image_id']);
      const params = { backup_id: backupId };
      await owner.call('AddMember', { params, data: { members: [recipient.projectId] } });
      const { members } = await owner.call<{ members: Json[] }>('ShowMembersDetail', { params });
      assert.deepEqual(
        members.map((member) => [member['dest_project_id'], member['status'], member['image_id']]),
        [[recipient.projectId, 'pending', imageId]],
      );
    });

    test('accepts it into a vault with just enough room', async () => {
      const made = await recipient.call<{ vault: Json }>('CreateVault', vaultOf(79));
      const params = { backup_id: backupId, member_id: recipient.projectId };
      const small = String(made.vault['id']);
      const answer = { status: 'accepted', vault_id: small };
      await assert.rejects(recipient.call('UpdateMemberStatus', { params, data: answer }), {
        httpStatusCode: 400,
        errorCode: 'BackupService.6129',
      });
      await recipient.call('UpdateVault', {
        params: { vault_id: small },
        data: { vault: { billing: { size: 80 } } },
      });
      await recipient.call('UpdateMemberStatus', { params, data: answer });
      const { member } = await recipient.call<{ member: Json }>('ShowMemberDetail', { params });
      assert.deepEqual([member['status'], member['vault_id']], ['accepted', small]);
      const shared = await backup(recipient);
      assert.deepEqual([shared['vault_id'], shared['project_id']], [small, owner.projectId]);
      const { vault } = await recipient.call<{ vault: Json }>('ShowVault', {
        params: { vault_id: small },
      });
      assert.equal((vault['billing'] as Json)['used'], 80 * 1024);
    });

    test('takes the share back, and deletes all', async () => {
      const params = { backup_id: backupId, member_id: recipient.projectId };
      await owner.call('DeleteMember', { params });
      await assert.rejects(backup(recipient), {
        httpStatusCode: 404,
        errorCode: 'BackupService.6200',
      });
      await assert.rejects(owner.call('DeleteBackup', { params }), {
        httpStatusCode: 400,
        errorCode: 'BackupService.6204',
      });
      const image = { image_id: imageId };
      await owner.call('GlanceDeleteImage', { params: image, data: { delete_backup: false } });
      await owner.call('DeleteBackup', { params });
      const vault = { vault_id: vaultId };
      const removal = { resource_ids: [serverId] };
      await owner.call('RemoveVaultResource', { params: vault, data: removal });
      await owner.call('DeleteVault', { params: vault });
      const servers = [{ id: serverId }];
      await owner.carryOut('DeleteServers', { data: { servers, delete_volume: true } });
      assert.deepEqual(qemusOf(service().data), []);
    });

    test('has made every call that is served', () => {
      const served = [...coverageOf(checkout, cbrService)].flatMap(([{ name }, { kind }]) =>
        kind === 'served' ? [name] : [],
      );
      assert.deepEqual(
        served.filter((name) => !called.has(name)),
        [],
      );
    });
  });
}
