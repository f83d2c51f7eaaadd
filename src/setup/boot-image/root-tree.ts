// The files of the guest's root file system, laid out in a folder.
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const guestFiles = join(import.meta.dirname, 'guest');

/** Programs beside busybox, by their places in the packages. */
const programs = [
  'usr/sbin/dropbear',
  'usr/bin/dropbearkey',
  'usr/bin/dbclient',
  'sbin/resize2fs',
  'sbin/mke2fs',
  'sbin/e2fsck',
  'sbin/blkid',
];

const libraries = [
  'libtomcrypt.so.1',
  'libtommath.so.1',
  'libgmp.so.10',
  'libz.so.1',
  'libcrypt.so.1',
  'libc.so.6',
  'libe2p.so.2',
  'libext2fs.so.2',
  'libcom_err.so.2',
  'libblkid.so.1',
  'libuuid.so.1',
];

const libraryFolder = 'usr/lib/x86_64-linux-gnu';
const loader = 'ld-linux-x86-64.so.2';

export interface RootTree {
  readonly name: string;
  readonly version: string;
  readonly flavour: string;
  /** By their absolute paths in the guest. */
  readonly extraFiles: Readonly<Record<string, string | Buffer>>;
}

/** Writes the tree into an empty folder. `applets` are the names that busybox goes by. */
export async function writeRootTree(
  target: string,
  unpacked: string,
  applets: readonly string[],
  tree: RootTree,
): Promise<void> {
  const folders =
    'dev proc sys run tmp mnt home root/.ssh etc/accord etc/dropbear etc/acpi/PWRF var/lib/accord var/log usr/bin usr/lib64';
  for (const folder of [...folders.split(' '), libraryFolder]) {
    await mkdir(join(target, folder), { recursive: true });
  }
  await symlink('bin', join(target, 'usr/sbin'));
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) {
    await symlink(`usr/${folder}`, join(target, folder));
  }
  await chmod(join(target, 'tmp'), 0o1777);
  await chmod(join(target, 'root'), 0o700);
  await chmod(join(target, 'root/.ssh'), 0o700);
  await writePrograms(target, unpacked, applets);
  await writeScripts(target);
  await writeSettings(target, tree);
  for (const [path, content] of Object.entries(tree.extraFiles)) {
    await mkdir(join(target, dirname(path)), { recursive: true });
    await writeFile(join(target, path), content);
  }
}

async function writePrograms(
  target: string,
  unpacked: string,
  applets: readonly string[],
): Promise<void> {
  const bin = join(target, 'usr/bin');
  await copyFile(join(unpacked, 'bin/busybox'), join(bin, 'busybox'));
  for (const path of programs) {
    await copyFile(join(unpacked, path), join(bin, path.slice(path.lastIndexOf('/') + 1)));
  }
  for (const name of ['mkfs.ext2', 'mkfs.ext3', 'mkfs.ext4']) {
    await symlink('mke2fs', join(bin, name));
  }
  const taken = new Set(await readdir(bin));
  for (const name of applets) {
    if (!taken.has(name)) await symlink('busybox', join(bin, name));
  }
  for (const name of [...libraries, loader]) {
    const to = join(target, libraryFolder, name);
    await copyFile(find(unpacked, name), to);
  }
  await symlink(`../lib/x86_64-linux-gnu/${loader}`, join(target, 'usr/lib64', loader));
}

/** Debian 12 has libraries in both of these folders. */
function find(unpacked: string, name: string): string {
  for (const folder of ['lib/x86_64-linux-gnu', libraryFolder]) {
    const path = join(unpacked, folder, name);
    if (existsSync(path)) return path;
  }
  throw new Error(`the packages have no ${name}`);
}

async function writeScripts(target: string): Promise<void> {
  const scripts = {
    'etc/inittab': 'inittab',
    'etc/acpi/PWRF/00000080': 'power-button',
    'etc/accord/functions': 'functions',
    'etc/accord/start': 'start',
    'etc/accord/apply-seed': 'apply-seed',
    'etc/accord/read-seed.awk': 'read-seed.awk',
    'etc/accord/lease': 'lease',
    'etc/accord/run-scripts': 'run-scripts',
    'etc/accord/split-user-data.awk': 'split-user-data.awk',
    'etc/accord/unmount': 'unmount',
  };
  for (const [path, script] of Object.entries(scripts)) {
    await copyFile(join(guestFiles, script), join(target, path));
    await chmod(join(target, path), path === 'etc/inittab' ? 0o644 : 0o755);
  }
}

async function writeSettings(target: string, tree: RootTree): Promise<void> {
  const { name, version, flavour } = tree;
  const settings = {
    'etc/os-release': `NAME=${quoted(name)}
VERSION=${quoted(version)}
PRETTY_NAME=${quoted(`${name} ${version}`)}
ID=${flavour === 'debian' ? 'debian' : 'accord-tiny'}
ID_LIKE=debian
VARIANT_ID=${flavour}
`,
    'etc/issue': `${name} ${version} \\n \\l\n\n`,
    'etc/motd': `\n${name} ${version}: a small system made of Debian's kernel, busybox and dropbear.\n\n`,
    'etc/hostname': `${name}\n`,
    'etc/hosts': `127.0.0.1 localhost\n127.0.1.1 ${name}\n`,
    'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
    'etc/group': 'root:x:0:\ntty:x:5:\nnogroup:x:65534:\n',
    'etc/shells': '/bin/sh\n',
    'etc/profile': `export PS1='\\u@\\h:\\w\\$ '\nexport PATH=/usr/sbin:/usr/bin:/sbin:/bin\n`,
    'etc/dropbear/options': '',
  };
  for (const [path, content] of Object.entries(settings)) {
    await writeFile(join(target, path), content);
    await chmod(join(target, path), 0o644);
  }
  // Nobody can sign in until the seed has given a password or a key.
  await writeFile(join(target, 'etc/shadow'), 'root:*:19700:0:99999:7:::\nnobody:*:19700::::::\n');
  await chmod(join(target, 'etc/shadow'), 0o600);
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\$`]/g, '')}"`;
}
