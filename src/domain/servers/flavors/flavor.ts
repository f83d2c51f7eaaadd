import { Fault } from '../../fault.ts';

/** What a server is made as. */
export interface Flavor {
  readonly id: string;
  readonly vcpus: number;
  /** MiB. */
  readonly memory: number;
}

/** The fault for a flavor that there is not. */
export function noSuchFlavor(flavorId: string): Fault {
  return new Fault('invalid', 'flavor.not-found', `There is no flavor ${flavorId}.`, {
    detail: { flavorId },
  });
}

/** Why a server of this flavor is too little for an image that needs so much memory (MiB); null: it is enough. */
export function refusalToFlavor(flavor: Flavor, minRam: number): Fault | null {
  if (flavor.memory >= minRam) return null;
  return new Fault(
    'invalid',
    'flavor.too-little-memory',
    `The image needs ${minRam} MiB of memory; flavor ${flavor.id} has ${flavor.memory} MiB.`,
    { detail: { flavorId: flavor.id, memory: flavor.memory, least: minRam } },
  );
}
