import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { authorizeServers } from '../policy.ts';
import type { KeyPair } from './key-pair.ts';
import { selectKeyPairs } from './queries.ts';

/** The project's key pairs by name. Faults: forbidden. */
export async function listKeyPairs(context: Context, actor: Actor): Promise<KeyPair[]> {
  const { id: projectId } = authorizeServers(actor, 'key-pair.list');
  return await selectKeyPairs(context.db, projectId);
}
