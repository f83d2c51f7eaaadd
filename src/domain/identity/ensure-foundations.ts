// What every installation starts with: the three roles, the operator's domain, two regions and the two services that are served.
import type { Tx } from '../../db/pool.ts';
import { newHexId } from '../../lib/ids.ts';
import { roles as ruledRoles } from '../actor.ts';
import type { Context } from '../context.ts';
import { endpointInterfaces, publicUrlMark } from '../regions/catalog/catalog.ts';
import { insertEndpoint, insertService, selectServices } from '../regions/catalog/queries.ts';
import { insertRegion, selectRegions } from '../regions/queries.ts';
import { findDomain, insertDomain } from './domains/queries.ts';
import { lockFoundations } from './queries.ts';
import { insertImplication, insertRole, selectRoles } from './roles/queries.ts';

const defaultDomainId = 'default';

const firstRegions = ['RegionOne', 'RegionTwo'];

const firstServices = [
  { type: 'identity', name: 'keystone', path: '/v3' },
  { type: 'image', name: 'glance', path: '' },
];

/** Lays what is missing, in one transaction. Regions and services are left alone once there are any: the operator may have changed them. */
export async function ensureFoundations(context: Pick<Context, 'db'>): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await lockFoundations(tx);
    await layRoles(tx);
    if ((await findDomain(tx, defaultDomainId)) === undefined) {
      await insertDomain(tx, {
        id: defaultDomainId,
        name: 'Default',
        description: "The operator's account",
        enabled: true,
      });
    }
    if ((await selectRegions(tx)).length === 0) {
      for (const id of firstRegions) {
        await insertRegion(tx, { id, description: '', parentRegionId: null });
      }
    }
    if ((await selectServices(tx)).length === 0) await layServices(tx);
  });
}

async function layRoles(tx: Tx): Promise<void> {
  const known = await selectRoles(tx);
  const ids: string[] = [];
  // From the least to the strongest: each implies the one before it.
  for (const name of ruledRoles) {
    const found = known.find((role) => role.name === name);
    const role =
      found ?? (await insertRole(tx, { id: newHexId(), name, description: '', domainId: null }));
    const lesser = ids.at(-1);
    if (lesser !== undefined) await insertImplication(tx, role.id, lesser);
    ids.push(role.id);
  }
}

async function layServices(tx: Tx): Promise<void> {
  const regions = await selectRegions(tx);
  for (const { type, name, path } of firstServices) {
    const service = await insertService(tx, {
      id: newHexId(),
      type,
      name,
      description: '',
      enabled: true,
    });
    for (const region of regions) {
      for (const endpointInterface of endpointInterfaces) {
        await insertEndpoint(tx, {
          id: newHexId(),
          serviceId: service.id,
          interface: endpointInterface,
          regionId: region.id,
          url: `${publicUrlMark}${path}`,
          enabled: true,
        });
      }
    }
  }
}
