import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { selectRegions } from '../../regions/queries.ts';
import { changeExtra, checkName, nameTaken } from '../names.ts';
import { authorizeIdentity } from '../policy.ts';
import type { NewProject } from './create-project.ts';
import { isHomeProject, longestProjectName, noSuchProject, type Project } from './project.ts';
import { findProject, lockProject, updateProjectRow } from './queries.ts';

export type ProjectChange = { readonly [K in keyof NewProject]?: NewProject[K] | undefined };

/** Domain, parent and region stay as they are: giving others is `invalid`. Throws `notFound`, `conflict` when the name is taken. */
export async function updateProject(
  context: Context,
  actor: Actor | null,
  id: string,
  change: ProjectChange,
): Promise<Project> {
  authorizeIdentity(actor, 'project.update', 'other');
  if (change.name !== undefined) checkName('project', change.name, longestProjectName);
  return context.db.transaction().execute(async (tx) => {
    const before = await lockProject(tx, id);
    if (before === undefined) throw noSuchProject(id);
    checkFixed(before, change);
    const { name = before.name, description = before.description } = change;
    const regionIds = (await selectRegions(tx)).map((region) => region.id);
    const values = {
      name,
      description,
      enabled: change.enabled ?? before.enabled,
      isHome: isHomeProject(name, before.regionId, regionIds),
      extra: changeExtra(before.extra, change.extra ?? {}),
    };
    await faultOn(
      'unique',
      () => nameTaken('project', name),
      async () => updateProjectRow(tx, id, values),
    );
    const project = await findProject(tx, id);
    if (project === undefined) throw noSuchProject(id);
    await recordEvent(tx, actor, {
      action: 'project.update',
      noun: 'project',
      nounId: id,
      projectId: id,
      before,
      after: project,
    });
    return project;
  });
}

function checkFixed(before: Project, change: ProjectChange): void {
  const { domainId = before.domainId, regionId = before.regionId } = change;
  const parentId = change.parentId ?? before.parentId ?? before.domainId;
  if (
    domainId !== before.domainId ||
    regionId !== before.regionId ||
    parentId !== (before.parentId ?? before.domainId)
  ) {
    throw new Fault(
      'invalid',
      'project.fixed',
      'The domain, the region and the parent of a project cannot be changed.',
    );
  }
}
