// A whole server, shared: made an image while it runs, accepted into a vault with room for it, and made a server again; told by our own API, by the image and
// the backup service of Huawei Cloud, and by the guests themselves.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bootImage } from '../support/boot-images.ts';
import { reachGuest, type Guest, type SshLogin } from './support/guest.ts';
import {
  createServers,
  deleteAll,
  running,
  uploadImage,
  withdraw,
  type ShownServer,
} from './support/machines.ts';
import { projectApi, type ProjectApi, type ShownProblem } from './support/project-api.ts';
import { qemusOf } from './support/qemu-processes.ts';
import { mustRun } from './support/run-command.ts';
import { startService, type ServiceProcess } from './support/service-process.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';
import { waitUntil } from './support/wait-until.ts';

/** GiB of each of its two disks; MiB of both. */
const diskSize = 40;
const bothDisks = 2 * diskSize * 1024;

interface ShownVault {
  readonly id: string;
  readonly used: number;
  readonly reserved: number;
  readonly free: number;
}

/** Ways in which the image is not accepted. */
type Unfit = 'none' | 'elsewhere' | 'replication' | 'locked' | 'small';

let folder: TemporaryFolder;
let service: ServiceProcess;
let owner: ProjectApi;
let recipient: ProjectApi;
let ownersLogin: SshLogin;
let recipientsLogin: SshLogin;
/** The owner's image of the server, and the backup behind it. */
let image: string;
let backup: string;
/** The recipient's vault with room for just the two disks. */
let fitting: string;
const byKey = { kind: 'key', keyName: 'desk' };

before(async () => {
  folder = await temporaryFolder();
  service = await startService({ data: join(folder.path, 'data') });
  owner = await projectApi(service, 'owner');
  recipient = await projectApi(service, 'recipient');
  ownersLogin = await makeKey(owner, 'owner');
  recipientsLogin = await makeKey(recipient, 'recipient');
});

after(async () => {
  try {
    await service.stop();
  } finally {
    await folder.remove();
  }
});

async function makeKey(api: ProjectApi, name: string): Promise<SshLogin> {
  const { privateKey } = await api.ask<{ privateKey: string }>('POST', '/key-pairs', {
    name: 'desk',
  });
  const keyFile = join(folder.path, `${name}.pem`);
  await writeFile(keyFile, privateKey, { mode: 0o600 });
  return { keyFile };
}

async function guestOf(server: ShownServer, login: SshLogin): Promise<Guest> {
  assert.ok(server.ssh, 'a server has a port for ssh');
  return await reachGuest(server.ssh.port, login);
}

async function uploadSystem(api: ProjectApi, flavour: 'a' | 'b'): Promise<string> {
  const record = { name: `system ${flavour}`, kind: 'system', diskFormat: 'qcow2' } as const;
  return await uploadImage(api, record, await bootImage(flavour));
}

/** A disk without partitions whose file system holds one file. */
async function makeNotes(): Promise<string> {
  const content = join(folder.path, 'content');
  await mkdir(content);
  await writeFile(join(content, 'file'), 'mine\n');
  const file = join(folder.path, 'notes.raw');
  await mustRun('/usr/sbin/mke2fs', ['-q', '-t', 'ext2', '-d', content, file, '16M']);
  return file;
}

async function makeVault(api: ProjectApi, capacity: number, more: object = {}): Promise<string> {
  const wanted = { name: `vault of ${capacity}`, capacity, ...more };
  return (await api.ask<ShownVault>('POST', '/vaults', wanted)).id;
}

async function showVault(api: ProjectApi, id: string): Promise<ShownVault> {
  return await api.ask('GET', `/vaults/${id}`);
}

/** A request at the services of Huawei Cloud, which must be answered well. */
async function huawei<T>(
  { client }: ProjectApi,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const answer = await client.request(method, path, { body });
  const said = `${method} ${path}: ${answer.status} ${answer.bytes.toString('utf8')}`;
  assert.ok(answer.status >= 200 && answer.status < 300, said);
  return answer.json as T;
}

interface HuaweiJob {
  readonly status: 'INIT' | 'RUNNING' | 'SUCCESS' | 'FAIL';
  readonly error_code: string | null;
  readonly fail_reason: string | null;
  readonly entities: {
    readonly image_id?: string;
    readonly results?: readonly { error_code?: string; error_msg?: string }[];
  };
}

/** Begins a job of the image service and waits until it has ended, well or not. */
async function imageJob(
  api: ProjectApi,
  method: string,
  path: string,
  body: object,
): Promise<HuaweiJob> {
  const { job_id: id } = await huawei<{ job_id: string }>(api, method, path, body);
  return await waitUntil(`job ${id} has ended`, 120, async () => {
    const job = await huawei<HuaweiJob>(api, 'GET', `/v1/cloudimages/job/${id}`);
    return job.status === 'SUCCESS' || job.status === 'FAIL' ? job : undefined;
  });
}

// Both files at once are never the same: one is written after the other, each to the platter.
const count = `i=0
while :; do
  i=$((i + 1))
  for file in /root/counter /mnt/counter; do printf '%010d\\n' $i | dd of=$file conv=notrunc,fsync 2>/dev/null; done
done`;

async function countersIn(guest: Guest): Promise<{ system: number; data: number }> {
  const [system, data] = (await guest.run('cat /root/counter /mnt/counter')).split('\n');
  return { system: Number(system), data: Number(data) };
}

describe('The owner', () => {
  let server: ShownServer;
  let guest: Guest;
  let vault: string;

  test('has a server with two disks of 40 GB, and a count that goes on on both', async () => {
    [server = assert.fail()] = await createServers(owner, {
      name: 'shop',
      imageId: await uploadSystem(owner, 'a'),
      login: byKey,
      diskSize,
      dataDisks: [{ name: 'orders', size: diskSize }],
    });
    guest = await guestOf(server, ownersLogin);
    await guest.run('mkfs.ext4 -q -E lazy_itable_init=1 /dev/vdb && mount /dev/vdb /mnt');
    await guest.run(`cat >/root/count <<'END'\n${count}\nEND\nsync`);
    await guest.run('setsid sh /root/count >/dev/null 2>&1 </dev/null & true');
    await waitUntil('both are counted', 30, async () =>
      (await guest.try('test -s /mnt/counter')).code === 0 ? true : undefined,
    );
  });

  test('makes an image of all of it while it runs, by way of a backup in a vault', async () => {
    vault = await makeVault(owner, 80);
    const { system } = await countersIn(guest);
    const made = await imageJob(owner, 'POST', '/v1/cloudimages/wholeimages/action', {
      name: 'shop',
      instance_id: server.id,
      vault_id: vault,
    });
    assert.equal(made.status, 'SUCCESS', JSON.stringify(made));
    image = made.entities.image_id ?? '';
    assert.ok((await countersIn(guest)).system > system, 'it has counted on meanwhile');
    await running(owner, server.id);
  });

  test('sees in the vault what is stored, and in the backup both disks', async () => {
    const { items } = await owner.ask<{ items: { id: string; disks: object[] }[] }>(
      'GET',
      `/backups?vaultId=${vault}`,
    );
    const [{ id, disks } = assert.fail(), ...none] = items;
    assert.deepEqual(none, []);
    backup = id;
    assert.deepEqual(
      (disks as { size: number; role: string; stored: number }[]).map(({ size, role }) => [
        size,
        role,
      ]),
      [
        [diskSize, 'system'],
        [diskSize, 'data'],
      ],
    );
    const stored = (disks as { stored: number }[]).reduce((sum, disk) => sum + disk.stored, 0);
    const { used, reserved } = await showVault(owner, vault);
    assert.deepEqual([used, reserved], [Math.ceil(stored / 2 ** 20), 0]);
    assert.ok(used < 2048, `${used} MiB are stored of disks that are nearly empty`);
  });

  test('offers it to another project, and deletes the server', async () => {
    const share = { imageIds: [image], projectIds: [recipient.projectId] };
    const { results } = await owner.ask<{ results: { problem?: ShownProblem }[] }>(
      'POST',
      '/shares',
      share,
    );
    assert.deepEqual(
      results.flatMap(({ problem }) => problem ?? []),
      [],
    );
    await deleteAll(owner);
  });
});

describe('The recipient does not get it', () => {
  const vaults = new Map<Unfit, string>();
  /** What our own API and the image service say, and words of it. */
  const refusals: Readonly<Record<Unfit, readonly [string, string, RegExp]>> = {
    none: ['vault.missing', 'IMG.0184', /full server.+vault/],
    elsewhere: ['vault.not-found', 'IMG.0184', /no vault/],
    replication: ['vault.replication', 'IMG.0193', /replication.+protection type is backup/],
    locked: ['vault.locked', 'IMG.0188', /is locked/],
    small: [
      'vault.too-small',
      'IMG.0182',
      /80896 MiB left, and 81920 MiB are needed: 1024 MiB more/,
    ],
  };

  before(async () => {
    const far = await projectApi(service, 'recipient', 'RegionTwo');
    vaults.set('elsewhere', await makeVault(far, 2 * diskSize));
    const billing = { object_type: 'server', protect_type: 'replication', size: 2 * diskSize };
    const { vault } = await huawei<{ vault: { id: string } }>(
      recipient,
      'POST',
      `/v3/${recipient.projectId}/vaults`,
      { vault: { name: 'far away', billing, resources: [] } },
    );
    vaults.set('replication', vault.id);
    const locked = await makeVault(recipient, 2 * diskSize);
    await recipient.ask('PATCH', `/vaults/${locked}`, { locked: true });
    vaults.set('locked', locked);
    vaults.set('small', await makeVault(recipient, 2 * diskSize - 1));
  });

  const ways: readonly (readonly [Unfit, string])[] = [
    ['none', 'without a vault'],
    ['elsewhere', 'into a vault in another region'],
    ['replication', 'into a vault for replication'],
    ['locked', 'into a vault that is locked'],
    ['small', 'into a vault of 79 GB'],
  ];
  for (const [unfit, words] of ways) {
    test(words, async () => {
      const vaultId = vaults.get(unfit);
      const [code, imsCode, said] = refusals[unfit];
      const problem = await accept(vaultId);
      assert.equal(problem?.code, code);
      assert.match(problem.detail, said);
      const job = await acceptByImageService(vaultId);
      assert.equal(job.status, 'FAIL');
      const [pair] = job.entities.results ?? [];
      assert.equal(pair?.error_code, imsCode);
      assert.match(pair.error_msg ?? '', said);
    });
  }

  test('but can find out in advance which vaults would do, and why others would not', async () => {
    fitting = await makeVault(recipient, 2 * diskSize);
    const { needed, vaults: checked } = await recipient.ask<{
      needed: number;
      vaults: { id: string; problem: ShownProblem | null }[];
    }>('POST', '/answers/check', { imageIds: [image] });
    assert.equal(needed, bothDisks);
    const found = new Map(checked.map(({ id, problem }) => [id, problem?.code ?? 'fits']));
    const named = (unfit: Unfit) => found.get(vaults.get(unfit) ?? '');
    assert.deepEqual(
      [named('replication'), named('locked'), named('small'), named('elsewhere')],
      ['vault.replication', 'vault.locked', 'vault.too-small', undefined],
    );
    assert.equal(found.get(fitting), 'fits');
  });

  after(async () => {
    for (const unfit of ['replication', 'locked', 'small'] as const) {
      const { used, reserved } = await showVault(recipient, vaults.get(unfit) ?? '');
      assert.deepEqual([used, reserved], [0, 0], unfit);
    }
  });
});

/** Returns what stands against it. */
async function accept(vaultId: string | undefined): Promise<ShownProblem | undefined> {
  const answer = { imageIds: [image], answer: 'accepted', vaultId };
  const { results } = await recipient.ask<{ results: { problem?: ShownProblem }[] }>(
    'POST',
    '/answers',
    answer,
  );
  return results[0]?.problem;
}

async function acceptByImageService(vaultId: string | undefined): Promise<HuaweiJob> {
  return await imageJob(recipient, 'PUT', '/v1/cloudimages/members', {
    images: [image],
    project_id: recipient.projectId,
    status: 'accepted',
    vault_id: vaultId,
  });
}

/** The backups of others, as the recipient's clients of the backup service see them: id, vault, GB. */
async function sharedBackups(): Promise<unknown[]> {
  const { backups } = await huawei<{
    backups: { id: string; vault_id: string; resource_size: number }[];
  }>(recipient, 'GET', `/v3/${recipient.projectId}/backups?own_type=shared`);
  return backups.map(({ id, vault_id: vault, resource_size: size }) => [id, vault, size]);
}

async function takenOf(vaultId: string): Promise<number> {
  const { used, reserved } = await showVault(recipient, vaultId);
  assert.equal(used, 0);
  return reserved;
}

describe('With room for both disks the recipient', () => {
  let made: ShownServer;

  test('accepts it, and the backup is seen in its vault', async () => {
    const job = await acceptByImageService(fitting);
    assert.equal(job.status, 'SUCCESS', JSON.stringify(job));
    assert.equal(await takenOf(fitting), bothDisks);
    assert.deepEqual(await sharedBackups(), [[backup, fitting, 2 * diskSize]]);
    const { vault } = await huawei<{ vault: { billing: { used: number; size: number } } }>(
      recipient,
      'GET',
      `/v3/${recipient.projectId}/vaults/${fitting}`,
    );
    assert.deepEqual([vault.billing.size, vault.billing.used], [2 * diskSize, bothDisks]);
    const page = await recipient.ask<{ items: { id: string; shared: boolean }[] }>(
      'GET',
      `/backups?vaultId=${fitting}`,
    );
    assert.deepEqual(
      page.items.map(({ id, shared }) => [id, shared]),
      [[backup, true]],
    );
  });

  test('makes a server of it with both disks, which are of one instant and sound', async () => {
    [made = assert.fail()] = await createServers(recipient, {
      name: 'shop',
      imageId: image,
      login: byKey,
    });
    assert.deepEqual(
      made.disks.map(({ kind, size }) => [kind, size]),
      [
        ['system', diskSize],
        ['data', diskSize],
      ],
    );
    const guest = await guestOf(made, recipientsLogin);
    await guest.run('mount /dev/vdb /mnt');
    const { system, data } = await countersIn(guest);
    assert.ok(system > 0 && (system === data || system === data + 1), `${system} and ${data}`);
    await guest.run('umount /mnt && e2fsck -f -n /dev/vdb');
  });

  test('changes the system of another server to it, whose own data disk stays', async () => {
    const disk = { name: 'notes', kind: 'data', diskFormat: 'raw' } as const;
    const notes = await uploadImage(recipient, disk, await makeNotes());
    const [other = assert.fail()] = await createServers(recipient, {
      name: 'own',
      imageId: await uploadSystem(recipient, 'b'),
      login: byKey,
      dataDisks: [{ name: 'notes', size: 1, imageId: notes }],
    });
    // Its old system need not have started.
    await recipient.finish('POST', `/servers/${other.id}/stop`, { hard: true });
    await recipient.finish('POST', `/servers/${other.id}/os`, {
      imageId: image,
      login: byKey,
    });
    const changed = await running(recipient, other.id);
    const guest = await guestOf(changed, recipientsLogin);
    assert.match(await guest.run('cat /root/counter'), /^\d{10}$/);
    assert.equal(await guest.run('mount /dev/vdb /mnt && cat /mnt/file'), 'mine');
    const dataDisks = ({ disks }: ShownServer) => disks.filter(({ kind }) => kind === 'data');
    assert.deepEqual(
      dataDisks(changed).map(({ id }) => id),
      dataDisks(other).map(({ id }) => id),
    );
  });

  test('gives the room back when it rejects it, and takes it when it accepts it again', async () => {
    await recipient.ask('POST', '/answers', { imageIds: [image], answer: 'rejected' });
    assert.equal(await takenOf(fitting), 0);
    assert.deepEqual(await sharedBackups(), []);
    assert.equal(await accept(fitting), undefined);
    assert.equal(await takenOf(fitting), bothDisks);
    assert.deepEqual(await sharedBackups(), [[backup, fitting, 2 * diskSize]]);
  });

  test('has an empty vault once the owner takes it back, and its servers run on', async () => {
    await withdraw(owner, [image]);
    assert.equal(await takenOf(fitting), 0);
    assert.deepEqual(await sharedBackups(), []);
    await recipient.ask('DELETE', `/vaults/${fitting}`);
    await running(recipient, made.id);
    const guest = await guestOf(made, recipientsLogin);
    await guest.run('mount /dev/vdb /mnt && cat /mnt/counter');
    await deleteAll(recipient);
    assert.deepEqual(qemusOf(service.data), []);
  });
});

test('The owner deletes the image with its backup, and its vault is empty', async () => {
  const { results } = await owner.ask<{ results: { problem?: ShownProblem }[] }>(
    'POST',
    '/images/deletions',
    { imageIds: [image], deleteBackups: true },
  );
  assert.deepEqual(
    results.flatMap(({ problem }) => problem ?? []),
    [],
  );
  const { items } = await owner.ask<{ items: ShownVault[] }>('GET', '/vaults');
  assert.deepEqual(
    items.map(({ used, reserved }) => [used, reserved]),
    [[0, 0]],
  );
});
