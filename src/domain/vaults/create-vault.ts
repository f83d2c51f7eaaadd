import { newUuid } from '../../lib/ids.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { authorizeVault } from './policy.ts';
import { insertVault } from './queries.ts';
import { vaultEvent } from './vault-event.ts';
import { checkCapacity, checkVaultDescription, checkVaultName } from './vault-words.ts';
import type { Protection, Vault, VaultObject } from './vault.ts';

export interface NewVault {
  readonly name: string;
  readonly description?: string | undefined;
  /** GiB. */
  readonly capacity: number;
  readonly objectType: VaultObject;
  readonly protectType: Protection;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** Makes an empty vault. Faults: forbidden, invalid (name, description, capacity). */
export async function createVault(context: Context, actor: Actor, asked: NewVault): Promise<Vault> {
  const project = authorizeVault(actor, 'vault.create');
  const { name, description = '', capacity, objectType, protectType, metadata = {} } = asked;
  checkVaultName(name);
  checkVaultDescription(description);
  checkCapacity(capacity);
  return await context.db.transaction().execute(async (tx) => {
    const vault = await insertVault(tx, {
      id: newUuid(),
      project_id: project.id,
      region_id: project.regionId,
      user_id: actor.userId,
      name,
      description,
      capacity,
      object_type: objectType,
      protect_type: protectType,
      metadata: JSON.stringify(metadata),
    });
    await recordEvent(tx, actor, vaultEvent('vault.create', null, vault));
    return vault;
  });
}
