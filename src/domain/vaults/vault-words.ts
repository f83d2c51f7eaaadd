// What a vault may be called and how large it may be.
import { Fault } from '../fault.ts';
import { capacityBounds } from './vault.ts';

/** Throws `invalid` unless the name has 1 to 64 characters (CBR API reference, "Creating a vault") and none that is unprintable. */
export function checkVaultName(name: string): void {
  if (name.trim() !== '' && Array.from(name).length <= 64 && !/\p{Cc}/u.test(name)) return;
  throw new Fault(
    'invalid',
    'vault.name-invalid',
    'A vault needs a name of 1 to 64 characters, without control characters.',
  );
}

/** Throws `invalid` for more than 1024 characters, or a NUL. */
export function checkVaultDescription(description: string): void {
  if (Array.from(description).length <= 1024 && !description.includes('\0')) return;
  throw new Fault(
    'invalid',
    'vault.description-invalid',
    'The description of a vault may have 1024 characters.',
  );
}

/** Throws `invalid`; GiB. */
export function checkCapacity(capacity: number): void {
  const { least, most } = capacityBounds;
  if (Number.isInteger(capacity) && capacity >= least && capacity <= most) return;
  throw new Fault(
    'invalid',
    'vault.capacity-invalid',
    `A vault has a whole number of GiB from ${least} to ${most}.`,
    { detail: { least, most } },
  );
}
