import type { EngineStatus } from '../../drivers/engine/engine.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { authorizeServers } from './policy.ts';

export type ShownEngine = EngineStatus & { readonly name: 'qemu' | 'fake' };

/** What runs servers here; null: nothing does. Faults: forbidden. */
export async function showEngine(context: Context, actor: Actor): Promise<ShownEngine | null> {
  authorizeServers(actor, 'engine.show');
  const { engine } = context;
  return engine === null ? null : { ...(await engine.status()), name: engine.name };
}
