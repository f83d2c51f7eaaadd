// From an accepted image to running machines and disks, told by our own API and by the guests themselves, and what a withdrawal leaves of it.
import assert from 'node:assert/strict';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bootImage } from '../support/boot-images.ts';
import { hostKeyAt, isLockedOut, reachGuest, type Guest, type SshLogin } from './support/guest.ts';
import {
  attachDisk,
  captureImage,
  createDisk,
  createServers,
  deleteAll,
  logWith,
  noticesOf,
  running,
  shareAndAccept,
  uploadImage,
  withdraw,
  type ShownDisk,
  type ShownServer,
} from './support/machines.ts';
import { projectApi, type ProjectApi } from './support/project-api.ts';
import { qemusOf } from './support/qemu-processes.ts';
import { mustRun } from './support/run-command.ts';
import { startService, type ServiceProcess } from './support/service-process.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';
import { waitUntil } from './support/wait-until.ts';

/** What the owner has put into the data image. */
const ownersWords = 'measured on the first of March';

let folder: TemporaryFolder;
let service: ServiceProcess;
let owner: ProjectApi;
let recipient: ProjectApi;
/** Two systems that tell themselves apart, and a disk with a file. */
let firstSystem: string;
let secondSystem: string;
let data: string;
let login: SshLogin;
const byKey = { kind: 'key', keyName: 'desk' };

before(async () => {
  folder = await temporaryFolder();
  service = await startService({ data: join(folder.path, 'data') });
  owner = await projectApi(service, 'owner');
  recipient = await projectApi(service, 'recipient');
  const system = { kind: 'system', diskFormat: 'qcow2' } as const;
  firstSystem = await uploadImage(owner, { name: 'first', ...system }, await bootImage('a'));
  secondSystem = await uploadImage(owner, { name: 'second', ...system }, await bootImage('b'));
  const disk = { name: 'measurements', kind: 'data', diskFormat: 'raw' } as const;
  data = await uploadImage(owner, disk, await makeDataDisk());
  await shareAndAccept(owner, recipient, [firstSystem, secondSystem, data]);
  const made = await recipient.ask<{ privateKey: string }>('POST', '/key-pairs', { name: 'desk' });
  const keyFile = join(folder.path, 'desk.pem');
  await writeFile(keyFile, made.privateKey, { mode: 0o600 });
  login = { keyFile };
});

after(async () => {
  try {
    await service.stop();
  } finally {
    await folder.remove();
  }
});

/** A disk without partitions whose file system holds one file. */
async function makeDataDisk(): Promise<string> {
  const content = join(folder.path, 'content');
  await mkdir(content);
  await writeFile(join(content, 'words.txt'), `${ownersWords}\n`);
  const file = join(folder.path, 'measurements.raw');
  await mustRun('/usr/sbin/mke2fs', ['-q', '-t', 'ext2', '-d', content, file, '16M']);
  return file;
}

async function guestOf(server: ShownServer, how = login): Promise<Guest> {
  assert.ok(server.ssh, 'a server has a port for ssh');
  return await reachGuest(server.ssh.port, how);
}

/** Waits until the guest has a disk, and mounts it. */
async function mountIn(guest: Guest, device: string, place: string): Promise<void> {
  await guest.run(
    `for i in $(seq 100); do [ -b ${device} ] && break; usleep 100000; done; mkdir -p ${place}; mount ${device} ${place}`,
  );
}

async function systemOf(guest: Guest): Promise<string> {
  return await guest.run('. /etc/os-release; echo "$VERSION"');
}

describe('Two servers of an accepted image', () => {
  test('are created in one call, and let in by the key alone', async () => {
    const servers = await createServers(recipient, {
      name: 'web',
      count: 2,
      imageId: firstSystem,
      login: byKey,
    });
    assert.deepEqual(servers.map(({ name }) => name).toSorted(), ['web-0001', 'web-0002']);
    for (const server of servers) {
      const guest = await guestOf(server);
      assert.equal(await guest.run('id -u'), '0');
      const other = { password: 'not-the-password', folder: folder.path };
      assert.ok(await isLockedOut(server.ssh?.port ?? 0, other));
    }
  });

  test('are what their seeds have made of them: names, addresses, and host keys of their own', async () => {
    const servers = await listServers();
    const ids = servers.map(async (server) => {
      const guest = await guestOf(server);
      assert.equal(await guest.run('hostname'), server.name);
      assert.equal(await guest.run('cat /sys/class/net/eth0/address'), server.mac);
      assert.match(await guest.run('ip -o -4 address show dev eth0'), new RegExp(server.address));
      const log = await logWith(recipient, server.id, /accord-image: ready/);
      const [, told] = /accord-image: host-key (SHA256:\S+)/.exec(log) ?? [];
      const shown = await hostKeyAt(server.ssh?.port ?? 0);
      assert.equal(shown, told);
      const [, instance, name] = /accord-image: seed (\S+) (\S+)/.exec(log) ?? [];
      assert.equal(name, server.name);
      return [instance, shown];
    });
    const all = (await Promise.all(ids)).flat();
    assert.equal(all.length, 4);
    assert.equal(new Set(all).size, all.length, 'nothing of it is the same in both');
  });

  test('lie upon the very bytes that the owner has uploaded', async () => {
    const { sha256 } = await recipient.ask<{ sha256: string }>('GET', `/images/${firstSystem}`);
    const blob = join(service.data, 'images', 'blobs', sha256.slice(0, 2), sha256);
    const base = join(service.data, 'engine', 'bases', `${sha256}.qcow2`);
    assert.equal((await stat(base)).ino, (await stat(blob)).ino);
  });
});

/** Oldest first. */
async function listServers(): Promise<ShownServer[]> {
  const { items } = await recipient.ask<{ items: ShownServer[] }>('GET', '/servers');
  return items.toSorted((a, b) => a.name.localeCompare(b.name));
}

async function serverNamed(name: string): Promise<ShownServer> {
  const server = (await listServers()).find((each) => each.name === name);
  assert.ok(server, name);
  return server;
}

describe('A server', () => {
  let first: ShownServer;
  let empty: ShownDisk;

  test('gets an empty disk while it runs, and the guest writes a file on it', async () => {
    first = await serverNamed('web-0001');
    empty = await createDisk(recipient, { name: 'notes', size: 1 });
    const device = await attachDisk(recipient, first.id, empty.id);
    assert.equal(device, '/dev/vdb');
    const guest = await guestOf(first);
    await guest.run(
      `for i in $(seq 100); do [ -b ${device} ] && break; usleep 100000; done; mkfs.ext2 -q ${device}`,
    );
    await mountIn(guest, device, '/mnt');
    await guest.run('echo kept >/mnt/file; echo gone >/root/file; sync; umount /mnt');
  });

  test('changes its system only when it may be stopped', async () => {
    const change = { imageId: secondSystem, login: byKey };
    assert.deepEqual(await recipient.refused('POST', `/servers/${first.id}/os`, change), [
      409,
      'server.must-be-stopped',
    ]);
  });

  test('has another system afterwards, and everything else as it was', async () => {
    const change = { imageId: secondSystem, login: byKey, stopNow: true };
    const wasBefore = await systemOf(await guestOf(first));
    await recipient.finish('POST', `/servers/${first.id}/os`, change);
    const server = await running(recipient, first.id);
    const guest = await guestOf(server);
    assert.notEqual(await systemOf(guest), wasBefore);
    assert.equal(await guest.run('ls /root/file 2>/dev/null || echo none'), 'none');
    assert.equal(server.image.imageId, secondSystem);
    assert.deepEqual(
      [server.mac, server.address, server.ssh],
      [first.mac, first.address, first.ssh],
    );
    assert.equal(await guest.run('cat /sys/class/net/eth0/address'), first.mac);
    assert.equal(await guest.run('hostname'), first.name);
    await mountIn(guest, '/dev/vdb', '/mnt');
    assert.equal(await guest.run('cat /mnt/file'), 'kept');
  });

  test('gets a disk made from a shared image while it runs, and reads what its owner wrote', async () => {
    const disk = await createDisk(recipient, { name: 'measurements', size: 1, imageId: data });
    const device = await attachDisk(recipient, first.id, disk.id);
    const guest = await guestOf(first);
    await mountIn(guest, device, '/srv');
    assert.equal(await guest.run('cat /srv/words.txt'), ownersWords);
    await guest.run('echo more >/srv/more.txt; sync');
  });

  test('gives up a disk that the guest no longer uses, and gets it back', async () => {
    const guest = await guestOf(first);
    await guest.run('umount /mnt');
    await recipient.finish('DELETE', `/servers/${first.id}/disks/${empty.id}`);
    assert.equal(await guest.run('ls /dev/vdb 2>/dev/null || echo none'), 'none');
    assert.equal(await attachDisk(recipient, first.id, empty.id), '/dev/vdb');
    await mountIn(guest, '/dev/vdb', '/mnt');
    assert.equal(await guest.run('cat /mnt/file'), 'kept');
  });
});

describe('Images of what runs', () => {
  test('of a system: a server made from it has its files, and is another server', async () => {
    const source = await serverNamed('web-0001');
    const guest = await guestOf(source);
    await guest.run('echo carried >/root/carried; sync');
    const image = await captureImage(recipient, `/servers/${source.id}`, 'golden');
    const [made] = await createServers(recipient, { name: 'copy', imageId: image, login: byKey });
    assert.ok(made);
    const copy = await guestOf(made);
    assert.equal(await copy.run('cat /root/carried; hostname'), 'carried\ncopy');
    assert.notEqual(await hostKeyAt(made.ssh?.port ?? 0), await hostKeyAt(source.ssh?.port ?? 0));
    // The one that it was made of has gone on meanwhile.
    assert.equal(await guest.run('cat /root/carried'), 'carried');
  });

  test('of a disk that a guest has mounted: a disk made from it has its files', async () => {
    const { id } = await serverNamed('web-0001');
    const { items } = await recipient.ask<{ items: ShownDisk[] }>('GET', `/disks?serverId=${id}`);
    const source = items.find(({ name }) => name === 'measurements');
    assert.ok(source);
    const image = await captureImage(recipient, `/disks/${source.id}`, 'measurements-copy');
    const { kind } = await recipient.ask<{ kind: string }>('GET', `/images/${image}`);
    assert.equal(kind, 'data');
    const disk = await createDisk(recipient, { name: 'copy', size: 1, imageId: image });
    const to = await serverNamed('copy');
    const device = await attachDisk(recipient, to.id, disk.id);
    const guest = await guestOf(to);
    await mountIn(guest, device, '/srv');
    assert.equal(await guest.run('cat /srv/words.txt /srv/more.txt'), `${ownersWords}\nmore`);
  });
});

describe('Once the owner takes the images back', () => {
  before(async () => await withdraw(owner, [firstSystem, secondSystem, data]));

  test('servers run on, with their disks', async () => {
    for (const server of await listServers()) {
      const guest = await guestOf(server);
      assert.match(await guest.run('hostname; cat /proc/uptime'), new RegExp(`^${server.name}`));
    }
    const guest = await guestOf(await serverNamed('web-0001'));
    assert.equal(await guest.run('cat /srv/words.txt'), ownersWords);
  });

  test('neither the same system nor the same server nor the same disk can be had again', async () => {
    const { id } = await serverNamed('web-0002');
    const again = { login: byKey, stopNow: true };
    const refused = [410, 'image.withdrawn'];
    for (const [path, body] of [
      [`/servers/${id}/reinstallation`, again],
      [`/servers/${id}/copies`, { name: 'more' }],
      [`/servers/${id}/os`, { imageId: secondSystem, ...again }],
      ['/disks', { name: 'more', size: 1, imageId: data }],
    ] as const) {
      assert.deepEqual(await recipient.refused('POST', path, body), refused, path);
    }
    await running(recipient, id);
  });

  test('notices tell the recipient which of its servers and disks are concerned', async () => {
    const [first, ...none] = await noticesOf(recipient, 'withdrawn', firstSystem);
    const [second] = await noticesOf(recipient, 'withdrawn', secondSystem);
    const [third] = await noticesOf(recipient, 'withdrawn', data);
    assert.deepEqual(none, []);
    assert.deepEqual(namesOf(first), { servers: ['web-0002'], disks: [] });
    assert.deepEqual(namesOf(second), { servers: ['web-0001'], disks: [] });
    assert.deepEqual(namesOf(third), { servers: [], disks: ['measurements'] });
  });

  test('and even deletes them, servers that are stopped start again', async () => {
    const { results } = await owner.ask<{ results: { problem?: unknown }[] }>(
      'POST',
      '/images/deletions',
      { imageIds: [firstSystem, secondSystem, data] },
    );
    assert.deepEqual(
      results.flatMap(({ problem }) => problem ?? []),
      [],
    );
    const { id } = await serverNamed('web-0001');
    await recipient.finish('POST', `/servers/${id}/stop`, {});
    await recipient.finish('POST', `/servers/${id}/start`);
    const guest = await guestOf(await running(recipient, id));
    await mountIn(guest, '/dev/vdc', '/srv');
    assert.equal(await guest.run('cat /root/carried /srv/words.txt'), `carried\n${ownersWords}`);
  });
});

function namesOf(notice: Awaited<ReturnType<typeof noticesOf>>[number] | undefined) {
  const affected = notice?.affected;
  assert.ok(affected, 'the notice says what is affected');
  assert.equal(affected.more, 0);
  const names = (things: readonly { name: string }[]): string[] =>
    things.map(({ name }) => name).toSorted();
  return { servers: names(affected.servers), disks: names(affected.disks) };
}

test('A server with a password lets root in by it, and by no key', async () => {
  const image = await uploadImage(
    recipient,
    { name: 'own', kind: 'system', diskFormat: 'qcow2' },
    await bootImage('a'),
  );
  const password = 'Tr1cky "$\'\\word';
  const [server] = await createServers(recipient, {
    name: 'by-password',
    imageId: image,
    login: { kind: 'password', password },
  });
  assert.ok(server);
  const guest = await guestOf(server, { password, folder: folder.path });
  assert.equal(await guest.run('hostname'), 'by-password');
  assert.ok(await isLockedOut(server.ssh?.port ?? 0, login));
});

test('When everything is deleted nothing runs and no disk is left', async () => {
  assert.equal(qemusOf(service.data).length, 4);
  await deleteAll(recipient);
  assert.deepEqual(qemusOf(service.data), []);
  const engine = join(service.data, 'engine');
  assert.deepEqual(await readdir(join(engine, 'disks')), []);
  assert.deepEqual(await readdir(join(engine, 'servers')), []);
  // Bytes that no image has go with the last disk upon them, by a task of their own.
  await waitUntil('bases of deleted images are gone', 30, async () =>
    (await readdir(join(engine, 'bases'))).length <= 3 ? true : undefined,
  );
});
