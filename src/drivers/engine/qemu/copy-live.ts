// Copies of disks that a running server has, all as they are at one instant. The guest is held for as long as QEMU needs to begin; what
// it overwrites afterwards is copied first.
import { randomBytes } from 'node:crypto';
import { constants, copyFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError, type CopyOptions, type DiskCopy } from '../engine.ts';
import { inCell, lendTo, removeFrom, type Cell } from './cell.ts';
import type { Host } from './host.ts';
import type { LiveServer } from './live-server.ts';
import { QmpError } from './qmp.ts';
import { nodeNames, sizeOfNode } from './query-nodes.ts';
import { slotName } from './server-command.ts';

interface Copy extends DiskCopy {
  readonly node: string;
  /** The name of the copy's node, of its job and of its file. */
  readonly name: string;
}

interface Job {
  readonly id: string;
  readonly status: string;
  readonly 'current-progress': number;
  readonly 'total-progress': number;
  readonly error?: string;
}

const prefix = 'copy-';

/** `made` is called with each file once it is where it is to be. Errors: no-space; what the signal gives as its reason. */
export async function copyLive(
  host: Host,
  server: LiveServer,
  copies: readonly DiskCopy[],
  { signal, progress, made }: CopyOptions & { readonly made: (file: string) => void },
): Promise<void> {
  await inCell(host.folders.work, host.disks.user, async (tools) => {
    const named = copies.map((copy) => nameCopy(host, server, copy));
    try {
      for (const copy of named) await addTarget(host, server, tools, copy);
      await begin(server, named);
      await finish(server, named, signal, progress);
    } finally {
      await cancelCopies(
        server,
        named.map(({ name }) => name),
      );
    }
    for (const { name, file } of named) {
      if (server.cell.user !== null) await makeOurs(tools, name);
      await host.disks.release(tools, name, file);
      made(file);
    }
  });
}

/** Ends copies that nobody waits for any more, and removes what there is of them: these, or all. */
export async function cancelCopies(server: LiveServer, names?: readonly string[]): Promise<void> {
  const ours = (name: string): boolean =>
    names === undefined ? name.startsWith(prefix) : names.includes(name);
  for (;;) {
    const open = (await jobs(server)).filter(({ id }) => ours(id));
    if (open.length === 0) break;
    for (const { id, status } of open) await cancel(server, id, status);
    await delay(10);
  }
  for (const node of (await nodeNames(server)).filter(ours)) {
    await server.ask('blockdev-del', { 'node-name': node });
  }
  for (const name of await readdir(server.cell.folder)) {
    if (ours(name)) await removeFrom(server.cell, name);
  }
}

function nameCopy(host: Host, server: LiveServer, copy: DiskCopy): Copy {
  const disk = host.runs.get(server.id)?.disks.find(({ diskId }) => diskId === copy.diskId);
  if (disk === undefined) throw new Error(`server ${server.id} has no disk ${copy.diskId}`);
  return { ...copy, node: slotName(disk.slot), name: `${prefix}${randomBytes(8).toString('hex')}` };
}

async function addTarget(
  host: Host,
  server: LiveServer,
  tools: Cell,
  { node, name }: Copy,
): Promise<void> {
  await host.disks.emptyCopy(tools, name, await sizeOfNode(server, node));
  await lendTo(server.cell, join(tools.folder, name), name);
  await server.ask('blockdev-add', {
    driver: 'qcow2',
    'node-name': name,
    file: { driver: 'file', filename: name },
  });
}

async function begin(server: LiveServer, copies: readonly Copy[]): Promise<void> {
  const actions = copies.map(({ node, name }) => ({
    type: 'blockdev-backup',
    data: { 'job-id': name, device: node, target: name, sync: 'full', 'auto-dismiss': false },
  }));
  await server.ask(
    'transaction',
    { actions, properties: { 'completion-mode': 'grouped' } },
    60_000,
  );
}

async function finish(
  server: LiveServer,
  copies: readonly Copy[],
  signal: AbortSignal,
  progress: (done: number) => void,
): Promise<void> {
  const names = new Set(copies.map(({ name }) => name));
  for (let pause = 20; ; pause = Math.min(pause * 2, 200)) {
    signal.throwIfAborted();
    const open = (await jobs(server)).filter(({ id }) => names.has(id));
    const failed = open.find(({ error }) => error !== undefined);
    if (failed?.error !== undefined) throw failure(failed.error);
    if (open.every(({ status }) => status === 'concluded')) return;
    const total = open.reduce((sum, job) => sum + job['total-progress'], 0);
    const done = open.reduce((sum, job) => sum + job['current-progress'], 0);
    if (total > 0) progress(Math.min(done / total, 1));
    await delay(pause);
  }
}

function failure(message: string): Error {
  if (/No space left on device|Disk quota exceeded/.test(message)) {
    return new EngineError('no-space', 'No space is left for the copy.', {
      cause: new Error(message),
    });
  }
  return new Error(`a disk could not be copied: ${message}`);
}

/**
 * Replaces a copy by another file with the same bytes. The server's program may still have the one that it wrote open, and could change it
 * after it was looked at.
 */
async function makeOurs(tools: Cell, name: string): Promise<void> {
  const file = join(tools.folder, name);
  await copyFile(file, `${file}.ours`, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  await rename(`${file}.ours`, file);
}

async function jobs(server: LiveServer): Promise<Job[]> {
  return (await server.ask('query-jobs')) as Job[];
}

/** One step towards its end. */
async function cancel(server: LiveServer, id: string, status: string): Promise<void> {
  try {
    if (status === 'concluded') await server.ask('job-dismiss', { id });
    else if (status !== 'aborting' && status !== 'null')
      await server.ask('block-job-cancel', { device: id, force: true });
  } catch (error) {
    // It has just ended, or is not in a state for that yet: it is looked at again.
    if (!(error instanceof QmpError)) throw error;
  }
}
