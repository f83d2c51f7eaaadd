// Availability zones: a region has one here, which is named as that cloud names them.
import { regionOf, type Actor } from '../../domain/actor.ts';
import { Fault } from '../../domain/fault.ts';

export function zoneOf(regionId: string): string {
  return `${regionId}a`;
}

/** Passes for the zone of the actor's region, and when none is asked for. Throws `invalid`. */
export function checkZone(actor: Actor, zone: string | undefined): void {
  const known = zoneOf(regionOf(actor) ?? '');
  if (zone === undefined || zone === '' || zone === known) return;
  throw new Fault(
    'invalid',
    'zone.unknown',
    `There is no availability zone ${zone} in this region: it has ${known} alone.`,
    { detail: { zone } },
  );
}
