import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { lockVault } from './find-vault.ts';
import { updateVaultRow } from './queries.ts';
import { vaultEvent } from './vault-event.ts';
import { checkCapacity, checkVaultDescription, checkVaultName } from './vault-words.ts';
import { mibOf, type Vault } from './vault.ts';

export interface VaultChange {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** GiB. */
  readonly capacity?: number | undefined;
  readonly locked?: boolean | undefined;
  /** From what it has to what it gets. */
  readonly metadata?: ((before: Vault['metadata']) => Vault['metadata']) | undefined;
}

/**
 * Changes a vault, a locked one too. Never makes it smaller than what is in it. Faults: forbidden, notFound, invalid (name, description, capacity),
 * conflict (less room than is taken).
 */
export async function updateVault(
  context: Context,
  actor: Actor,
  vaultId: string,
  { name, description, capacity, locked, metadata }: VaultChange,
): Promise<Vault> {
  if (name !== undefined) checkVaultName(name);
  if (description !== undefined) checkVaultDescription(description);
  if (capacity !== undefined) checkCapacity(capacity);
  return await context.db.transaction().execute(async (tx) => {
    const before = await lockVault(tx, actor, vaultId, 'vault.update');
    const refusal = capacity === undefined ? null : refusalToShrink(before, capacity);
    if (refusal !== null) throw refusal;
    const after = await updateVaultRow(tx, before.id, {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(capacity === undefined ? {} : { capacity }),
      ...(locked === undefined ? {} : { status: locked ? 'locked' : 'available' }),
      ...(metadata === undefined ? {} : { metadata: JSON.stringify(metadata(before.metadata)) }),
    });
    await recordEvent(tx, actor, vaultEvent('vault.update', before, after));
    return after;
  });
}

function refusalToShrink({ id, used, reserved }: Vault, capacity: number): Fault | null {
  const taken = used + reserved;
  if (mibOf(capacity) >= taken) return null;
  return new Fault(
    'conflict',
    'vault.in-use',
    `Vault ${id} holds ${taken} MiB: it cannot be made smaller than that.`,
    { detail: { vaultId: id, taken } },
  );
}
