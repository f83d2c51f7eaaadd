import { newUuid } from '../../lib/ids.ts';
import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { findProject, holdProjects } from '../identity/projects/queries.ts';
import { checkAttributes, kindFor, refuseReservedProperty } from './attributes.ts';
import { imageEvent } from './image-event.ts';
import { inRegionOf } from './image.ts';
import type { ContainerFormat, DiskFormat, Image, ImageKind, Visibility } from './image.ts';
import { mayWithImage } from './policy.ts';
import { imageOf, insertImage } from './queries.ts';
import { enforceQuotas } from './quotas/enforce-quotas.ts';

export interface NewImage {
  /** A dashed UUID of the client's choice; never one that was used before. */
  readonly id?: string;
  /** Another project than the actor's own: administrators only. */
  readonly owner?: string;
  readonly kind?: ImageKind;
  readonly name?: string | null;
  readonly visibility?: Visibility;
  readonly containerFormat?: ContainerFormat | null;
  readonly diskFormat?: DiskFormat | null;
  readonly minDisk?: number;
  readonly minRam?: number;
  readonly protected?: boolean;
  readonly hidden?: boolean;
  readonly properties?: Readonly<Record<string, string>>;
  readonly tags?: readonly string[];
}

/** A checked image that is not written yet. */
export type ImageDraft = Parameters<typeof insertImage>[1] & { readonly id: string };

/**
 * Makes the record of an image, `queued` until its bytes arrive. Default visibility `shared`, kind `system`.
 * Faults: forbidden (role, another owner, public without being an administrator), invalid, conflict (id used before), quota.
 */
export async function createImage(context: Context, actor: Actor, input: NewImage): Promise<Image> {
  const draft = await draftImage(context, actor, input);
  return await context.db
    .transaction()
    .execute(async (tx) => await insertDraft(context, tx, actor, draft, 'queued'));
}

/** Authorizes and checks an image; `ownProperties` are those that only the service sets. Faults: as createImage, but for conflict and quota. */
export async function draftImage(
  context: Context,
  actor: Actor,
  input: NewImage,
  ownProperties: Readonly<Record<string, string>> = {},
): Promise<ImageDraft> {
  const owner = await ownerOf(context, actor, input.owner);
  const visibility = input.visibility ?? 'shared';
  authorizeCreate(context, actor, visibility);
  for (const name of Object.keys(input.properties ?? {})) refuseReservedProperty(name);
  if (input.kind === 'server') {
    throw new Fault(
      'invalid',
      'image.invalid',
      'A full-server image is made from a server or a backup.',
    );
  }
  const diskFormat = input.diskFormat ?? null;
  const checked = {
    name: input.name ?? null,
    minDisk: input.minDisk ?? 0,
    minRam: input.minRam ?? 0,
    properties: { ...input.properties, ...ownProperties },
    tags: [...new Set(input.tags)],
  };
  checkAttributes(context.settings, checked);
  return {
    id: input.id?.toLowerCase() ?? newUuid(),
    owner: owner.id,
    region_id: owner.regionId,
    kind: kindFor(input.kind ?? 'system', diskFormat),
    name: checked.name,
    visibility,
    container_format: input.containerFormat ?? null,
    disk_format: diskFormat,
    min_disk: checked.minDisk,
    min_ram: checked.minRam,
    protected: input.protected ?? false,
    hidden: input.hidden ?? false,
    properties: JSON.stringify(checked.properties),
    tags: checked.tags,
  };
}

/** Writes a draft; `importing` when its bytes are fetched at once. Faults: conflict, quota, invalid (its project was deleted meanwhile). */
export async function insertDraft(
  context: Context,
  tx: Tx,
  actor: Actor,
  draft: ImageDraft,
  status: 'queued' | 'importing',
): Promise<Image> {
  // A project that is deleted at this moment must not leave an image behind.
  const held = await holdProjects(tx, [draft.owner]);
  if ((await held.rows()).length === 0) throw noSuchOwner(draft.owner);
  const row = await insertImage(tx, { ...draft, status });
  if (row === null) {
    throw new Fault('conflict', 'image.id-used', `Image ID ${draft.id} already exists!`, {
      detail: { imageId: draft.id },
    });
  }
  const image = imageOf(row);
  await enforceQuotas(context, tx, image, [
    'image_count_total',
    ...(status === 'importing' ? (['image_count_uploading', 'image_size_total'] as const) : []),
  ]);
  await recordEvent(tx, actor, imageEvent(actor, 'image.create', null, image));
  return image;
}

async function ownerOf(
  context: Context,
  actor: Actor,
  asked: string | undefined,
): Promise<{ id: string; regionId: string }> {
  if (actor.scope.kind !== 'project') {
    throw new Fault(
      'forbidden',
      'image.no-project',
      'An image belongs to a project: use a token that is scoped to one.',
    );
  }
  const { project: own } = actor.scope;
  if (asked === undefined || asked === own.id) return own;
  if (actor.role !== 'admin') {
    throw new Fault(
      'forbidden',
      'image.other-owner',
      `You are not permitted to create images owned by '${asked}'.`,
    );
  }
  const project = await findProject(context.db, asked);
  if (project === undefined || !inRegionOf(actor, project)) {
    throw noSuchOwner(asked);
  }
  return project;
}

function noSuchOwner(projectId: string): Fault {
  return new Fault('invalid', 'project.not-found', `There is no project ${projectId}.`);
}

function authorizeCreate(context: Context, actor: Actor, visibility: Visibility): void {
  const may =
    mayWithImage(context.settings, actor, 'owner', 'image.update') &&
    (visibility !== 'public' ||
      mayWithImage(context.settings, actor, 'owner', 'image.publicize')) &&
    (visibility !== 'community' ||
      mayWithImage(context.settings, actor, 'owner', 'image.communitize'));
  if (!may) {
    throw new Fault(
      'forbidden',
      'image.create-refused',
      visibility === 'public'
        ? 'Only an administrator may make an image public.'
        : 'Your role does not allow you to create images.',
    );
  }
}
