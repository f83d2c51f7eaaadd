import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { Person } from '../../../../test/support/person.ts';
import { fakeMachines } from '../../../domain/servers/servers.fixture.ts';
import type { EventPage } from '../events/schema.ts';
import type { Disks, Image, ImageDeletionResults } from '../images/schema.ts';
import type { Begun, Job } from '../jobs/schema.ts';
import type { Server, ServersBegun } from '../servers/schema.ts';
import type { AnswerResults, ShareResults } from '../sharing/schema.ts';
import type { Vault } from '../vaults/schema.ts';
import { inProject } from '../wire.fixture.ts';
import type { Backup, BackupBegun, BackupPage, ServerImageBegun } from './schema.ts';

const gib = 1024;

/** A server with a system disk of 3 GiB and a data disk of 2, and a vault of 20. */
async function setUp(t: TestContext) {
  const machines = await fakeMachines(t);
  const { service, owner } = machines;
  const { url } = service;
  const ask = async (method: string, path: string, body?: object, who: Person = owner) =>
    await inProject(url, who, method, path, body);
  /** What answers with 2xx. */
  const done = async <T>(method: string, path: string, body?: object, who = owner): Promise<T> => {
    const answer = await ask(method, path, body, who);
    assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  };
  /** Begins a job and waits until it has ended well. */
  const act = async <T extends Begun>(path: string, body: object, who = owner): Promise<T> => {
    const begun = await done<T>('POST', path, body, who);
    await service.runJobs();
    const job = await done<Job>('GET', `/jobs/${begun.jobId}`, undefined, who);
    assert.deepEqual([job.status, job.problem], ['succeeded', null]);
    return begun;
  };
  const vault = async (capacity = 20, who = owner): Promise<string> =>
    (await done<Vault>('POST', '/vaults', { name: 'safe', capacity }, who)).id;
  const [serverId = ''] = await machines.make({
    diskSize: 3,
    dataDisks: [{ size: 2, name: 'shop' }],
  });
  const vaultId = await vault();
  const backUp = async (name = 'nightly'): Promise<string> => {
    const path = `/servers/${serverId}/backups`;
    return (await act<BackupBegun>(path, { vaultId, name })).backupId;
  };
  const show = async (id: string, who = owner): Promise<Backup> =>
    await done('GET', `/backups/${id}`, undefined, who);
  return { ...machines, ask, done, act, vault, serverId, vaultId, backUp, show };
}

function codeOf({ status, body }: { status: number; body: unknown }): string {
  return `${status} ${(body as { code: string }).code}`;
}

describe('a backup', () => {
  test('is made of a server that runs, shown with its disks, renamed and deleted', async (t) => {
    const { ask, done, service, serverId, vaultId, show } = await setUp(t);
    const wanted = { vaultId, name: 'nightly', description: 'before the sale' };
    const path = `/servers/${serverId}/backups`;
    const begun = await done<BackupBegun>('POST', path, wanted);
    const making = await show(begun.backupId);
    assert.deepEqual([making.status, making.takenAt], ['protecting', null]);
    const server = await done<Server>('GET', `/servers/${serverId}`);
    assert.deepEqual([server.status, server.task], ['running', 'backing-up']);
    assert.equal((await done<Vault>('GET', `/vaults/${vaultId}`)).reserved, 5 * gib);
    assert.equal(codeOf(await ask('POST', path, wanted)), '409 server.busy');
    await service.runJobs();
    const backup = await show(begun.backupId);
    assert.deepEqual(
      [backup.name, backup.description, backup.status, backup.shared, backup.image],
      ['nightly', 'before the sale', 'available', false, null],
    );
    assert.deepEqual(
      [backup.server, backup.vault],
      [
        { id: serverId, name: 'one' },
        { id: vaultId, name: 'safe' },
      ],
    );
    assert.deepEqual(
      backup.disks.map(({ size, role, bootable, stored }) => [size, role, bootable, stored > 0]),
      [
        [3, 'system', true, true],
        [2, 'data', false, true],
      ],
    );
    assert.deepEqual([backup.size, backup.job?.id, backup.problem], [5, begun.jobId, null]);
    assert.deepEqual(backup.can, { restore: true, makeImage: true, update: true, delete: true });
    assert.ok(backup.takenAt !== null && backup.takenAt >= backup.createdAt);
    const { used, reserved } = await done<Vault>('GET', `/vaults/${vaultId}`);
    assert.ok(used > 0 && used < 5 * gib && reserved === 0);
    const renamed = await done<Backup>('PATCH', `/backups/${backup.id}`, { name: 'kept' });
    assert.deepEqual([renamed.name, renamed.description], ['kept', 'before the sale']);
    await done('DELETE', `/backups/${backup.id}`);
    assert.equal(codeOf(await ask('GET', `/backups/${backup.id}`)), '404 backup.not-found');
    assert.equal((await done<Vault>('GET', `/vaults/${vaultId}`)).used, 0);
    const { items } = await done<EventPage>('GET', '/events');
    const actions = items.map(({ action }) => action).filter((each) => each.startsWith('backup.'));
    assert.deepEqual(actions.at(-1), 'backup.create');
    assert.deepEqual(actions.slice(0, 2), ['backup.delete', 'backup.update']);
  });

  test('becomes a new server with all disks', async (t) => {
    const { act, done, backUp } = await setUp(t);
    const id = await backUp();
    const restoration = { name: 'again', login: { kind: 'image' } };
    const { serverIds } = await act<ServersBegun>(`/backups/${id}/servers`, restoration);
    const server = await done<Server>('GET', `/servers/${serverIds[0]}`);
    assert.deepEqual(
      [server.name, server.status, server.disks.map(({ kind, size }) => [kind, size])],
      [
        'again',
        'running',
        [
          ['system', 3],
          ['data', 2],
        ],
      ],
    );
  });

  test('makes one image, which keeps it, and goes with it when that is wanted', async (t) => {
    const { ask, done, backUp, show } = await setUp(t);
    const id = await backUp();
    const image = { name: 'whole', description: 'all of it' };
    const path = `/backups/${id}/images`;
    const { imageId } = await done<{ imageId: string }>('POST', path, image);
    const made = await done<Image>('GET', `/images/${imageId}`);
    assert.deepEqual(
      [made.name, made.kind, made.status, made.description],
      ['whole', 'server', 'active', 'all of it'],
    );
    const backup = await show(id);
    assert.deepEqual(backup.image, { id: imageId, name: 'whole' });
    assert.deepEqual(
      [backup.can.makeImage, backup.can.delete],
      ['backup.has-image', 'backup.in-use'],
    );
    assert.equal(codeOf(await ask('POST', path, image)), '409 backup.has-image');
    assert.equal(codeOf(await ask('DELETE', `/backups/${id}`)), '409 backup.in-use');
    const remove = async (imageIds: readonly string[], deleteBackups: boolean): Promise<void> => {
      const asked = { imageIds, deleteBackups };
      const { results } = await done<ImageDeletionResults>('POST', '/images/deletions', asked);
      assert.deepEqual(
        results,
        imageIds.map((each) => ({ imageId: each })),
      );
    };
    await remove([imageId], false);
    assert.equal((await show(id)).image, null);
    const again = await done<{ imageId: string }>('POST', path, image);
    await remove([again.imageId], true);
    assert.equal(codeOf(await ask('GET', `/backups/${id}`)), '404 backup.not-found');
  });

  test('needs a vault that takes it in', async (t) => {
    const { ask, done, vault, serverId } = await setUp(t);
    const [locked, small] = [await vault(), await vault(10)];
    await done('PATCH', `/vaults/${locked}`, { locked: true });
    const path = `/servers/${serverId}/backups`;
    const refusal = async (vaultId: string) =>
      codeOf(await ask('POST', path, { name: 'nightly', vaultId }));
    assert.equal(await refusal(locked), '409 vault.locked');
    assert.equal(await refusal(crypto.randomUUID()), '404 vault.not-found');
    const wanted = { name: 'other', capacity: 10, objectType: 'disk' };
    const { id } = await done<Vault>('POST', '/vaults', wanted);
    assert.equal(await refusal(id), '400 vault.wrong-type');
    const none = await ask('POST', `/servers/${crypto.randomUUID()}/backups`, {
      name: 'nightly',
      vaultId: small,
    });
    assert.equal(codeOf(none), '404 server.not-found');
  });

  test('is its project’s alone, and its readers’ to look at', async (t) => {
    const { ask, backUp, service, owner } = await setUp(t);
    const id = await backUp();
    const reader = await service.person({ role: 'reader', project: owner.project });
    const outsider = await service.person();
    const shown = (await ask('GET', `/backups/${id}`, undefined, reader)).body as Backup;
    assert.deepEqual([...new Set(Object.values(shown.can))], ['backup.forbidden']);
    for (const [method, path, body] of [
      ['PATCH', `/backups/${id}`, { name: 'other' }],
      ['DELETE', `/backups/${id}`, undefined],
      ['POST', `/backups/${id}/images`, { name: 'other' }],
    ] as const) {
      assert.equal(codeOf(await ask(method, path, body, reader)), '403 backup.forbidden');
      assert.equal(codeOf(await ask(method, path, body, outsider)), '404 backup.not-found');
    }
  });
});

describe('a full-server image', () => {
  test('is made of a server by way of a backup, and shows all its disks', async (t) => {
    const { act, done, ask, serverId, vaultId, show } = await setUp(t);
    const wanted = { vaultId, name: 'whole', description: 'all of it' };
    const path = `/servers/${serverId}/server-images`;
    const { imageId, backupId } = await act<ServerImageBegun>(path, wanted);
    const image = await done<Image>('GET', `/images/${imageId}`);
    assert.deepEqual(
      [image.kind, image.status, image.description, image.minDisk],
      ['server', 'active', 'all of it', 3],
    );
    assert.deepEqual((await show(backupId)).image, { id: imageId, name: 'whole' });
    const disks = await done<Disks>('GET', `/images/${imageId}/disks`);
    assert.deepEqual(
      disks.items.map(({ size, role, bootable }) => [size, role, bootable]),
      [
        [3 * 2 ** 30, 'system', true],
        [2 * 2 ** 30, 'data', false],
      ],
    );
    assert.equal(disks.total, 5 * 2 ** 30);
    const file = await ask('GET', `/images/${imageId}/file`);
    assert.equal(codeOf(file), '403 image.download.server');
    const copy = await ask('POST', `/images/${imageId}/copies`, { name: 'copy' });
    assert.notEqual(copy.status, 201);
  });

  test('is accepted into a vault, where its backup is seen then, and makes servers', async (t) => {
    const { service, owner, act, done, ask, vault, serverId, vaultId, show } = await setUp(t);
    const other = await service.person();
    const path = `/servers/${serverId}/server-images`;
    const { imageId, backupId } = await act<ServerImageBegun>(path, { vaultId, name: 'whole' });
    const offer = { imageIds: [imageId], projectIds: [other.project.id] };
    const shared = await done<ShareResults>('POST', '/shares', offer);
    assert.equal(shared.results[0]?.member?.status, 'pending');
    assert.equal(
      codeOf(await ask('GET', `/backups/${backupId}`, undefined, other)),
      '404 backup.not-found',
    );
    const theirs = await vault(10, other);
    const answer = { imageIds: [imageId], answer: 'accepted', vaultId: theirs };
    const { results } = await done<AnswerResults>('POST', '/answers', answer, other);
    assert.equal(results[0]?.status, 'accepted');
    const backup = await show(backupId, other);
    assert.deepEqual(
      [backup.shared, backup.owner.id, backup.vault, backup.image?.id, backup.job],
      [true, owner.project.id, { id: theirs, name: 'safe' }, imageId, null],
    );
    assert.deepEqual([...new Set(Object.values(backup.can))], ['backup.not-owner']);
    const listed = async (query: string): Promise<string[]> => {
      const page = await done<BackupPage>('GET', `/backups?${query}`, undefined, other);
      return page.items.map(({ id }) => id);
    };
    for (const query of ['', 'ownership=shared', `vaultId=${theirs}`, `imageId=${imageId}`]) {
      assert.deepEqual(await listed(query), [backupId], query);
    }
    for (const query of ['ownership=own', `vaultId=${vaultId}`, 'search=none']) {
      assert.deepEqual(await listed(query), [], query);
    }
    const wanted = { name: 'mine', flavorId: 's1.small', imageId, login: { kind: 'image' } };
    const { serverIds } = await act<ServersBegun>('/servers', wanted, other);
    const server = await done<Server>('GET', `/servers/${serverIds[0]}`, undefined, other);
    assert.deepEqual(
      server.disks.map(({ kind, size }) => [kind, size]),
      [
        ['system', 3],
        ['data', 2],
      ],
    );
    await done('POST', '/answers', { imageIds: [imageId], answer: 'rejected' }, other);
    assert.deepEqual(await listed(''), []);
    const vaultAfter = await done<Vault>('GET', `/vaults/${theirs}`, undefined, other);
    assert.equal(vaultAfter.reserved, 0);
  });
});

test('backups come newest first, page by page', async (t) => {
  const { done, backUp, serverId } = await setUp(t);
  const ids = [await backUp('one'), await backUp('two'), await backUp('three')].toReversed();
  const first = await done<BackupPage>('GET', `/backups?limit=2&serverId=${serverId}`);
  const rest = await done<BackupPage>('GET', `/backups?limit=2&cursor=${first.nextCursor}`);
  assert.deepEqual(
    [...first.items, ...rest.items].map(({ id }) => id),
    ids,
  );
  assert.equal(rest.nextCursor, null);
  const { items } = await done<BackupPage>('GET', '/backups?search=TW');
  assert.deepEqual(
    items.map(({ name }) => name),
    ['two'],
  );
});
