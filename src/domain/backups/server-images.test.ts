// Full-server images: what they are made of, what is made of them, and what becomes of those that are shared.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultOf } from '../disks/disks.fixture.ts';
import { deleteImage } from '../images/delete-image.ts';
import { openBytes } from '../images/read-bytes.ts';
import { updateImage } from '../images/update-image.ts';
import { changeOs } from '../servers/change-os.ts';
import { createSameServers } from '../servers/create-same-servers.ts';
import { createServers } from '../servers/create-servers.ts';
import { plain } from '../servers/servers.fixture.ts';
import { showServer } from '../servers/show-server.ts';
import { checkAnswers } from '../sharing/check-answers.ts';
import { ownOffer } from '../sharing/member.ts';
import { shareImages } from '../sharing/share-images.ts';
import { backUpServer } from './back-up-server.ts';
import { fakeBackups } from './backups.fixture.ts';
import { deleteBackup } from './delete-backup.ts';
import { listBackupMembers } from './list-backup-members.ts';
import { listBackups, showBackup } from './list-backups.ts';
import { makeServerImage } from './make-server-image.ts';
import { restoreBackup } from './restore-backup.ts';

const gib = 1024;
const image = { name: 'whole' };

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
