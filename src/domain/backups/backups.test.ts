// Backups of servers: how they are made, found, restored and deleted.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { taskHandlers } from '../../tasks.ts';
import { faultOf } from '../disks/disks.fixture.ts';
import { openBytes } from '../images/read-bytes.ts';
import { showJob } from '../jobs/show-job.ts';
import { deleteServers } from '../servers/delete-servers.ts';
import { stopServer } from '../servers/stop-server.ts';
import { updateVault } from '../vaults/update-vault.ts';
import { backUpServer } from './back-up-server.ts';
import { fakeBackups } from './backups.fixture.ts';
import { deleteBackup } from './delete-backup.ts';
import { countBackups, listBackups, showBackup } from './list-backups.ts';
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
