// Disks that come to a running server and go from it.
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError, type AttachedDisk } from '../engine.ts';
import { diskName } from './block-nodes.ts';
import { removeFrom } from './cell.ts';
import type { Host } from './host.ts';
import type { LiveServer } from './live-server.ts';
import { QmpError } from './qmp.ts';
import { nodeNames } from './query-nodes.ts';
import { deviceOf, diskSlots, nodeOf, slotName } from './server-command.ts';
import type { Run } from './server-files.ts';

/** How often the guest is asked again; one that is busy starting misses a request. */
const askAgain = 2000;

/** Gives a running server a disk. A failure leaves it without. Errors: disk-busy, no-space. */
export async function plugDisk(host: Host, server: LiveServer, disk: AttachedDisk): Promise<void> {
  const run = runOf(host, server);
  if (run.disks.some(({ diskId }) => diskId === disk.diskId)) return;
  if (disk.slot < 0 || disk.slot >= diskSlots) throw new Error(`there is no slot ${disk.slot}`);
  if (host.runs.holderOf(disk.diskId) !== undefined) {
    throw new EngineError('disk-busy', 'Another server has the disk.');
  }
  if (run.disks.some(({ slot }) => slot === disk.slot)) {
    throw new EngineError('disk-busy', 'Another disk is in that slot.');
  }
  await host.runs.keep(server.files, { ...run, disks: [...run.disks, disk] });
  try {
    const base = await host.disks.lend(server.cell, disk.diskId);
    await server.ask('blockdev-add', nodeOf({ ...disk, base }));
    await server.ask('device_add', deviceOf(disk));
  } catch (error) {
    await takeFrom(host, server, disk);
    throw error instanceof QmpError
      ? new EngineError('disk-busy', error.message, { cause: error })
      : error;
  }
}

/** Asks a running server's guest to let go of a disk and takes it back. Errors: disk-busy when it has not after `milliseconds`. */
export async function unplugDisk(
  host: Host,
  server: LiveServer,
  diskId: string,
  milliseconds: number,
): Promise<void> {
  const disk = runOf(host, server).disks.find((each) => each.diskId === diskId);
  if (disk === undefined) return;
  const device = slotName(disk.slot);
  const answer = Promise.withResolvers<'let-go' | 'refused'>();
  const stop = server.listen(({ event, data }) => {
    if (data['device'] !== device) return;
    if (event === 'DEVICE_DELETED') answer.resolve('let-go');
    if (event === 'DEVICE_UNPLUG_GUEST_ERROR') answer.resolve('refused');
  });
  try {
    const deadline = performance.now() + milliseconds;
    let said: 'let-go' | 'refused' | 'nothing' = 'nothing';
    while (said === 'nothing' && performance.now() < deadline) {
      if (!(await askToLetGo(server, device))) break;
      const pause = Math.min(askAgain, Math.max(deadline - performance.now(), 1));
      said = await Promise.race([answer.promise, delay(pause, 'nothing' as const)]);
    }
    if (said === 'refused' || (await devices(server)).includes(device)) {
      throw new EngineError('disk-busy', 'The guest does not let go of the disk.');
    }
  } finally {
    stop();
  }
  await takeFrom(host, server, disk);
}

/** Takes back the disks whose devices are gone: a guest may let go late, and a call may have been cut off. */
export async function takeBackUnplugged(host: Host, server: LiveServer): Promise<void> {
  const present = await devices(server);
  for (const disk of runOf(host, server).disks) {
    if (!present.includes(slotName(disk.slot))) await takeFrom(host, server, disk);
  }
}

/** False: it has no such device. */
async function askToLetGo(server: LiveServer, device: string): Promise<boolean> {
  try {
    await server.ask('device_del', { id: device });
  } catch (error) {
    if (!(error instanceof QmpError)) throw error;
    if (error.kind === 'DeviceNotFound') return false;
    // It was asked already.
  }
  return true;
}

async function takeFrom(host: Host, server: LiveServer, disk: AttachedDisk): Promise<void> {
  const node = slotName(disk.slot);
  if ((await nodeNames(server)).includes(node)) await deleteNode(server, node);
  await removeFrom(server.cell, diskName(disk.diskId));
  await host.disks.takeBack(disk.diskId);
  const run = runOf(host, server);
  const disks = run.disks.filter(({ diskId }) => diskId !== disk.diskId);
  await host.runs.keep(server.files, { ...run, disks });
}

/** The device may hold on to it for a moment longer than it lives. */
async function deleteNode(server: LiveServer, node: string): Promise<void> {
  for (let pause = 10; ; pause *= 2) {
    try {
      await server.ask('blockdev-del', { 'node-name': node });
      return;
    } catch (error) {
      if (!(error instanceof QmpError) || pause > 1000) throw error;
      await delay(pause);
    }
  }
}

async function devices(server: LiveServer): Promise<string[]> {
  const answer = (await server.ask('qom-list', { path: '/machine/peripheral' })) as {
    name?: unknown;
  }[];
  return answer.map(({ name }) => String(name));
}

function runOf(host: Host, server: LiveServer): Run {
  const run = host.runs.get(server.id);
  if (run === undefined) throw new EngineError('not-running', 'The server does not run.');
  return run;
}
