import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import type { ActBegun } from './begin-act.ts';
import { beginSystem, type Reinstallation } from './begin-system.ts';

export interface OsChange extends Reinstallation {
  readonly imageId: string;
}

/** Begins to give a server another system, of another image; it is started afterwards. Faults: as beginSystem. */
export async function changeOs(
  context: Context,
  actor: Actor,
  serverId: string,
  change: OsChange,
): Promise<ActBegun> {
  return await beginSystem(context, actor, serverId, 'change-os', change);
}
