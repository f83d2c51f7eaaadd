// After a crash, once all work has ended: what the database says of servers and disks, what the engine has on disk, and what runs on the machine
// are one and the same.
import assert from 'node:assert/strict';
import { readdirSync, readlinkSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { qemusOf, type QemuProcess } from '../contract/support/qemu-processes.ts';
import { mustRun } from '../contract/support/run-command.ts';
import { withDatabase, type Rows } from './verify.ts';

const jobsEndWithin = 90_000;
/** What nobody refers to is removed by tasks of their own. */
const settlesWithin = 20_000;

interface ServerRow {
  readonly id: string;
  readonly status: string;
  readonly task: string | null;
  readonly ssh_port: number | null;
}

interface DiskRow {
  readonly id: string;
  readonly status: string;
  readonly server_id: string | null;
  readonly blob: string | null;
}

/** Waits until every job has ended. */
export async function waitForJobs(data: string): Promise<void> {
  await withDatabase(data, async (rows) => {
    const deadline = performance.now() + jobsEndWithin;
    for (;;) {
      const open = await rows(`select id, type, status, attempts from jobs where ended_at is null`);
      if (open.length === 0) return;
      assert.ok(performance.now() < deadline, `${JSON.stringify(open)} never end`);
      await pause(50);
    }
  });
}

/** True when more than one process has worked on the job. */
export async function wasCutOff(data: string, jobId: string): Promise<boolean> {
  let attempts = 0;
  await withDatabase(data, async (rows) => {
    const [job] = await rows<{ attempts: number }>(
      `select attempts from jobs where id = '${jobId}'`,
    );
    attempts = job?.attempts ?? 0;
  });
  return attempts > 1;
}

/** Fails unless everything fits together soon. */
export async function verifyMachines(data: string): Promise<void> {
  await withDatabase(data, async (rows) => {
    const deadline = performance.now() + settlesWithin;
    for (;;) {
      try {
        await verifyOnce(data, rows);
        return;
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await pause(100);
      }
    }
  });
}

async function verifyOnce(data: string, rows: Rows): Promise<void> {
  const servers = await rows<ServerRow>(
    `select id, status, task, ssh_port from servers where status <> 'deleted'`,
  );
  const disks = await rows<DiskRow>(
    `select id, status, server_id, blob from disks where status <> 'deleted'`,
  );
  verifyServers(servers, disks, qemusOf(data));
  await verifyDisks(data, servers, disks);
  await verifyImages(data, disks, rows);
}

/** Each server that is said to run is one process that has just the disks that it is said to have; nothing else runs. */
function verifyServers(
  servers: readonly ServerRow[],
  disks: readonly DiskRow[],
  qemus: readonly QemuProcess[],
): void {
  for (const { id, status, task, ssh_port: port } of servers) {
    assert.equal(task, null, `server ${id} is left ${task}`);
    assert.notEqual(status, 'building', `server ${id} is left half built`);
    const own = qemus.filter(({ serverId }) => serverId === id);
    assert.equal(own.length, status === 'running' ? 1 : 0, `server ${id} is ${status}`);
    for (const { pid, args } of own) {
      const wanted = disks.flatMap((disk) => (disk.server_id === id ? [disk.id] : []));
      assert.deepEqual(openDisks(pid), new Set(wanted), `the disks of server ${id}`);
      assert.ok(args.some((arg) => arg.includes(`hostfwd=tcp:127.0.0.1:${port}-:22`)));
    }
  }
  const known = new Set(servers.map(({ id }) => id));
  const orphans = qemus.filter(({ serverId }) => !known.has(serverId));
  assert.deepEqual(orphans, [], 'QEMUs of servers that there are not');
}

/** The disks that a process has open. */
function openDisks(pid: number): Set<string> {
  const folder = `/proc/${pid}/fd`;
  const names = readdirSync(folder).map((fd) => basename(readlinkSync(join(folder, fd))));
  return new Set(names.flatMap((name) => /^([0-9a-f-]{36})\.qcow2$/.exec(name)?.[1] ?? []));
}

/** Each disk has its file and each file its disk; each lies upon the bytes that it is said to lie upon, which are there. */
async function verifyDisks(
  data: string,
  servers: readonly ServerRow[],
  disks: readonly DiskRow[],
): Promise<void> {
  const engine = join(data, 'engine');
  const names = await readdir(join(engine, 'disks'));
  const files = names.flatMap((name) => /^(.*)\.qcow2$/.exec(name)?.[1] ?? []);
  const whole = disks.filter(({ status }) => status !== 'error').map(({ id }) => id);
  assert.deepEqual(
    whole.filter((id) => !files.includes(id)),
    [],
    'disks that are lost',
  );
  const all = new Set(disks.map(({ id }) => id));
  assert.deepEqual(
    files.filter((id) => !all.has(id)),
    [],
    'files of disks that there are not',
  );
  const known = new Set(servers.map(({ id }) => id));
  const bases = await readdir(join(engine, 'bases'));
  for (const { id, status, server_id: serverId, blob } of disks) {
    if (status === 'error') continue;
    assert.equal(status, serverId === null ? 'available' : 'in-use', `disk ${id}`);
    if (serverId !== null) assert.ok(known.has(serverId), `disk ${id} is of a server`);
    const base = await baseOf(join(engine, 'disks', `${id}.qcow2`));
    assert.equal(base?.slice(0, 64) ?? null, blob, `what disk ${id} lies upon`);
    if (base !== null) assert.ok(bases.includes(base), `the base of disk ${id} is lost`);
  }
  const wanted = new Set(disks.map(({ blob }) => blob));
  const forgotten = (await readdir(join(engine, 'servers'))).filter((id) => !known.has(id));
  assert.deepEqual(forgotten, [], 'what is kept of servers that there are not');
  const blobs = await blobsIn(data);
  for (const base of bases) {
    const digest = base.slice(0, 64);
    assert.ok(wanted.has(digest) || blobs.has(digest), `nobody has base ${digest}`);
  }
}

/** What the file's header says that it lies upon; a server may be writing to it. */
async function baseOf(file: string): Promise<string | null> {
  const args = ['info', '-U', '-f', 'qcow2', '--output=json', file];
  const info = JSON.parse(await mustRun('qemu-img', args)) as { 'backing-filename'?: string };
  const name = info['backing-filename'];
  return name === undefined ? null : basename(name);
}

/** No image is left half made, and the bytes on disk are those of images and disks, no more and no less. */
async function verifyImages(data: string, disks: readonly DiskRow[], rows: Rows): Promise<void> {
  const images = await rows<{ id: string; status: string; blob: string | null }>(
    `select id, status, blob from images where status <> 'deleted'`,
  );
  const halfMade = images.filter(({ status }) => status !== 'active');
  assert.deepEqual(halfMade, [], 'images that are left half made');
  assert.deepEqual(await readdir(join(data, 'images', 'staging')), [], 'staged bytes left over');
  const backups = await rows<{ blob: string }>(
    `select blob from backup_disks where blob is not null`,
  );
  const wanted = new Set([...images, ...disks, ...backups].flatMap(({ blob }) => blob ?? []));
  assert.deepEqual(await blobsIn(data), wanted, 'the bytes of images, disks and backups');
}

async function blobsIn(data: string): Promise<Set<string>> {
  const folder = join(data, 'images', 'blobs');
  const prefixes = await readdir(folder);
  const names = await Promise.all(prefixes.map(async (each) => await readdir(join(folder, each))));
  return new Set(names.flat());
}

/** When no server runs: every disk is sound, as QEMU's own tool sees it. */
export async function verifyDiskFiles(data: string): Promise<void> {
  const folder = join(data, 'engine', 'disks');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.qcow2'));
  for (const name of files) await mustRun('qemu-img', ['check', '-f', 'qcow2', join(folder, name)]);
}
