// A guest belongs to somebody whom nobody need trust: what it reaches of this machine and of other guests, tried from inside of it, and how the
// program that runs it is held, looked at from outside.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile, readdir, readlink, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bootImage } from '../support/boot-images.ts';
import { postgresSocketOf } from './support/embedded-database.ts';
import { reachGuest, type Guest } from './support/guest.ts';
import { listenTcp, listenUdp, type Listener } from './support/listeners.ts';
import {
  attachDisk,
  createDisk,
  createServers,
  deleteAll,
  uploadImage,
  type ShownServer,
} from './support/machines.ts';
import { projectApi, type ProjectApi } from './support/project-api.ts';
import { qemusOf, statusField, type QemuProcess } from './support/qemu-processes.ts';
import { mustRun, runCommand } from './support/run-command.ts';
import { startService, type ServiceProcess } from './support/service-process.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';

interface Report {
  readonly name: string;
  readonly available: boolean;
  readonly version: string;
  readonly accelerator: string;
  readonly confinement: {
    readonly user: 'own' | 'shared';
    readonly sandbox: boolean;
    readonly limits: boolean;
    readonly controlGroup: boolean;
    readonly network: boolean;
  };
}

const isRoot = process.getuid?.() === 0;
/** What answers for a guest's network, over both versions of the protocol. */
const gateways = ['10.0.2.2', 'fec0::2'];
const nameServers = ['10.0.2.3', 'fec0::3'];
/** Addresses that nobody has: they are for examples. */
const elsewhere = ['198.51.100.7', '203.0.113.5', '2001:db8::1'];

/** It is not told of a way out. One who looks for one says that it is the gateway, and gives himself an address of the other version. */
const routesEverywhere = `ip route add default via ${gateways[0]}
ip -6 addr add fec0::15/64 dev eth0
sleep 2
ip -6 route add default via ${gateways[1]} dev eth0`;

let folder: TemporaryFolder;
let service: ServiceProcess;
let owner: ProjectApi;
let servers: readonly [ShownServer, ShownServer];
let guest: Guest;
let other: Guest;
let listeners: readonly Listener[];

before(async () => {
  folder = await temporaryFolder();
  service = await startService({ data: join(folder.path, 'data') });
  owner = await projectApi(service, 'owner');
  const record = { name: 'system', kind: 'system', diskFormat: 'qcow2' } as const;
  const imageId = await uploadImage(owner, record, await bootImage('a'));
  const made = await owner.ask<{ privateKey: string }>('POST', '/key-pairs', { name: 'desk' });
  const keyFile = join(folder.path, 'desk.pem');
  await writeFile(keyFile, made.privateKey, { mode: 0o600 });
  const login = { kind: 'key', keyName: 'desk' };
  const [first, second] = await createServers(owner, { name: 'guest', count: 2, imageId, login });
  assert.ok(first?.ssh && second?.ssh);
  servers = [first, second];
  const disk = await createDisk(owner, { name: 'of the other', size: 1 });
  await attachDisk(owner, second.id, disk.id);
  guest = await reachGuest(first.ssh.port, { keyFile });
  other = await reachGuest(second.ssh.port, { keyFile });
  await Promise.all([guest, other].map(async (each) => await each.run(routesEverywhere)));
  listeners = await Promise.all([
    ...['127.0.0.1', '0.0.0.0', '::1', '::'].map(listenTcp),
    ...['127.0.0.1', '0.0.0.0', '::1', '::'].map(listenUdp),
  ]);
});

after(async () => {
  try {
    for (const each of listeners ?? []) each.close();
    await deleteAll(owner);
    await service.stop();
  } finally {
    await folder.remove();
  }
});

/** This machine's own addresses, as the network sees it. */
function addressesOfThisMachine(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
    .map(({ address }) => address);
}

function portOf(server: ShownServer): number {
  return server.ssh?.port ?? 0;
}

/** Of addresses and ports those that a connection is made to from inside of a guest. */
async function connectionsFrom(
  from: Guest,
  addresses: readonly string[],
  ports: readonly number[],
): Promise<string[]> {
  const tries = addresses.flatMap((address) =>
    ports.map(
      (port) =>
        `(nc -w 3 ${address} ${port} </dev/null >/dev/null 2>&1 && echo ${address} ${port}) &`,
    ),
  );
  const said = await from.run(`${tries.join('\n')}\nwait`);
  return said.split('\n').filter((line) => line !== '');
}

describe('From inside a guest', () => {
  test('a connection that can be made is noticed', async () => {
    assert.deepEqual(await connectionsFrom(guest, ['127.0.0.1'], [22, 23]), ['127.0.0.1 22']);
  });

  test('neither the service nor its database nor anything else of this machine can be reached', async () => {
    const ports = [
      Number(new URL(service.url).port),
      5432,
      ...listeners.filter(({ protocol }) => protocol === 'tcp').map(({ port }) => port),
    ];
    const addresses = [...gateways, ...addressesOfThisMachine()];
    assert.deepEqual(await connectionsFrom(guest, addresses, ports), []);
    assert.deepEqual(heard('tcp'), [0, 0, 0, 0]);
    await Promise.all(tcpListeners().map(touchTcp));
    assert.deepEqual(heard('tcp'), [1, 1, 1, 1], 'they do listen');
  });

  test('no packet gets to this machine', async () => {
    const ports = listeners.filter(({ protocol }) => protocol === 'udp').map(({ port }) => port);
    const addresses = [...gateways, ...addressesOfThisMachine()];
    const sends = addresses.flatMap((address) =>
      ports.map(
        (port) => `timeout 3 tftp -g -r any -l /dev/null ${address} ${port} >/dev/null 2>&1 &`,
      ),
    );
    await guest.run(`${sends.join('\n')}\nwait`);
    assert.deepEqual(heard('udp'), [0, 0, 0, 0]);
    await Promise.all(listeners.filter(({ protocol }) => protocol === 'udp').map(touchUdp));
    assert.deepEqual(heard('udp'), [1, 1, 1, 1], 'they do listen');
  });

  test('no other guest can be reached, neither at its address nor at its port of this machine', async () => {
    const ports = [22, ...servers.map(portOf)];
    const addresses = [...gateways, ...addressesOfThisMachine(), '10.0.2.14', '10.0.2.16'];
    for (const from of [guest, other]) {
      assert.deepEqual(await connectionsFrom(from, addresses, ports), []);
    }
    // Both have the same address, each in a network of its own.
    const addressOf = async (each: Guest): Promise<string> =>
      await each.run("ip -o -4 address show dev eth0 | awk '{ print $4 }'");
    assert.equal(await addressOf(guest), await addressOf(other));
    assert.notEqual(await guest.run('hostname'), await other.run('hostname'));
  });

  test('the network is not there: no address, no name, no echo', async () => {
    assert.deepEqual(await connectionsFrom(guest, elsewhere, [22, 53, 80, 443]), []);
    assert.deepEqual(await connectionsFrom(guest, nameServers, [53]), []);
    const asked = [...nameServers, ...elsewhere].map(
      (server) => `(timeout 4 nslookup localhost.example ${server} 2>/dev/null | grep -A9 Name) &`,
    );
    const echoed = elsewhere.map(
      (address) => `(ping -c 1 -W 2 ${address} >/dev/null && echo ${address}) &`,
    );
    assert.equal(await guest.run(`${[...asked, ...echoed].join('\n')}\nwait`), '');
  });

  test('there are its own disks and its seed, and no other way out', async () => {
    const disks = 'ls /sys/block | grep -v -e ^loop -e ^ram | tr "\\n" " "';
    assert.equal(await guest.run(disks), 'sr0 vda');
    assert.equal(await other.run(disks), 'sr0 vda vdb');
    // By the numbers of the virtio standard: network, disk, source of randomness.
    const kinds = 'sort -u /sys/bus/virtio/devices/*/device | tr "\\n" " "';
    assert.equal(await guest.run(kinds), '0x0001 0x0002 0x0004');
    // Its seed is its own, and cannot be written.
    assert.equal(
      await guest.run(
        'cat /sys/block/sr0/ro /sys/block/sr0/capability >/dev/null; blockdev --getro /dev/sr0',
      ),
      '1',
    );
  });
});

function heard(protocol: Listener['protocol']): number[] {
  return listeners.filter((each) => each.protocol === protocol).map((each) => each.heard());
}

function tcpListeners(): Listener[] {
  return listeners.filter(({ protocol }) => protocol === 'tcp');
}

/** A connection from this machine itself. */
async function touchTcp({ address, port }: Listener): Promise<void> {
  const socket = connect({ host: loopbackOf(address), port });
  socket.resume();
  await once(socket, 'close');
}

async function touchUdp({ address, port, heard: soFar }: Listener): Promise<void> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.send('hello', port, loopbackOf(address));
  while (soFar() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  socket.close();
}

function loopbackOf(address: string): string {
  return address.includes(':') ? '::1' : '127.0.0.1';
}

describe('From outside', () => {
  let qemus: readonly QemuProcess[];
  let report: Report;

  before(async () => {
    qemus = qemusOf(service.data);
    report = await owner.ask<Report>('GET', '/engine');
  });

  test('each server is one process, and the operator is told what runs it', async () => {
    assert.deepEqual(
      qemus.map(({ serverId }) => serverId).toSorted(),
      servers.map(({ id }) => id).toSorted(),
    );
    assert.deepEqual([report.name, report.available], ['qemu', true]);
    const version = await mustRun('qemu-system-x86_64', ['--version']);
    assert.match(version, new RegExp(`version ${report.version.replace(/^\D+/, '')}\\b`));
    for (const { args } of qemus) {
      assert.equal(optionOf(args, '-accel').split(',')[0], report.accelerator);
    }
  });

  test('it is not root, is in no group of anybody, and no two are the same user', () => {
    const uids = qemus.map(({ pid }) => statusField(pid, 'Uid').split(/\s+/));
    for (const [index, each] of uids.entries()) {
      assert.equal(new Set(each).size, 1, 'real, effective, saved and file system user');
      assert.notEqual(each[0], '0');
      const { pid } = qemus[index] ?? { pid: 0 };
      assert.equal(statusField(pid, 'Gid').split(/\s+/).includes('0'), false);
      if (isRoot) assert.equal(statusField(pid, 'Groups').split(/\s+/).includes('0'), false);
    }
    const own = new Set(uids.map(([uid]) => uid)).size === qemus.length;
    assert.equal(own ? 'own' : 'shared', report.confinement.user);
    assert.equal(own, isRoot, 'started by root it has a user of its own');
  });

  test('it has no right beyond that, can gain none, and its system calls are filtered', () => {
    for (const { pid, args } of qemus) {
      for (const rights of ['CapInh', 'CapPrm', 'CapEff', 'CapAmb']) {
        assert.match(statusField(pid, rights), /^0+$/, rights);
      }
      assert.equal(statusField(pid, 'NoNewPrivs'), '1');
      assert.equal(statusField(pid, 'Seccomp') === '2', report.confinement.sandbox);
      assert.equal(report.confinement.sandbox, true);
      const sandbox = optionOf(args, '-sandbox').split(',');
      for (const rule of ['on', 'spawn=deny', 'resourcecontrol=deny', 'obsolete=deny']) {
        assert.ok(sandbox.includes(rule), rule);
      }
    }
  });

  test('it is limited as the operator is told', async () => {
    for (const { pid } of qemus) {
      const limits = await readFile(`/proc/${pid}/limits`, 'utf8');
      assert.match(limits, /^Max core file size +0 +0 /m);
      assert.match(limits, /^Max open files +\d+ +\d+ /m);
      assert.equal(report.confinement.limits, true);
      const groupOf = async (of: number): Promise<string> =>
        await readFile(`/proc/${of}/cgroup`, 'utf8');
      const ownGroup = (await groupOf(pid)) !== (await groupOf(service.pid));
      assert.equal(ownGroup, report.confinement.controlGroup);
    }
  });

  test('it listens at one port of the loopback address and nowhere else', async () => {
    assert.equal(report.confinement.network, true);
    for (const { pid, serverId, args } of qemus) {
      const port = portOf(servers.find(({ id }) => id === serverId) ?? servers[0]);
      const network = args.filter((arg) => arg.startsWith('user,'));
      assert.equal(network.length, 1);
      assert.match(network[0] ?? '', /\brestrict=on\b/);
      assert.deepEqual(await listeningPlaces(pid), [`127.0.0.1:${port}`]);
      const opened = args.filter((arg) => /tcp:|telnet:|0\.0\.0\.0/.test(arg));
      assert.deepEqual(opened, network, 'nothing else is at a port');
    }
  });

  test('it is given nothing to guess: no defaults, no configuration, the format of every file', () => {
    for (const { args } of qemus) {
      for (const flag of ['-nodefaults', '-no-user-config']) assert.ok(args.includes(flag), flag);
      assert.deepEqual(
        args.filter((arg) => /^-(drive|hda|hdb|cdrom|virtfs|fsdev|usb)/.test(arg)),
        [],
      );
      const nodes = args.filter((_, index) => args[index - 1] === '-blockdev');
      assert.ok(nodes.length >= 2, 'a disk and a seed');
      for (const node of nodes) assert.match(node, /"driver":"(qcow2|raw)"/);
      const disk = nodes.find((node) => node.includes('"qcow2"')) ?? '';
      assert.match(disk, /"backing":(null|\{)/, 'what it lies upon is said, not read from it');
    }
  });

  test('its user can open its own files, and neither those of another server nor any of the service', async () => {
    const [mine, theirs] = qemus;
    assert.ok(mine && theirs);
    if (!isRoot) {
      assert.equal(report.confinement.user, 'shared', 'and the operator is told so');
      return;
    }
    const uid = statusField(mine.pid, 'Uid').split(/\s+/)[0] ?? '';
    const open = async (path: string): Promise<boolean> => {
      await stat(path);
      const as = ['--reuid', uid, '--regid', uid, '--clear-groups'];
      const read = ['head', '-c', '1', path];
      const { code, stderr } = await runCommand('setpriv', [...as, '--', ...read]);
      assert.ok(code === 0 || /Permission denied/.test(stderr), stderr);
      return code === 0;
    };
    assert.equal(await open('/etc/passwd'), true, 'what everybody may read');
    const cells = await Promise.all(
      [mine, theirs].map(async ({ pid }) => await readlink(`/proc/${pid}/cwd`)),
    );
    const inCells = await Promise.all(cells.map(async (cell) => await namesIn(cell)));
    assert.ok(inCells.every((names) => names.some((name) => name.endsWith('.qcow2'))));
    const { socket, postgres } = await postgresSocketOf(service.data);
    const forbidden = [
      ...(inCells[1] ?? []).filter((path) => !path.endsWith('.sock')),
      ...(await namesIn(join(service.data, 'engine', 'disks'))),
      ...(await namesIn(join(service.data, 'engine', 'bases'))),
      ...(await namesIn(join(service.data, 'secrets'))),
      service.clouds,
      join(postgres, 'PG_VERSION'),
      socket,
    ];
    for (const path of forbidden) assert.equal(await open(path), false, path);
    // Not even by the folder that it runs in: whoever is in it got there before it became somebody else.
    const within = ['sh', '-c', 'cd -P .. && ls'];
    const { code } = await runCommand(
      'setpriv',
      ['--reuid', uid, '--regid', uid, '--clear-groups', '--', ...within],
      { cwd: cells[0] ?? '' },
    );
    assert.notEqual(code, 0);
  });
});

function optionOf(args: readonly string[], name: string): string {
  return args[args.indexOf(name) + 1] ?? '';
}

async function namesIn(path: string): Promise<string[]> {
  return (await readdir(path)).map((name) => join(path, name));
}

/** Where a process takes connections over the network, as address:port. */
async function listeningPlaces(pid: number): Promise<string[]> {
  const targets = await Promise.all(
    (await namesIn(`/proc/${pid}/fd`)).map(async (path) => await readlink(path).catch(() => '')),
  );
  const own = new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
  const tables = await Promise.all(
    ['tcp', 'tcp6', 'udp', 'udp6'].map(
      async (table) => await readFile(`/proc/${pid}/net/${table}`, 'utf8'),
    ),
  );
  const listening = '0A';
  return tables.flatMap((table, index) =>
    table
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => own.has(fields[9] ?? '') && (index > 1 || fields[3] === listening))
      .map((fields) => placeOf(fields[1] ?? '')),
  );
}

/** The kernel writes an address of version 4 as a number in the machine's order of bytes. */
function placeOf(text: string): string {
  const [address = '', port = ''] = text.split(':');
  const bytes = Buffer.from(address, 'hex').toReversed();
  return `${[...bytes].join('.')}:${Number.parseInt(port, 16)}`;
}
