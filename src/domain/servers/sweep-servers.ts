// What an act that failed, or that was cut off for good, leaves in the engine. Rows come before what the engine makes of them, and go after it: so what the
// engine has and no row knows is of no use to anybody.
import type { Engine } from '../../drivers/engine/engine.ts';
import type { Context } from '../context.ts';
import { lockDisks, selectDisksOfServers } from '../disks/queries.ts';
import { retireDisk } from '../disks/retire-disk.ts';
import { availableEngine, engineFault } from '../engine-fault.ts';
import { lockServers, selectDiscardedDisks, selectKnownServers } from './queries.ts';

/**
 * Ends servers that are not there or should not run, gives those that run the disks that are theirs and no others, then drops disks that were discarded. May be
 * repeated at any point. Faults: unavailable, conflict (a guest does not let go of a disk).
 */
export async function sweepServers(context: Context): Promise<void> {
  const engine = await availableEngine(context);
  try {
    await endUnknown(context, engine);
    await dropDiscarded(context, engine);
  } catch (error) {
    throw engineFault(error);
  }
}

async function endUnknown(context: Context, engine: Engine): Promise<void> {
  const { servers } = await engine.holdings();
  const ids = servers.map(({ id }) => id);
  const known = new Set(await selectKnownServers(context.db, ids));
  for (const { id, state } of servers) {
    if (!known.has(id)) await engine.dropServer(id);
    else if (state === 'running') await settleRunning(context, engine, id);
  }
}

/**
 * Ends a run that an act began and could not finish: its row says that it does not run. One that should run gets the disks that its rows say, and gives back
 * those of which an act was given up after it had plugged them in. The row is held meanwhile, so that nobody begins something else.
 */
async function settleRunning(context: Context, engine: Engine, serverId: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const [server] = await lockServers(tx, [serverId], null);
    if (server?.task !== null) return;
    if (server.status === 'stopped') await engine.stopServer(serverId, 0);
    if (server.status !== 'running') return;
    // The system disk comes and goes with a run, never within one.
    const disks = await selectDisksOfServers(tx, [serverId]);
    const theirs = new Set(disks.map(({ id }) => id));
    const plugged = await engine.disksOf(serverId);
    for (const { diskId, slot } of plugged) {
      if (slot > 0 && !theirs.has(diskId)) await engine.detachDisk(serverId, diskId);
    }
    const has = new Set(plugged.map(({ diskId }) => diskId));
    for (const { id, slot, status } of disks) {
      if (status === 'in-use' && slot !== null && slot > 0 && !has.has(id)) {
        await engine.attachDisk(serverId, { diskId: id, slot });
      }
    }
  });
}

async function dropDiscarded(context: Context, engine: Engine): Promise<void> {
  for (const id of await selectDiscardedDisks(context.db)) {
    await engine.dropDisk(id);
    await context.db.transaction().execute(async (tx) => {
      const [disk] = await lockDisks(tx, [id]);
      if (disk !== undefined && disk.status !== 'deleted') await retireDisk(tx, null, disk);
    });
  }
}
