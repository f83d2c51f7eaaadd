import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { authorizeImage, findImage } from '../images/find-image.ts';
import { relationTo } from '../images/image.ts';
import { memberNotFound } from './answer-shares.ts';
import { memberLimit, type Member } from './member.ts';
import { selectMembers, selectMembersOfProject } from './queries.ts';

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
  if (image.visibility !== 'shared') {
    throw new Fault(
      'forbidden',
      'member.not-shared',
      `Not allowed to list members for image ${image.id}: Only shared images have members.`,
      { detail: { imageId: image.id } },
    );
  }
  authorizeImage(context, actor, image, 'member.list');
  const seesAll = actor.role === 'admin' || relationTo(actor, image) === 'owner';
  const members = seesAll
    ? await selectMembers(context.db, [image.id])
    : await selectMembersOfProject(context.db, [image.id], projectIdOf(actor) ?? '');
  return { members, limit: memberLimit(context.settings, image) };
}

/** One member of an image. Somebody else's entry answers a member like one that does not exist. */
export async function showMember(
  context: Context,
  actor: Actor,
  imageId: string,
  projectId: string,
): Promise<Member> {
  const members = await listMembers(context, actor, imageId);
  const member = members.find((each) => each.projectId === projectId);
  if (member === undefined) throw memberNotFound(imageId, projectId);
  return member;
}
