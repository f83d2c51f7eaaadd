// A new image of the same bytes: of an image that one owns or has accepted, for one's own project; or, by its owner, for a project of the same
// account in another region. Nothing is moved. From then on the two have nothing to do with each other.
import type { DbOrTx, Tx } from '../../db/pool.ts';
import { newUuid } from '../../lib/ids.ts';
import { hasRole, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvents } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { holdProjects, selectProjectsWithRole } from '../identity/projects/queries.ts';
import { checkAttributes } from './attributes.ts';
import { findImage, imageNotFound, lockImage } from './find-image.ts';
import { imageEvent, operatorReadOf } from './image-event.ts';
import type { Image, SeenImage } from './image.ts';
import { imageOf, insertImage } from './queries.ts';
import { enforceQuotas } from './quotas/enforce-quotas.ts';
import { refusalToDuplicate } from './refusals.ts';

export interface Duplication {
  /** The image that is copied. */
  readonly imageId: string;
  /** Of the new one. */
  readonly name: string;
  /** What it has of its own, such as a description, beside what the source says of its disk. */
  readonly properties: Readonly<Record<string, string>>;
  /** null: the actor's own project. */
  readonly to: OtherRegion | null;
}

/** A project of the actor's account in another region. By name, it can be left out where the account has but one there. */
export type OtherRegion =
  | { readonly projectId: string }
  | { readonly regionId: string; readonly projectName?: string | undefined };

/** Where the new image will be. */
export interface Target {
  readonly id: string;
  readonly regionId: string;
}

/**
 * Makes a private, active image with the bytes, the formats and the properties of another one, without its tags and members. `conclude`
 * belongs to it: done last in its transaction. Faults: notFound, forbidden (not accepted, not the owner, or role; full server, ISO, encrypted),
 * notReady (not active), tooLarge (ACCORD_COPY_SIZE_CAP), quota, invalid (name; the same region; several projects there), notFound (no project there).
 */
export async function duplicateImage(
  context: Context,
  actor: Actor,
  order: Duplication,
  conclude?: (tx: Tx, copy: Image) => Promise<void>,
): Promise<Image> {
  return await context.db.transaction().execute(async (tx) => {
    const action = actionOf(order);
    const source = await lockImage(context, tx, actor, order.imageId, action);
    const target = await targetOf(context, tx, actor, source, order);
    // A project that is deleted at this moment must not leave an image behind.
    const held = await holdProjects(tx, [target.id]);
    if ((await held.rows()).length === 0) throw noProject();
    const copy = await insertCopy(context, tx, source, order, target);
    await enforceQuotas(context, tx, copy, ['image_count_total', 'image_size_total']);
    // Nobody acts for another here: the actor has a role of its own in the target.
    const event = { ...imageEvent(actor, 'image.duplicate', null, copy), actedFor: null };
    const operatorRead = operatorReadOf(actor, source);
    await recordEvents(tx, actor, operatorRead === null ? [event] : [operatorRead, event]);
    await conclude?.(tx, copy);
    return copy;
  });
}

/** What stands against it now is thrown, as duplicateImage does, but for quotas; resolves to where the new image would be. */
export async function checkDuplication(
  context: Context,
  actor: Actor,
  order: Duplication,
): Promise<Target> {
  const source = await findImage(context, context.db, actor, order.imageId, actionOf(order));
  return await targetOf(context, context.db, actor, source, order);
}

function actionOf({ to }: Duplication) {
  return to === null ? 'image.duplicate' : 'image.duplicate-to-region';
}

async function targetOf(
  context: Context,
  db: DbOrTx,
  actor: Actor,
  source: SeenImage,
  { to }: Duplication,
): Promise<Target> {
  const refusal = refusalToDuplicate(context.settings, source, to === null ? 'here' : 'region');
  if (refusal !== null) throw refusal;
  // Without a project there is no image to be seen either.
  if (actor.scope.kind !== 'project') throw imageNotFound(source.id);
  return to === null ? actor.scope.project : await projectIn(db, actor, source, to);
}

/** Only where the actor's user could make images itself: what it has no role in is as if it did not exist. */
async function projectIn(
  db: DbOrTx,
  actor: Actor,
  source: SeenImage,
  to: OtherRegion,
): Promise<Target> {
  if (actor.restricted === true) {
    throw new Fault(
      'forbidden',
      'image.duplicate-to-region.restricted',
      'A restricted application credential works in its own project only.',
    );
  }
  const [project, another] = (await selectProjectsWithRole(db, actor.userId)).filter(
    ({ id, name, regionId, accountId, role }) =>
      accountId === accountOf(actor) &&
      hasRole({ role }, 'member') &&
      ('projectId' in to
        ? id === to.projectId
        : regionId === to.regionId && (to.projectName ?? name) === name),
  );
  const regionId = 'projectId' in to ? project?.regionId : to.regionId;
  if (regionId === source.regionId) {
    throw new Fault(
      'invalid',
      'image.duplicate-to-region.same-region',
      `Image ${source.id} is in the region ${regionId} already.`,
      { detail: { imageId: source.id, regionId } },
    );
  }
  if (project === undefined) throw noProject();
  if (another !== undefined) {
    throw new Fault(
      'invalid',
      'image.duplicate-to-region.which-project',
      `There are several projects in the region ${project.regionId}: name one.`,
      { detail: { regionId: project.regionId } },
    );
  }
  return project;
}

function accountOf({ scope }: Actor): string | null {
  return scope.kind === 'project' ? scope.project.domainId : null;
}

function noProject(): Fault {
  return new Fault(
    'notFound',
    'image.duplicate-to-region.no-project',
    'The account has no such project there in which you may make images.',
  );
}

/** Properties in which an owner speaks of an image, and not of the disk in it. */
const ownersWords: ReadonlySet<string> = new Set([
  'description',
  '__description',
  'enterprise_project_id',
]);

async function insertCopy(
  { settings }: Context,
  tx: Tx,
  source: SeenImage,
  order: Duplication,
  target: Target,
): Promise<Image> {
  const kept = Object.entries(source.properties).filter(([key]) => !ownersWords.has(key));
  const properties = { ...Object.fromEntries(kept), ...order.properties };
  const { name } = order;
  const { minDisk, minRam } = source;
  checkAttributes(settings, { name, minDisk, minRam, properties, tags: [] });
  const row = await insertImage(tx, {
    id: newUuid(),
    owner: target.id,
    region_id: target.regionId,
    kind: source.kind,
    name,
    status: 'active',
    visibility: 'private',
    container_format: source.containerFormat,
    disk_format: source.diskFormat,
    min_disk: minDisk,
    min_ram: minRam,
    blob: source.blob,
    stores: [...source.stores],
    size: source.size,
    virtual_size: source.virtualSize,
    checksum: source.checksum,
    detected_format: source.detectedFormat,
    encrypted: source.encrypted,
    properties: JSON.stringify(properties),
    origin_id: source.id,
    origin_name: source.name,
    origin_project_id: source.owner,
  });
  if (row === null) throw new Error('an id was drawn twice');
  return imageOf(row);
}
