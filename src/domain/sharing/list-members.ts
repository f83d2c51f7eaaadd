import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { mayBeProject } from '../identity/projects/project.ts';
import { authorizeImage, findImage } from '../images/find-image.ts';
import { relationTo, type SeenImage } from '../images/image.ts';
import { memberNotFound } from './answer-shares.ts';
import { memberLimit, type Member } from './member.ts';
import { selectMemberPage, selectMembers, selectMembersOfProject } from './queries.ts';

/** The members of an image, oldest first: all of them for its owner, its own entry for a member. Faults: notFound, forbidden (not shared). */
export async function listMembers(
  context: Context,
  actor: Actor,
  imageId: string,
): Promise<Member[]> {
  return (await listPlaces(context, actor, imageId)).members;
}

/** As listMembers, with how many members the image may have. */
export async function listPlaces(
  context: Context,
  actor: Actor,
  imageId: string,
): Promise<{ readonly members: Member[]; readonly limit: number }> {
  const image = await findImage(context, context.db, actor, imageId, 'image.show');
  authorizeList(context, actor, image);
  const members = seesAll(actor, image)
    ? await selectMembers(context.db, [image.id])
    : await selectMembersOfProject(context.db, [image.id], projectIdOf(actor) ?? '');
  return { members, limit: memberLimit(context.settings, image) };
}

export interface MemberPage {
  readonly members: readonly Member[];
  /** What the next page comes after; null: this is the last one. */
  readonly next: string | null;
}

/**
 * As listMembers, page by page in the order of the projects; `after` is what the page before has answered, null for the first. An image that is private
 * has none: its owner, who alone can ask, may offer it as it is.
 */
export async function listMemberPage(
  context: Context,
  actor: Actor,
  imageId: string,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<MemberPage> {
  const image = await findImage(context, context.db, actor, imageId, 'image.show');
  if (image.visibility === 'private') return { members: [], next: null };
  authorizeList(context, actor, image);
  if (!seesAll(actor, image)) {
    const own = projectIdOf(actor) ?? '';
    const members = await selectMembersOfProject(context.db, [image.id], own);
    return { members: after === null || own > after ? members : [], next: null };
  }
  const rows = await selectMemberPage(context.db, image.id, after ?? '', limit + 1);
  const members = rows.slice(0, limit);
  const next = rows.length > limit ? (members.at(-1)?.projectId ?? null) : null;
  return { members, next };
}

/** One member of an image. Somebody else's entry answers a member like one that does not exist. */
export async function showMember(
  context: Context,
  actor: Actor,
  imageId: string,
  projectId: string,
): Promise<Member> {
  const image = await findImage(context, context.db, actor, imageId, 'image.show');
  authorizeList(context, actor, image);
  const isSeen =
    mayBeProject(projectId) && (seesAll(actor, image) || projectId === projectIdOf(actor));
  const [member] = isSeen ? await selectMembersOfProject(context.db, [image.id], projectId) : [];
  if (member === undefined) throw memberNotFound(imageId, projectId);
  return member;
}

function authorizeList(context: Context, actor: Actor, image: SeenImage): void {
  if (image.visibility !== 'shared') {
    throw new Fault(
      'forbidden',
      'member.not-shared',
      `Not allowed to list members for image ${image.id}: Only shared images have members.`,
      { detail: { imageId: image.id } },
    );
  }
  authorizeImage(context, actor, image, 'member.list');
}

function seesAll(actor: Actor, image: SeenImage): boolean {
  return actor.role === 'admin' || relationTo(actor, image) === 'owner';
}
