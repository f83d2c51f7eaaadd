// How changes of a vault appear in the audit trail.
import type { NewEvent } from '../events/record-event.ts';
import type { Vault } from './vault.ts';

/** An event with what tells of the change; `before` is null for a new vault, `after` for one that is gone. */
export function vaultEvent(action: string, before: Vault | null, after: Vault | null): NewEvent {
  const vault = after ?? before;
  if (vault === null) throw new TypeError('an event needs a vault');
  return {
    action,
    noun: 'vault',
    nounId: vault.id,
    projectId: vault.projectId,
    before: before === null ? null : factsOf(before),
    after: after === null ? null : factsOf(after),
  };
}

function factsOf({ name, description, capacity, objectType, protectType, status }: Vault): object {
  return {
    name,
    ...(description === '' ? {} : { description }),
    capacity,
    objectType,
    protectType,
    status,
  };
}
