import { newHexId } from '../../../lib/ids.ts';
import type { Tx } from '../../../db/pool.ts';
import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvents } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { findDomain } from '../domains/queries.ts';
import { authorizeIdentity } from '../policy.ts';
import { findProject } from '../projects/queries.ts';
import { checkPlace } from './create-registered-limits.ts';
import { unknownTarget, type Limit } from './limit.ts';
import { findRegistration, insertLimit } from './queries.ts';

export type NewLimit = Omit<Limit, 'id'>;

/**
 * Grants limits to projects or accounts, all or none. Throws `forbidden` for a resource that is not registered for the service and
 * region (Keystone's rule), `invalid` for an unknown project, account, service or region, `conflict` when it has that limit.
 */
export async function createLimits(
  context: Context,
  actor: Actor | null,
  wanted: readonly NewLimit[],
): Promise<Limit[]> {
  authorizeIdentity(actor, 'limit.create', 'other');
  return context.db.transaction().execute(async (tx) => {
    const limits = wanted.map((each) => ({ id: newHexId(), ...each }));
    for (const limit of limits) await grant(tx, limit);
    await recordEvents(
      tx,
      actor,
      limits.map((limit) => ({
        action: 'limit.create',
        noun: 'limit',
        nounId: limit.id,
        projectId: limit.projectId,
        after: limit,
      })),
    );
    return limits;
  });
}

async function grant(tx: Tx, limit: Limit): Promise<void> {
  await checkPlace(tx, limit);
  const { projectId, domainId } = limit;
  if (projectId !== null && (await findProject(tx, projectId)) === undefined) {
    throw unknownTarget('project');
  }
  if (domainId !== null && (await findDomain(tx, domainId)) === undefined) {
    throw unknownTarget('domain');
  }
  const registration = await findRegistration(tx, limit);
  if (registration === undefined) {
    throw new Fault(
      'forbidden',
      'limit.not-registered',
      `A limit of ${limit.resourceName} cannot be granted: none is registered for that service and region.`,
      { detail: { resourceName: limit.resourceName } },
    );
  }
  const taken = (): Fault =>
    new Fault(
      'conflict',
      'limit.exists',
      `There is a limit of ${limit.resourceName} already for that project or domain.`,
      { detail: { resourceName: limit.resourceName } },
    );
  await faultOn('unique', taken, async () => insertLimit(tx, registration, limit));
}
