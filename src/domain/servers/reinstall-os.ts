import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import type { ActBegun } from './begin-act.ts';
import { beginSystem, type Reinstallation } from './begin-system.ts';

/** Begins to set a server's system up anew from the image that it is from; it is started afterwards. Faults: as beginSystem. */
export async function reinstallOs(
  context: Context,
  actor: Actor,
  serverId: string,
  change: Reinstallation,
): Promise<ActBegun> {
  return await beginSystem(context, actor, serverId, 'reinstall', { ...change, imageId: null });
}
