// Backups of servers, the full-server images made of them, and what becomes of both.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { taskHandlers } from '../../tasks.ts';
import { faultOf } from '../disks/disks.fixture.ts';
import { deleteImage } from '../images/delete-image.ts';
import { openBytes } from '../images/read-bytes.ts';
import { updateImage } from '../images/update-image.ts';
import { showJob } from '../jobs/show-job.ts';
import { changeOs } from '../servers/change-os.ts';
import { createSameServers } from '../servers/create-same-servers.ts';
import { createServers } from '../servers/create-servers.ts';
import { deleteServers } from '../servers/delete-servers.ts';
import { plain } from '../servers/servers.fixture.ts';
import { showServer } from '../servers/show-server.ts';
import { stopServer } from '../servers/stop-server.ts';
import { checkAnswers } from '../sharing/check-answers.ts';
import { ownOffer } from '../sharing/member.ts';
import { shareImages } from '../sharing/share-images.ts';
import { updateVault } from '../vaults/update-vault.ts';
import { backUpServer } from './back-up-server.ts';
import { fakeBackups } from './backups.fixture.ts';
import { deleteBackup } from './delete-backup.ts';
import { listBackupMembers } from './list-backup-members.ts';
import { countBackups, listBackups, showBackup } from './list-backups.ts';
import { makeServerImage } from './make-server-image.ts';
import { restoreBackup } from './restore-backup.ts';
import { updateBackup } from './update-backup.ts';

const gib = 1024;
const image = { name: 'whole' };

describe('a backup of a server', () => {
  test('keeps room for all disks while it is made, and takes what they store', async (t) => {
    const { context, owner, engine, service, server, vault, roomOf, stateOf, show } =
      await fakeBackups(t);
    const serverId = await server([2, 3]);
    const vaultId = await vault(10);
    const release = engine.hold('copyDisks');
    const begun = await backUpServer(context, owner.actor, serverId, { vaultId, name: 'backup' });
    assert.deepEqual(await roomOf(vaultId), [0, 5 * gib]);
    assert.deepEqual(await stateOf(serverId), ['running', 'backing-up', null]);
    assert.deepEqual(
      (await show(serverId)).disks.map(({ status }) => status),
      ['capturing', 'capturing'],
    );
    const making = await showBackup(context, owner.actor, begun.backupId);
    assert.deepEqual(
      [making.backup.status, making.can.delete],
      ['protecting', 'backup.wrong-status'],
    );
    release();
    await service.runJobs();
    const { backup, vault: where, job } = await showBackup(context, owner.actor, begun.backupId);
    assert.deepEqual([backup.status, job?.fault, where?.id], ['available', null, vaultId]);
    assert.ok(backup.takenAt !== null);
    assert.deepEqual(
      backup.disks.map(({ slot, size, blob, stored }) => [slot, size, blob !== null, stored > 0]),
      [
        [0, 2, true, true],
        [1, 3, true, true],
      ],
    );
    assert.deepEqual(await roomOf(vaultId), [1, 0]);
    assert.deepEqual(await stateOf(serverId), ['running', null, null]);
    assert.deepEqual(
      (await show(serverId)).disks.map(({ status }) => status),
      ['in-use', 'in-use'],
    );
  });

  test('needs a vault with room for its disks, as large as they are', async (t) => {
    const { context, owner, other, server, vault } = await fakeBackups(t);
    const serverId = await server([6, 5]);
    const [small, locked, others] = [await vault(10), await vault(11), await vault(20, other)];
    await updateVault(context, owner.actor, locked, { locked: true });
    const attempt = async (vaultId: string) =>
      await backUpServer(context, owner.actor, serverId, { vaultId, name: 'backup' });
    await assert.rejects(attempt(small), faultOf('vault.too-small'));
    await assert.rejects(attempt(locked), faultOf('vault.locked'));
    await assert.rejects(attempt(others), faultOf('vault.not-found'));
    await assert.rejects(attempt('no id'), faultOf('vault.not-found'));
  });

  test('lets nothing else be done to the server meanwhile', async (t) => {
    const { context, owner, engine, service, server, vault } = await fakeBackups(t);
    const serverId = await server([1]);
    const vaultId = await vault(10);
    const release = engine.hold('copyDisks');
    await backUpServer(context, owner.actor, serverId, { vaultId, name: 'backup' });
    const again = backUpServer(context, owner.actor, serverId, { vaultId, name: 'backup' });
    await assert.rejects(again, faultOf('server.busy'));
    const stop = stopServer(context, owner.actor, serverId, { hard: true });
    await assert.rejects(stop, faultOf('server.busy'));
    release();
    await service.runJobs();
  });

  test('that fails says why, gives its room back and leaves the server alone', async (t) => {
    const { context, owner, engine, server, vault, roomOf, ended, stateOf } = await fakeBackups(t);
    const serverId = await server([1, 1]);
    const vaultId = await vault(10);
    engine.fail('copyDisks', 'no-space');
    const begun = backUpServer(context, owner.actor, serverId, { vaultId, name: 'backup', image });
    assert.equal((await ended(begun)).fault?.code, 'engine.no-space');
    const { backupId, imageId } = await begun;
    const { backup, image: made } = await showBackup(context, owner.actor, backupId);
    assert.deepEqual([backup.status, backup.fault?.code, made], ['error', 'engine.no-space', null]);
    assert.deepEqual(await roomOf(vaultId), [0, 0]);
    assert.deepEqual(await stateOf(serverId), ['running', null, null]);
    await assert.rejects(
      openBytes(context, owner.actor, imageId ?? ''),
      faultOf('image.not-found'),
    );
    await deleteBackup(context, owner.actor, backupId);
    await assert.rejects(showBackup(context, owner.actor, backupId), faultOf('backup.not-found'));
  });

  test('that was cut off is begun again, and nothing of the first attempt is left', async (t) => {
    const { context, owner, engine, service, server, vault } = await fakeBackups(t);
    const serverId = await server([1, 1]);
    const vaultId = await vault(10);
    const stop = new AbortController();
    const release = engine.hold('copyDisks');
    const order = { vaultId, name: 'backup', image };
    const begun = await backUpServer(context, owner.actor, serverId, order);
    const attempt = taskHandlers(context)['run-engine-job']({ jobId: begun.jobId }, stop.signal);
    stop.abort(new Error('the process stops'));
    release();
    await assert.rejects(attempt, /the process stops/);
    assert.deepEqual(await context.stores.staged(), []);
    await service.runJobs();
    const job = await showJob(context, owner.actor, begun.jobId);
    assert.deepEqual([job.status, job.attempts], ['succeeded', 2]);
  });

  test('is found by its words and changed by its project alone', async (t) => {
    const { context, owner, other, server, vault, backUp } = await fakeBackups(t);
    const serverId = await server([1]);
    const vaultId = await vault(10);
    const { backupId } = await backUp(serverId, { vaultId });
    await updateBackup(context, owner.actor, backupId, { name: 'before the change' });
    const found = async (filters: object) =>
      await countBackups(context, owner.actor, { ...filters });
    assert.equal(await found({ search: 'THE CHANGE' }), 1);
    assert.equal(await found({ vaultId, serverId, status: 'available' }), 1);
    assert.equal(await found({ search: 'another' }), 0);
    assert.equal(await found({ ownership: 'shared' }), 0);
    const all = { ownership: 'all', limit: 10, cursor: null } as const;
    assert.deepEqual(await listBackups(context, other.actor, all), { items: [], next: null });
    await assert.rejects(
      updateBackup(context, other.actor, backupId, { name: 'mine' }),
      faultOf('backup.not-found'),
    );
  });

  test('is restored as a new server with all its disks, which outlive it', async (t) => {
    const { context, owner, server, vault, roomOf, backUp, finish, show } = await fakeBackups(t);
    const serverId = await server([2, 3]);
    const vaultId = await vault(10);
    const { backupId } = await backUp(serverId, { vaultId });
    await finish(deleteServers(context, owner.actor, [serverId], { deleteDisks: true }));
    const restoration = { name: 'again', login: { kind: 'image' } } as const;
    const smaller = { ...restoration, diskSizes: [undefined, 2] };
    await assert.rejects(
      restoreBackup(context, owner.actor, backupId, smaller),
      faultOf('disk.too-small'),
    );
    const begun = restoreBackup(context, owner.actor, backupId, {
      ...restoration,
      diskSizes: [undefined, 4],
    });
    await finish(begun);
    const [restored = ''] = (await begun).serverIds;
    const { disks, server: made } = await show(restored);
    assert.deepEqual([made.status, made.name], ['running', 'again']);
    assert.deepEqual(
      disks.map(({ slot, size, base }) => [slot, size, base?.format]),
      [
        [0, 2, 'qcow2'],
        [1, 4, 'qcow2'],
      ],
    );
    await deleteBackup(context, owner.actor, backupId);
    assert.deepEqual(await roomOf(vaultId), [0, 0]);
    assert.equal((await show(restored)).disks[0]?.base?.format, 'qcow2');
  });

  test('goes with its project, and so do its vaults', async (t) => {
    const { context, owner, server, vault, backUp } = await fakeBackups(t);
    const serverId = await server([1]);
    const vaultId = await vault(10);
    const { backupId } = await backUp(serverId, { vaultId, image });
    await taskHandlers(context)['forget-project'](
      { projectId: owner.project.id },
      new AbortController().signal,
    );
    await assert.rejects(showBackup(context, owner.actor, backupId), faultOf('backup.not-found'));
    await assert.rejects(
      updateVault(context, owner.actor, vaultId, { name: 'still there' }),
      faultOf('vault.not-found'),
    );
  });
});

describe('a full-server image', () => {
  test('is made of a server, by way of a backup', async (t) => {
    const { server, vault, backUp, image: look } = await fakeBackups(t);
    const serverId = await server([2, 3]);
    const { backupId, imageId } = await backUp(serverId, { vaultId: await vault(10), image });
    const {
      status,
      kind,
      backupId: behind,
      minDisk,
      virtualSize,
      size,
      blob,
    } = await look(imageId);
    assert.deepEqual(
      [status, kind, behind, minDisk, virtualSize, blob !== null, (size ?? 0) > 0],
      ['active', 'server', backupId, 2, 2 * 2 ** 30, true, true],
    );
  });

  test('is made of a backup at once, one of each, and keeps it from being deleted', async (t) => {
    const { context, owner, server, vault, backUp, image: look } = await fakeBackups(t);
    const { actor } = owner;
    const { backupId } = await backUp(await server([1]), { vaultId: await vault(10) });
    const { imageId } = await makeServerImage(context, actor, backupId, image);
    assert.equal((await look(imageId)).status, 'active');
    await assert.rejects(
      makeServerImage(context, actor, backupId, image),
      faultOf('backup.has-image'),
    );
    await assert.rejects(deleteBackup(context, actor, backupId), faultOf('backup.in-use'));
    await deleteImage(context, actor, imageId);
    const again = await makeServerImage(context, actor, backupId, image);
    await deleteImage(context, actor, again.imageId, { deleteBackup: true });
    await assert.rejects(showBackup(context, actor, backupId), faultOf('backup.not-found'));
  });

  test('is not downloaded, and not for everybody', async (t) => {
    const { context, owner, server, vault, backUp } = await fakeBackups(t);
    const { imageId } = await backUp(await server([1]), { vaultId: await vault(10), image });
    await assert.rejects(
      openBytes(context, owner.actor, imageId),
      faultOf('image.download.server'),
    );
    await assert.rejects(
      updateImage(context, owner.actor, imageId, [{ set: { visibility: 'community' } }]),
      faultOf('image.visibility.server'),
    );
  });

  test('makes servers with all its disks, as large as they were or larger', async (t) => {
    const { context, owner, server, vault, backUp, make, show } = await fakeBackups(t);
    const { imageId } = await backUp(await server([2, 3]), { vaultId: await vault(10), image });
    const [id = ''] = await make({ imageId });
    assert.deepEqual(
      (await show(id)).disks.map(({ slot, size, source }) => [slot, size, source?.imageId]),
      [
        [0, 2, imageId],
        [1, 3, imageId],
      ],
    );
    const [larger = ''] = await make({
      imageId,
      diskSize: 4,
      dataDisks: [{ size: 5 }, { size: 1 }],
    });
    assert.deepEqual(
      (await show(larger)).disks.map(({ size, source }) => [size, source?.imageId ?? null]),
      [
        [4, imageId],
        [5, imageId],
        [1, null],
      ],
    );
    const wanted = { ...plain(imageId), dataDisks: [{ size: 2 }] };
    await assert.rejects(createServers(context, owner.actor, wanted), faultOf('disk.too-small'));
  });

  test('gives a server its system alone when its OS is changed, and others like it have the same disks', async (t) => {
    const {
      context,
      owner,
      server,
      vault,
      backUp,
      finish,
      show,
      imageId: plainId,
    } = await fakeBackups(t);
    const { imageId } = await backUp(await server([2, 3]), { vaultId: await vault(10), image });
    const changed = await server([1, 6]);
    const [, data] = (await show(changed)).disks;
    const change = { imageId, login: { kind: 'image' }, stopNow: true } as const;
    await finish(changeOs(context, owner.actor, changed, change));
    const { disks } = await show(changed);
    assert.deepEqual(
      disks.map(({ id, size }) => [id === data?.id, size]),
      [
        [false, 2],
        [true, 6],
      ],
    );
    const same = createSameServers(context, owner.actor, changed, { name: 'same' });
    await finish(same);
    const [sameId = ''] = (await same).serverIds;
    assert.deepEqual(
      (await show(sameId)).disks.map(({ size, source }) => [size, source?.imageId ?? null]),
      [
        [2, imageId],
        [6, null],
      ],
    );
    assert.notEqual(plainId, imageId);
  });
});

describe('a full-server image of another project', () => {
  test('is used once it is accepted into a vault, where its backup is seen', async (t) => {
    const world = await fakeBackups(t);
    const { context, other, server, vault, backUp, offer, accept, roomOf, service } = world;
    const { backupId, imageId } = await backUp(await server([6, 6]), {
      vaultId: await vault(12),
      image,
    });
    await offer(imageId);
    const wanted = { ...plain(imageId), name: 'of another' };
    await assert.rejects(
      createServers(context, other.actor, wanted),
      faultOf('image.not-accepted'),
    );
    await assert.rejects(showBackup(context, other.actor, backupId), faultOf('backup.not-found'));
    const [small, large] = [await vault(10, other), await vault(12, other)];
    const { images, needed, vaults } = await checkAnswers(context, other.actor, [imageId]);
    assert.deepEqual(images, [{ imageId, name: 'whole', needed: 12 * gib, fault: null }]);
    assert.equal(needed, 12 * gib);
    assert.deepEqual(
      vaults.map(({ vault: { id }, fault, fits }) => [id, fault?.code ?? null, fits]),
      [
        [large, null, [imageId]],
        [small, 'vault.too-small', []],
      ],
    );
    assert.ok('member' in (await accept(imageId, large)));
    assert.deepEqual(await roomOf(large, other), [0, 12 * gib]);
    const shared = { ownership: 'shared', limit: 10, cursor: null } as const;
    const { items } = await listBackups(context, other.actor, { ...shared, vaultId: large });
    assert.deepEqual(
      items.map((item) => [item.backup.id, item.shared, item.vault?.id, item.image?.id, item.can]),
      [
        [
          backupId,
          true,
          large,
          imageId,
          {
            restore: 'backup.not-owner',
            'make-image': 'backup.not-owner',
            update: 'backup.not-owner',
            delete: 'backup.not-owner',
          },
        ],
      ],
    );
    const { members } = await listBackupMembers(context, other.actor, backupId);
    assert.deepEqual(
      members.map(({ member, vaultId }) => [member.projectId, member.status, vaultId]),
      [[other.project.id, 'accepted', large]],
    );
    const { serverIds } = await createServers(context, other.actor, wanted);
    await service.runJobs();
    const made = await showServer(context, other.actor, serverIds[0] ?? '');
    assert.deepEqual([made.server.status, made.disks.map(({ size }) => size)], ['running', [6, 6]]);
  });

  test('cannot be shared on by way of a server, its backup, a restored server or its image', async (t) => {
    const world = await fakeBackups(t);
    const { context, other, server, vault, backUp, offer, accept, service } = world;
    const { imageId } = await backUp(await server([2, 2]), { vaultId: await vault(10), image });
    await offer(imageId);
    const vaultId = await vault(40, other);
    await accept(imageId, vaultId);
    const { actor } = other;
    const third = await service.person();
    const codeOf = async (made: string | null): Promise<string | undefined> => {
      const offered = { imageIds: [made ?? ''], projectIds: [third.project.id], options: ownOffer };
      const [outcome] = await shareImages(context, actor, offered);
      return outcome !== undefined && 'fault' in outcome ? outcome.fault.code : undefined;
    };
    const again = async (
      serverId: string,
    ): Promise<{ backupId: string; imageId: string | null }> => {
      const begun = await backUpServer(context, actor, serverId, { vaultId, name: 'mine', image });
      await service.runJobs();
      return begun;
    };
    const { serverIds } = await createServers(context, actor, { ...plain(imageId), name: 'b' });
    await service.runJobs();
    const first = await again(serverIds[0] ?? '');
    assert.equal(await codeOf(first.imageId), 'member.foreign-backup');
    const own = await createServers(context, actor, { ...plain(first.imageId ?? ''), name: 'c' });
    await service.runJobs();
    assert.equal(
      await codeOf((await again(own.serverIds[0] ?? '')).imageId),
      'member.foreign-backup',
    );
    const restored = await restoreBackup(context, actor, first.backupId, {
      name: 'd',
      login: { kind: 'image' },
    });
    await service.runJobs();
    const last = await again(restored.serverIds[0] ?? '');
    assert.equal(await codeOf(last.imageId), 'member.foreign-backup');
  });
});
