import type { Tx } from '../../../db/pool.ts';
import { newHexId } from '../../../lib/ids.ts';
import { regionOf, type Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { selectRegions } from '../../regions/queries.ts';
import { holdDomain } from '../domains/queries.ts';
import { noSuchDomain } from '../domains/domain.ts';
import { changeExtra, checkName, nameTaken, type ExtraChange } from '../names.ts';
import { authorizeIdentity } from '../policy.ts';
import { isHomeProject, longestProjectName, regionInName, type Project } from './project.ts';
import { findProject, insertProject, lockProject } from './queries.ts';

export interface NewProject {
  readonly name: string;
  readonly domainId?: string | undefined;
  readonly description?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly parentId?: string | undefined;
  /** Else the parent's, else the one in the name, else the actor's, else the first. */
  readonly regionId?: string | undefined;
  readonly extra?: ExtraChange | undefined;
}

/**
 * Makes a project; without a domain, in its parent's or else the actor's. Throws `conflict` when the domain has one of that name,
 * `invalid` for an unknown region or parent or a bad name, `notFound` for an unknown domain.
 */
export async function createProject(
  context: Context,
  actor: Actor | null,
  wanted: NewProject,
): Promise<Project> {
  authorizeIdentity(actor, 'project.create', 'other');
  const { name, description = '', enabled = true } = wanted;
  checkName('project', name, longestProjectName);
  const extra = changeExtra({}, wanted.extra ?? {});
  return context.db.transaction().execute(async (tx) => {
    const { parent, domainId } = await findPlace(tx, actor, wanted);
    if ((await holdDomain(tx, domainId)) === undefined) throw noSuchDomain(domainId);
    const regionIds = (await selectRegions(tx)).map((region) => region.id);
    const regionId = chooseRegion(actor, wanted, parent, regionIds);
    const isHome = isHomeProject(name, regionId, regionIds);
    const id = newHexId();
    const parentId = parent?.id ?? null;
    await faultOn(
      'unique',
      () => nameTaken('project', name),
      async () =>
        insertProject(tx, {
          id,
          domainId,
          regionId,
          parentId,
          name,
          description,
          enabled,
          isHome,
          extra,
        }),
    );
    const project = await findProject(tx, id);
    if (project === undefined) throw new Error(`project ${id} vanished while it was made`);
    await recordEvent(tx, actor, {
      action: 'project.create',
      noun: 'project',
      nounId: id,
      projectId: id,
      after: project,
    });
    return project;
  });
}

/** The parent may be given as the domain's id: in Keystone's model that is what a top project hangs on. */
async function findPlace(
  tx: Tx,
  actor: Actor | null,
  { parentId, domainId }: NewProject,
): Promise<{ parent: Project | null; domainId: string }> {
  if (parentId === undefined || parentId === domainId) {
    return { parent: null, domainId: domainId ?? actor?.domainId ?? 'default' };
  }
  const parent = await lockProject(tx, parentId);
  if (parent !== undefined && (domainId ?? parent.domainId) === parent.domainId) {
    return { parent, domainId: parent.domainId };
  }
  if (parent === undefined && domainId === undefined && (await holdDomain(tx, parentId))) {
    return { parent: null, domainId: parentId };
  }
  throw new Fault(
    'invalid',
    'project.no-parent',
    `Could not find the parent project ${parentId} in the domain.`,
  );
}

function chooseRegion(
  actor: Actor | null,
  wanted: NewProject,
  parent: Project | null,
  regionIds: readonly string[],
): string {
  const chosen =
    wanted.regionId ??
    parent?.regionId ??
    regionInName(wanted.name, regionIds) ??
    (actor === null ? null : regionOf(actor)) ??
    regionIds[0];
  if (chosen === undefined || !regionIds.includes(chosen)) {
    throw new Fault('invalid', 'project.no-region', `Could not find region: ${chosen ?? ''}.`);
  }
  return chosen;
}
