import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { leaveNotices, type NewNotice } from '../events/notices.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { checkAttributes, kindFor, refuseReservedProperty } from './attributes.ts';
import { holdRooms } from './backups/hold-rooms.ts';
import { authorizeImage, lockImage } from './find-image.ts';
import { imageEvent } from './image-event.ts';
import { isAnnounced, type Image, type SeenImage } from './image.ts';
import { resetAnswers, selectMemberProjects, updateImageRow } from './queries.ts';
import { withAffected } from './uses/affected.ts';

type Changeable = Pick<
  Image,
  | 'kind'
  | 'name'
  | 'visibility'
  | 'containerFormat'
  | 'diskFormat'
  | 'minDisk'
  | 'minRam'
  | 'protected'
  | 'hidden'
  | 'tags'
>;

/** One step of an update, applied in order: attributes are set; a property is added or overwritten, replaced, or removed. */
export type ImageChange =
  | { readonly set: Partial<Changeable> }
  | { readonly op: 'add' | 'replace'; readonly property: string; readonly value: string }
  | { readonly op: 'remove'; readonly property: string; readonly ifThere?: boolean };

type Draft = Changeable & Pick<Image, 'properties'>;

/**
 * Changes an image, all steps or none. Faults: forbidden (not the owner, formats of an image that has bytes, reserved
 * names), conflict (replace or remove of a property that is not there), notReady (not active, with `needsActive`), invalid, tooLarge.
 */
export async function updateImage(
  context: Context,
  actor: Actor,
  imageId: string,
  changes: readonly ImageChange[],
  options: { readonly needsActive?: boolean } = {},
): Promise<SeenImage> {
  return await context.db.transaction().execute(async (tx) => {
    const before = await lockImage(context, tx, actor, imageId, 'image.update');
    if (options.needsActive === true && before.status !== 'active') throw notActive(before);
    if (changes.length === 0) return before;
    const changed = changes.reduce<Draft>(applyChange, before);
    const draft = { ...changed, kind: kindFor(changed.kind, changed.diskFormat) };
    authorizeDraft(context, actor, before, draft);
    checkAttributes(context.settings, draft);
    const after = await updateImageRow(tx, before.id, {
      kind: draft.kind,
      name: draft.name,
      visibility: draft.visibility,
      container_format: draft.containerFormat,
      disk_format: draft.diskFormat,
      min_disk: draft.minDisk,
      min_ram: draft.minRam,
      protected: draft.protected,
      hidden: draft.hidden,
      properties: JSON.stringify(draft.properties),
      tags: [...new Set(draft.tags)],
    });
    await followVisibility(context, tx, [{ before, after }]);
    await recordEvent(tx, actor, imageEvent(actor, 'image.update', before, after));
    return { ...after, memberStatus: before.memberStatus };
  });
}

function notActive(image: Image): Fault {
  return new Fault(
    'notReady',
    'image.not-active',
    `Image ${image.id} is ${image.status}: only active images can be changed.`,
    { detail: { imageId: image.id, status: image.status } },
  );
}

function applyChange(draft: Draft, change: ImageChange): Draft {
  if ('set' in change) return { ...draft, ...change.set };
  refuseReservedProperty(change.property);
  const present = Object.hasOwn(draft.properties, change.property);
  if (!present && change.op !== 'add') {
    if (change.op === 'remove' && change.ifThere === true) return draft;
    throw new Fault(
      'conflict',
      'image.no-such-property',
      `Property ${change.property} does not exist.`,
      { detail: { name: change.property } },
    );
  }
  if (change.op === 'remove') {
    const { [change.property]: _removed, ...rest } = draft.properties;
    return { ...draft, properties: rest };
  }
  return { ...draft, properties: { ...draft.properties, [change.property]: change.value } };
}

function authorizeDraft(context: Context, actor: Actor, before: SeenImage, draft: Draft): void {
  if (draft.visibility !== before.visibility) {
    const open = draft.visibility === 'public' || draft.visibility === 'community';
    if (open && before.kind === 'server') throw needsVault(before);
    if (draft.visibility === 'public') authorizeImage(context, actor, before, 'image.publicize');
    if (draft.visibility === 'community')
      authorizeImage(context, actor, before, 'image.communitize');
  }
  const fixed = (['kind', 'containerFormat', 'diskFormat'] as const).find(
    (key) => draft[key] !== before[key],
  );
  if (fixed !== undefined && before.status !== 'queued') {
    throw new Fault(
      'forbidden',
      'image.format-fixed',
      `Kind and formats of an image can only be changed before it has bytes; image ${before.id} is ${before.status}.`,
    );
  }
}

/** The fault of a full-server image that everybody would have without room for it. */
function needsVault({ id }: Image): Fault {
  return new Fault(
    'forbidden',
    'image.visibility.server',
    `Image ${id} is of a full server: it is accepted into a vault, so it can be private or shared only.`,
    { detail: { imageId: id } },
  );
}

export interface ImageTurn {
  readonly before: Image;
  readonly after: Image;
}

/**
 * An image that stops being shared withdraws its offers: the members are told, and when it is shared again they are asked again.
 * Glance keeps the answers instead; ACCORD_CONSENT=glance does as Glance.
 */
export async function followVisibility(
  context: Context,
  tx: Tx,
  turns: readonly ImageTurn[],
): Promise<void> {
  if (context.settings.consent === 'glance') return;
  const turned = turns.filter(({ before, after }) => isShared(before) !== isShared(after));
  const closed = turned.filter(({ before }) => isShared(before));
  if (closed.length > 0) {
    await holdRooms(
      tx,
      closed.map(({ after }) => after),
    );
    await resetAnswers(
      tx,
      closed.map(({ after }) => after.id),
    );
  }
  const announced = new Map(
    turned.flatMap(({ after }) => (isAnnounced(after) ? [[after.id, after]] : [])),
  );
  if (announced.size === 0) return;
  const members = await selectMemberProjects(tx, [...announced.keys()]);
  const notices = members.flatMap(({ imageId, projectId }): NewNotice[] => {
    const image = announced.get(imageId);
    if (image === undefined) return [];
    const kind = isShared(image) ? 'offered' : 'withdrawn';
    const detail = { imageName: image.name, otherProjectId: image.owner };
    return [{ projectId, kind, imageId, detail }];
  });
  await leaveNotices(tx, [
    ...notices.filter(({ kind }) => kind === 'offered'),
    ...(await withAffected(
      tx,
      notices.filter(({ kind }) => kind === 'withdrawn'),
    )),
  ]);
}

function isShared(image: Image): boolean {
  return image.visibility === 'shared';
}
