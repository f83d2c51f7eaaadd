// kill -9 while servers are created, get another system or a disk, are captured and deleted: after the restart each is finished or undone, no
// disk is lost, and nothing runs that nobody knows of. Servers themselves run on and do not notice.
// `ACCORD_CRASH_SEED=N node --test test/crash/kill-servers.test.ts` makes the same random choices again.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { chmod, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../contract/support/free-port.ts';
import { reachGuest } from '../contract/support/guest.ts';
import {
  attachDisk,
  createDisk,
  createServers,
  deleteAll,
  showServer,
  uploadImage,
  type ShownServer,
} from '../contract/support/machines.ts';
import { projectApi } from '../contract/support/project-api.ts';
import { qemusOf } from '../contract/support/qemu-processes.ts';
import { bootImage } from '../support/boot-images.ts';
import {
  killAccord,
  killPostgres,
  launchAccord,
  removeData,
  stopAccord,
  type AccordProcess,
} from './accord-process.ts';
import { acts, newServers, type ActName, type Attempt, type Machines } from './machine-acts.ts';
import { bytesNamed, Random } from './random.ts';
import { verifyDiskFiles, verifyMachines, waitForJobs } from './verify-machines.ts';

/** What is killed. `start`: once more while it recovers. */
type Kill = 'service' | 'service, database' | 'service, start';

const rounds: readonly (readonly [ActName, Kill])[] = [
  ['create', 'service'],
  ['create', 'service, start'],
  ['create', 'service, database'],
  ['change OS', 'service'],
  ['change OS', 'service'],
  ['change OS', 'service, start'],
  ["change the witness's OS", 'service'],
  ['attach', 'service'],
  ['attach', 'service, start'],
  ['detach', 'service'],
  ['capture', 'service'],
  ['capture', 'service, database'],
  ['delete', 'service'],
  ['delete', 'service, start'],
];

const mebibyte = 1 << 20;

test('work on servers and disks is finished or undone after kill -9 at random moments', async (t) => {
  const seed = Number(process.env['ACCORD_CRASH_SEED'] ?? randomInt(2 ** 31));
  t.diagnostic(`ACCORD_CRASH_SEED=${seed}`);
  const random = new Random(seed);
  const data = await realpath(await mkdtemp(join(tmpdir(), 'accord-crash-')));
  // PostgreSQL and QEMU may run as other users, who must get through.
  await chmod(data, 0o711);
  const settings = {
    ACCORD_PORT: String(await freePort()),
    ACCORD_SEED: 'none',
    // Firmware takes no notice of the power button.
    ACCORD_STOP_SECONDS: '5',
  };
  const wrapper = ['env', ...Object.entries(settings).map(([name, value]) => `${name}=${value}`)];
  const launch = (): AccordProcess => launchAccord(data, wrapper);
  let accord = launch();
  t.after(async () => {
    await killAccord(accord);
    for (const { pid } of qemusOf(data)) process.kill(pid, 'SIGKILL');
    await removeData(data, accord);
  });
  const url = await accord.ready;
  const { machines, witness } = await openMachines(data, url);
  const usual = await doEachOnce(machines, random);
  await witness.hasAll(true);
  await verifyMachines(data);

  const outcomes: Record<string, number> = {};
  for (const [index, [name, kill]] of random.shuffled(rounds).entries()) {
    let attempt: Attempt | undefined;
    try {
      await witness.writes(index);
      attempt = await acts[name](machines, random);
      const beginning = attempt.begin().catch(() => null);
      await pause(random.integer(20, Math.round(usual[name] * 1.2)));
      await killAccord(accord);
      const begun = await beginning;
      if (kill === 'service, database') await killPostgres(data);
      if (kill === 'service, start') {
        accord = launch();
        await pause(random.integer(300, 2500));
        await killAccord(accord);
      }
      accord = launch();
      await accord.ready;
      await waitForJobs(data);
      await verifyMachines(data);
      const outcome = await judge(machines, attempt, begun);
      outcomes[`${name}: ${outcome}`] = (outcomes[`${name}: ${outcome}`] ?? 0) + 1;
      await witness.hasAll(name === "change the witness's OS");
    } catch (error) {
      throw new Error(
        `round ${index}: ${kill} was killed during ${name} (ACCORD_CRASH_SEED=${seed}); the service said:\n${accord.log()}`,
        { cause: error },
      );
    }
  }
  t.diagnostic(`outcomes: ${JSON.stringify(outcomes)}`);

  for (const { id } of await stopEverything(machines)) {
    assert.equal((await showServer(machines.api, id)).status, 'stopped');
  }
  await verifyDiskFiles(data);
  await deleteAll(machines.api);
  assert.deepEqual(qemusOf(data), []);
  await verifyMachines(data);
  assert.equal(await stopAccord(accord), 0, 'the exit code of an ordinary stop');
});

async function judge(
  { api }: Machines,
  attempt: Attempt,
  begun: { readonly jobId: string } | null,
): Promise<string> {
  if (begun === null) return 'not acknowledged';
  const job = await api.ended(begun.jobId);
  if (job.status === 'succeeded') {
    await attempt.finished(begun);
    return 'finished';
  }
  await attempt.undone(job);
  return `undone (${job.problem?.code})`;
}

interface Witness {
  /** The guest writes the round on both of its disks, and sees to it that it is there. */
  writes(round: number): Promise<void>;
  /** Fails unless all rounds so far are on the data disk, and on the system disk as well unless the system may be, and is, a new one. */
  hasAll(mayBeNew: boolean): Promise<void>;
}

async function openMachines(
  data: string,
  url: string,
): Promise<{ machines: Machines; witness: Witness }> {
  const api = await projectApi({ url, clouds: join(data, 'clouds.yaml') }, 'admin');
  const plain = async (name: string, kind: 'system' | 'data', size: number): Promise<string> => {
    const file = join(data, `${name}.raw`);
    await writeFile(file, bytesNamed(name, size));
    return await uploadImage(api, { name, kind, diskFormat: 'raw' }, file);
  };
  const system = { kind: 'system', diskFormat: 'qcow2' } as const;
  const first = await uploadImage(api, { name: 'first', ...system }, await bootImage('a'));
  const second = await uploadImage(api, { name: 'second', ...system }, await bootImage('b'));
  const { privateKey } = await api.ask<{ privateKey: string }>('POST', '/key-pairs', {
    name: 'desk',
  });
  const keyFile = join(data, 'desk.pem');
  await writeFile(keyFile, privateKey, { mode: 0o600 });
  const login = { kind: 'key', keyName: 'desk' };
  const [server] = await createServers(api, { name: 'witness', imageId: first, login });
  assert.ok(server?.ssh);
  const machines = {
    api,
    images: {
      blank: await plain('blank', 'system', 3 * mebibyte),
      other: await plain('other', 'system', 5 * mebibyte),
      words: await plain('words', 'data', mebibyte),
    },
    systems: [first, second],
    login,
    witness: server.id,
  } as const;
  const witness = await openWitness(data, machines, server.ssh.port, keyFile);
  return { machines, witness };
}

/** Gives the witness a disk, on which its guest makes a file system. */
async function openWitness(
  data: string,
  { api, witness: id }: Machines,
  port: number,
  keyFile: string,
): Promise<Witness> {
  const disk = await createDisk(api, { name: 'records', size: 1 });
  const device = await attachDisk(api, id, disk.id);
  const pidNow = (): number | undefined =>
    qemusOf(data).find(({ serverId }) => serverId === id)?.pid;
  const mounted = `grep -q ' /mnt ' /proc/mounts || mount ${device} /mnt`;
  let guest = await reachGuest(port, { keyFile });
  await guest.run(
    `for i in $(seq 100); do [ -b ${device} ] && break; usleep 100000; done; mkfs.ext2 -q ${device}; ${mounted}`,
  );
  let pid = pidNow();
  let onSystem: number[] = [];
  const onDisk: number[] = [];
  return {
    async writes(round) {
      await guest.run(
        `${mounted}; for file in /mnt/records /root/records; do echo ${round} >>$file; done; sync`,
      );
      onSystem.push(round);
      onDisk.push(round);
    },
    async hasAll(mayBeNew) {
      if (mayBeNew) guest = await reachGuest(port, { keyFile });
      else assert.equal(pidNow(), pid, 'the witness has run on');
      pid = pidNow();
      await guest.run(mounted);
      const kept = await guest.run('cat /root/records 2>/dev/null || true');
      if (mayBeNew && kept === '') onSystem = [];
      assert.equal(kept, onSystem.join('\n'), 'what was written on the system disk');
      assert.equal(await guest.run('cat /mnt/records'), onDisk.join('\n'));
    },
  };
}

/** Does each act once to its good end. Returns how many milliseconds each took. */
async function doEachOnce(
  machines: Machines,
  random: Random,
): Promise<Readonly<Record<ActName, number>>> {
  const { api } = machines;
  // There is always one that can be deleted.
  await api.finish('POST', '/servers', newServers(machines));
  const usual: [ActName, number][] = [];
  for (const name of Object.keys(acts) as ActName[]) {
    const attempt = await acts[name](machines, random);
    const start = performance.now();
    const begun = await attempt.begin();
    const job = await api.ended(begun.jobId);
    usual.push([name, performance.now() - start]);
    assert.equal(job.status, 'succeeded', `${name}: ${JSON.stringify(job)}`);
    await attempt.finished(begun);
  }
  return Object.fromEntries(usual) as Record<ActName, number>;
}

async function stopEverything({ api }: Machines): Promise<readonly ShownServer[]> {
  const { items } = await api.ask<{ items: ShownServer[] }>(
    'GET',
    '/servers?limit=100&status=running',
  );
  for (const { id } of items) await api.finish('POST', `/servers/${id}/stop`, { hard: true });
  return items;
}
