// The bootable image: what is on its disk, and how the system on it behaves, started for real.
import assert from 'node:assert/strict';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bootImage } from '../../../test/support/boot-images.ts';
import { rootPartition } from './disk-layout.ts';
import { startMachine } from './machine.fixture.ts';
import { runTool } from './run-tool.ts';

let folder: string;
let image: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accord-boot-image-'));
  image = await bootImage('a');
});

after(async () => await rm(folder, { recursive: true, force: true }));

describe('The disk', () => {
  let raw: string;

  before(async () => {
    raw = join(folder, 'disk.raw');
    await runTool('qemu-img', ['convert', '-f', 'qcow2', '-O', 'raw', image, raw]);
  });

  test('is a small qcow2 file that refers to no other', async () => {
    const json = await runTool('qemu-img', ['info', '-f', 'qcow2', '--output=json', image]);
    const info = JSON.parse(json) as Record<string, unknown>;
    assert.equal(info['virtual-size'], 128 * 1024 * 1024);
    assert.equal(info['backing-filename'], undefined);
    assert.ok(Number(info['actual-size']) < 25_000_000, json);
  });

  test('has a partition to start from and one for the system', async () => {
    const table = JSON.parse(await runTool('sfdisk', ['--json', raw])) as {
      partitiontable: { partitions: { start: number; type: string; bootable?: boolean }[] };
    };
    assert.deepEqual(
      table.partitiontable.partitions.map(({ start, type, bootable }) => [start, type, bootable]),
      [
        [2048, 'e', true],
        [65_536, '83', undefined],
      ],
    );
    assert.match(await runTool('mdir', ['-b', '-i', `${raw}@@1M`]), /vmlinuz/);
  });

  test('has a root file system without a fault, all of it root’s, where nobody can sign in', async () => {
    const root = join(folder, 'root.ext4');
    const part = await open(root, 'w');
    const { start, length } = rootPartition;
    await part.write((await readFile(raw)).subarray(start, start + length));
    await part.close();
    await runTool('e2fsck', ['-f', '-n', root]);
    assert.match(await runTool('debugfs', ['-R', 'cat /etc/os-release', root]), /VERSION="1\.0"/);
    const shadow = await runTool('debugfs', ['-R', 'cat /etc/shadow', root]);
    assert.deepEqual(
      shadow.split('\n').flatMap((line) => line.split(':').slice(1, 2)),
      ['*', '*'],
    );
    const listed = await runTool('debugfs', ['-R', 'ls -l /etc/accord', root]);
    const owners = [...listed.matchAll(/^ +\d+ +\d+ \(\d+\) +(\d+) +(\d+)/gm)];
    assert.ok(owners.length > 5);
    assert.ok(owners.every(([, user, group]) => user === '0' && group === '0'));
  });

  test('is another one in its other flavour', async () => {
    const other = await bootImage('b');
    assert.ok(!(await readFile(image)).equals(await readFile(other)));
  });
});

test('The system takes what the cloud gives it, keeps it over a restart, and takes it anew as another instance', async (t) => {
  const disk = join(folder, 'system.qcow2');
  const overlay = ['-b', image, '-F', 'qcow2', disk, '1G'];
  await runTool('qemu-img', ['create', '-q', '-f', 'qcow2', ...overlay]);
  const key = join(folder, 'key');
  await runTool('ssh-keygen', [
    '-q',
    '-t',
    'ed25519',
    '-N',
    '',
    '-C',
    'a key, with #signs',
    '-f',
    key,
  ]);
  const publicKey = (await readFile(`${key}.pub`, 'utf8')).trim();
  const hash = (await runTool('openssl', ['passwd', '-6', 'correct horse'])).trim();
  const userData = `#cloud-config
hostname: web-1
disable_root: false
ssh_pwauth: true
ssh_authorized_keys:
  - ${JSON.stringify(publicKey)}
chpasswd:
  expire: false
  users:
    - {name: root, password: ${JSON.stringify(hash)}, type: hash}
`;

  const nobodyKnown = [
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'LogLevel=ERROR',
  ];
  const options = [...nobodyKnown, 'BatchMode=yes', 'IdentitiesOnly=yes'].map(
    (word) => `-o${word}`,
  );
  const byKey = async (port: number, command: string): Promise<string> => {
    const where = ['-p', String(port), 'root@127.0.0.1', command];
    return await runTool('ssh', ['-F', '/dev/null', '-i', key, ...options, ...where]);
  };
  const byPassword = async (port: number, password: string): Promise<string> =>
    await runTool('dbclient', ['-y', '-y', '-p', String(port), 'root@127.0.0.1', 'hostname'], {
      env: { DROPBEAR_PASSWORD: password, HOME: folder },
    });
  const hostKeyOf = (said: string): string => {
    const [, found] = /accord-image: host-key (\S+)/.exec(said) ?? [];
    assert.ok(found !== undefined, said);
    return found;
  };
  const start = async (instance: string, name: string, data: string) =>
    await startMachine(t, {
      folder,
      disk,
      metaData: `instance-id: ${instance}\nlocal-hostname: ${name}\n`,
      userData: data,
    });

  const first = await start('i-1', 'web-1', userData);
  const began = performance.now();
  const said = await first.says(/accord-image: ready/);
  t.diagnostic(`ready after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  assert.match(said, /accord-image: system debian-tiny 1\.0\r\naccord-image: boots 1\r\n/);
  assert.match(said, /accord-image: seed i-1 web-1\r\n/);
  await first.says(/web-1 login: $/);
  assert.equal(await byPassword(first.port, 'correct horse'), 'web-1\n');
  await assert.rejects(byPassword(first.port, 'wrong horse'));
  const size = await byKey(first.port, "df -m / | awk 'NR == 2 { print $2 }'");
  assert.ok(Number(size) > 900, `the root file system has ${size.trim()} MiB of a disk of 1 GiB`);
  await byKey(first.port, 'echo kept >/root/note; sync');
  await first.command('system_powerdown');
  await first.ends(20);

  const again = await start('i-1', 'other', '#cloud-config\n');
  const saidAgain = await again.says(/accord-image: ready/);
  assert.match(saidAgain, /accord-image: boots 2\r\naccord-image: seed i-1 web-1\r\n/);
  assert.equal(hostKeyOf(saidAgain), hostKeyOf(said));
  assert.equal(await byKey(again.port, 'cat /root/note; hostname'), 'kept\nweb-1\n');
  await byKey(again.port, 'poweroff').catch(() => '');
  await again.ends(20);

  const script = '#!/bin/sh\necho from the script >/root/scripted\n';
  const parts = [script, '#cloud-config\nhostname: web-2\nssh_pwauth: false\n'];
  const bodies = parts.map((part) => `--==part\nContent-Type: text/plain\n\n${part}`).join('');
  const message = `Content-Type: multipart/mixed; boundary="==part"\nMIME-Version: 1.0\n\n${bodies}--==part--\n`;
  const another = await start('i-2', 'web-2', message);
  const saidAnother = await another.says(/accord-image: ready/);
  assert.match(saidAnother, /accord-image: boots 3\r\naccord-image: seed i-2 web-2\r\n/);
  assert.notEqual(hostKeyOf(saidAnother), hostKeyOf(said));
  const files = await byKey(another.port, 'cat /root/note /root/scripted');
  assert.equal(files, 'kept\nfrom the script\n');
  await assert.rejects(byPassword(another.port, 'correct horse'));
});
