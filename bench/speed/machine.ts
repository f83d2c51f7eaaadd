// What the report says of the machine and of the versions that ran.
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { mustRun, runCommand } from '../../test/contract/support/run-command.ts';
import { checkout } from '../../test/contract/support/service-process.ts';

/** One line a fact, as `name: value`. `folder` is where the data of all sides are. */
export async function describeMachine(folder: string): Promise<string[]> {
  const system = /^PRETTY_NAME="?(?<name>[^"\n]*)/m.exec(await readFile('/etc/os-release', 'utf8'));
  const where = await mustRun('/usr/bin/findmnt', ['-no', 'FSTYPE,SOURCE', '--target', folder]);
  return [
    `processors: ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`,
    `memory: ${(totalmem() / 1024 ** 3).toFixed(0)} GiB`,
    `disk: ${where.trim().split(/ +/).join(' on ')}`,
    `system: ${system?.groups?.['name'] ?? 'Linux'}, kernel ${release()}`,
    `load average before: ${loadavg()
      .map((each) => each.toFixed(2))
      .join(', ')}`,
  ];
}

const packages = [
  'glance-api',
  'keystone',
  'mariadb-server',
  'memcached',
  'uwsgi-core',
  'python3-eventlet',
  'nginx-light',
  'wrk',
  'curl',
  'openssl',
] as const;

/** Of Accord, the commit that runs, and Node. */
export async function describeAccord(): Promise<string> {
  const { version } = JSON.parse(await readFile(`${checkout}/package.json`, 'utf8')) as {
    version: string;
  };
  const git = async (...args: string[]): Promise<string> =>
    (await mustRun('git', args, { cwd: checkout })).trim();
  const commit = await git('rev-parse', '--short', 'HEAD');
  const changed = (await git('status', '--porcelain', '--', 'src')) === '' ? '' : ', with changes';
  return `Accord ${version} (${commit}${changed}), Node ${process.versions.node}`;
}

/** Of all sides, one a line. */
export async function describeVersions(): Promise<string[]> {
  const format = '--showformat=${Package} ${Version}\n';
  // Its exit code says that one of them is not installed, which is so when its side was not asked for.
  const { stdout } = await runCommand('dpkg-query', ['--show', format, ...packages]);
  return [await describeAccord(), ...stdout.trim().split('\n')];
}
