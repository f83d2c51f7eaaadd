// What a deleted project leaves behind: its images go, and its places at other projects' images.
import type { Context } from '../context.ts';
import { leaveNotices } from '../events/notices.ts';
import { recordEvents } from '../events/record-event.ts';
import { holdRooms } from '../images/backups/hold-rooms.ts';
import { removeImage } from '../images/delete-image.ts';
import {
  lockImages,
  selectImageIdsOfOwner,
  selectSeenImage,
  selectSeenImages,
} from '../images/queries.ts';
import { deleteUsage } from '../images/quotas/queries.ts';
import { deleteMembers, selectMemberships } from './queries.ts';

const batch = 100;

/** Ends everything of a project that no longer exists. May be repeated at any point. */
export async function forgetProject(context: Context, projectId: string): Promise<void> {
  while ((await removeImages(context, projectId)) > 0);
  await deleteUsage(context.db, projectId);
  while ((await leaveImages(context, projectId)) > 0);
}

async function removeImages(context: Context, projectId: string): Promise<number> {
  const ids = await selectImageIdsOfOwner(context.db, projectId, batch);
  for (const id of ids) {
    await context.db.transaction().execute(async (tx) => {
      await lockImages(tx, [id]);
      const image = await selectSeenImage(tx, id, null);
      if (image !== null) await removeImage(tx, null, image);
    });
  }
  return ids.length;
}

async function leaveImages(context: Context, projectId: string): Promise<number> {
  return await context.db.transaction().execute(async (tx) => {
    const ids = await selectMemberships(tx, projectId, batch);
    await lockImages(tx, ids);
    const images = new Map(
      (await selectSeenImages(tx, ids, null)).map((image) => [image.id, image]),
    );
    await holdRooms(tx, [...images.values()]);
    const removed = await deleteMembers(
      tx,
      ids.map((imageId) => ({ imageId, projectId })),
    );
    const left = removed.flatMap((member) => {
      const image = images.get(member.imageId);
      return image === undefined ? [] : [{ image, member }];
    });
    await leaveNotices(
      tx,
      left.map(({ image }) => ({
        projectId: image.owner,
        kind: 'member-gone',
        imageId: image.id,
        detail: { imageName: image.name, otherProjectId: projectId },
      })),
    );
    await recordEvents(
      tx,
      null,
      left.map(({ image, member }) => ({
        action: 'member.remove',
        noun: 'image',
        nounId: image.id,
        projectId: image.owner,
        memberProjectId: member.projectId,
        before: { member: member.projectId, status: member.status },
      })),
    );
    return ids.length;
  });
}
