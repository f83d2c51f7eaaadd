// The one list of Debian packages that scripts need beyond Node, and how they come onto the machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';

/**
 * What `npm start` uses. The bundled PostgreSQL brings its libraries except libstdc++6, which apt itself depends on. What the image that boots is made
 * of is downloaded and not installed: src/setup/boot-image/packages.ts has that list.
 */
const forStart = [
  // Servers and their disks.
  'qemu-system-x86',
  'qemu-utils',
  // Firmware of servers that start by UEFI.
  'ovmf',
  // The disk that tells a server its name and keys.
  'xorriso',
  // The root file system of the image that boots.
  'e2fsprogs',
];

export const packagesFor = {
  start: forStart,
  test: [
    ...forStart,
    // Foreign clients and the compatibility suite that the contract tests run against a real server.
    'python3-openstackclient',
    'tempest',
    'glance-tempest-plugin',
    'python3-glanceclient',
    'python3-openstacksdk',
    'python3-stestr',
    'subunit',
    'python3-subunit',
    // What the guides' blocks of shell use.
    'curl',
    'jq',
    'openssl',
    // A service that asks ours what tokens are worth.
    'python3-placement',
    'python3-keystonemiddleware',
    // Counts and inspects system calls: durability, and where image bytes travel.
    'strace',
    // Second opinions on disk images: partition tables, FAT file systems.
    'fdisk',
    'dosfstools',
    'mtools',
    // Signing in to servers with a key and with a password.
    'openssh-client',
    'dropbear-bin',
    // The console in a browser, in both of its languages.
    'chromium',
    'fonts-noto-cjk',
    // Processes of other users: ps; setpriv, unshare.
    'procps',
    'util-linux',
  ],
  // The clients of the bench and the limits of the machine that it measures.
  bench: ['wrk', 'curl', 'nginx-light', 'openssl', 'util-linux'],
  // The pictures of the console: a browser, letters for both languages, and what makes the files small.
  screenshots: ['chromium', 'fonts-noto-cjk', 'pngquant'],
  // A real Glance with Keystone, to compare with and to measure beside.
  peers: [
    'glance-api',
    'keystone',
    'mariadb-server',
    'memcached',
    'uwsgi-core',
    'uwsgi-plugin-python3',
    'python3-pymysql',
    'util-linux',
  ],
};

/**
 * Sees to it that the packages of a group are there: as root on Debian by apt-get, which it says in one line (ACCORD_APT=never
 * forbids it). Otherwise, or when apt-get fails, group `start` prints the line to run, and any other throws an Error with it.
 * Returns the names that are still missing.
 * @param {keyof typeof packagesFor} group
 * @returns {string[]}
 */
export function ensureDebianPackages(group) {
  const missing = missingPackages(packagesFor[group]);
  if (missing.length === 0) return [];
  const mayInstall =
    isDebian() && process.getuid?.() === 0 && process.env['ACCORD_APT'] !== 'never';
  if (mayInstall) {
    process.stderr.write(`Installing Debian packages: ${missing.join(' ')}.\n`);
    const failure = install(missing);
    if (failure === undefined) return [];
    process.stderr.write(failure);
  }
  const line = `Missing: ${missing.join(', ')}. Run: ${installLine(missing)}`;
  if (group !== 'start') throw new Error(line);
  process.stderr.write(`${line}\n`);
  return missing;
}

/** Elsewhere than on Debian nothing is known to be there. */
function missingPackages(names) {
  if (names.length === 0) return [];
  const { stdout } = spawnSync(
    'dpkg-query',
    ['--show', '--showformat=${Package} ${db:Status-Status}\\n', ...names],
    { encoding: 'utf8' },
  );
  const lines = (stdout ?? '').split('\n');
  return names.filter((name) => !lines.includes(`${name} installed`));
}

function isDebian() {
  return existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

function installLine(names) {
  const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
  return `${sudo}apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

/** Returns what apt-get said when it failed. */
function install(names) {
  const fresh = !hasPackageLists();
  if (fresh) {
    const failure = aptGet(['update']);
    if (failure !== undefined) return failure;
  }
  const wanted = ['install', '-y', '--no-install-recommends', ...names];
  const failure = aptGet(wanted);
  if (failure === undefined || fresh) return failure;
  // The lists may name versions that the mirror no longer has.
  return aptGet(['update']) ?? aptGet(wanted);
}

/** Waits up to five minutes for another apt or dpkg to finish. Servers that come with packages are not started. */
function aptGet(args) {
  return withoutStartingServers(() => runAptGet(args));
}

/** Debian asks this program, when there is one, before it starts anything; 101 means no. */
function withoutStartingServers(work) {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return work();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return work();
  } finally {
    rmSync(policy);
  }
}

function runAptGet(args) {
  const { status, stdout, stderr, error } = spawnSync(
    'apt-get',
    ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (status === 0) return undefined;
  return `${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}`;
}

function hasPackageLists() {
  try {
    return readdirSync('/var/lib/apt/lists').some((name) => name.includes('_Packages'));
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}
