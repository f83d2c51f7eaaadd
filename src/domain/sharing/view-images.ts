// Images with all that a person wants to see at a glance: whose they are, who has them, how one's own project stands to them, what can be done.
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import type { ProjectName } from '../identity/projects/project.ts';
import { ProjectNames } from '../identity/projects/project-names.ts';
import { findImage, refusalOf } from '../images/find-image.ts';
import { relationTo, type ImageOrigin, type SeenImage } from '../images/image.ts';
import { abilitiesOf, type Abilities } from './abilities.ts';
import { memberLimit, type Member } from './member.ts';
import { selectMemberCounts, selectMembersOfProject, type MemberCounts } from './queries.ts';

export interface ImageView {
  readonly image: SeenImage;
  readonly owner: ProjectName;
  /** For whoever may see all members of an image that may have some; `left`: how many more it may have. */
  readonly members: (MemberCounts & { readonly left: number }) | null;
  readonly myShare: Member | null;
  /** Of a copy: what it was made from, and whose that was. */
  readonly origin: (Pick<ImageOrigin, 'imageId' | 'name'> & { readonly owner: ProjectName }) | null;
  readonly can: Abilities;
}

/** One image. Faults: notFound, forbidden (no role). */
export async function viewImage(
  context: Context,
  actor: Actor,
  imageId: string,
): Promise<ImageView> {
  const image = await findImage(context, context.db, actor, imageId, 'image.show');
  const [view] = await viewImages(context, actor, [image]);
  if (view === undefined) throw new Error('an image has no view');
  return view;
}

/** In the order given. The actor may see all of them. */
export async function viewImages(
  context: Context,
  actor: Actor,
  images: readonly SeenImage[],
): Promise<ImageView[]> {
  const { db, settings } = context;
  const managed = images.filter((image) => managesMembers(context, actor, image));
  const shared = images.filter((image) => isMember(image));
  const [names, counts, places] = await Promise.all([
    ProjectNames.of(
      db,
      images.flatMap(({ owner, origin }) => [owner, origin?.projectId ?? null]),
    ),
    selectMemberCounts(
      db,
      managed.map((image) => image.id),
    ),
    selectMembersOfProject(
      db,
      shared.map((image) => image.id),
      projectIdOf(actor) ?? '',
    ),
  ]);
  const shares = new Map(places.map((member) => [member.imageId, member]));
  const isManaged = new Set(managed);
  return images.map((image) => {
    const { pending, accepted, rejected } = counts.get(image.id) ?? none;
    const left = Math.max(0, memberLimit(settings, image) - pending - accepted - rejected);
    // The members that an image had before it became private are asked again when it is shared again: until then they have nothing.
    const current = image.visibility === 'shared' ? { pending, accepted, rejected } : none;
    return {
      image,
      owner: names.get(image.owner),
      members: isManaged.has(image) ? { ...current, left } : null,
      myShare: shares.get(image.id) ?? null,
      origin: image.origin && {
        imageId: image.origin.imageId,
        name: image.origin.name,
        owner: names.get(image.origin.projectId),
      },
      can: abilitiesOf(context, actor, image, left),
    };
  });
}

const none: MemberCounts = { pending: 0, accepted: 0, rejected: 0 };

function isMember(image: SeenImage): boolean {
  return image.visibility === 'shared' && image.memberStatus !== null;
}

function managesMembers(context: Context, actor: Actor, image: SeenImage): boolean {
  const mayHaveSome = image.visibility === 'shared' || image.visibility === 'private';
  const seesAll = actor.role === 'admin' || relationTo(actor, image) === 'owner';
  return mayHaveSome && seesAll && refusalOf(context, actor, image, 'member.list') === null;
}
