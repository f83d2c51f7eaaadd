// The use cases, called directly, with the rules of offering that our own API has.
import type { Actor } from '../../../src/domain/actor.ts';
import type { Context } from '../../../src/domain/context.ts';
import { createImage } from '../../../src/domain/images/create-image.ts';
import { deactivateImage } from '../../../src/domain/images/deactivate-image.ts';
import { deleteImage } from '../../../src/domain/images/delete-image.ts';
import { duplicateImage } from '../../../src/domain/images/duplicate-image.ts';
import { findImage } from '../../../src/domain/images/find-image.ts';
import { listImages, type ImageListQuery } from '../../../src/domain/images/list-images.ts';
import { openBytes } from '../../../src/domain/images/read-bytes.ts';
import { addTag } from '../../../src/domain/images/tag-image.ts';
import { updateImage } from '../../../src/domain/images/update-image.ts';
import { uploadBytes } from '../../../src/domain/images/upload-bytes.ts';
import { answerShares } from '../../../src/domain/sharing/answer-shares.ts';
import { listMembers, showMember } from '../../../src/domain/sharing/list-members.ts';
import { soleMember } from '../../../src/domain/sharing/member.ts';
import { shareImages } from '../../../src/domain/sharing/share-images.ts';
import { withdrawShares } from '../../../src/domain/sharing/withdraw-shares.ts';
import type { Who } from '../cast.ts';
import { outcomeOf, type Outcome, type Way } from '../way.ts';

const options = { needsActive: true, makesShared: true } as const;

/** The bytes of every upload: a plain text is fine as a raw disk. */
export async function* someBytes(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode('the bytes of a scenario');
}

/** A copy by the use case. */
export async function copied(context: Context, actor: Actor, imageId: string): Promise<Outcome> {
  const order = { imageId, name: 'a copy', properties: {}, to: null };
  return await outcomeOf(async () => {
    await duplicateImage(context, actor, order);
    return 'ok';
  });
}

export function domainWay(context: Context): Way {
  const isListed = async (
    by: Who,
    imageId: string,
    query: Omit<ImageListQuery, 'limit'>,
  ): Promise<Outcome> =>
    await outcomeOf(async () => {
      const filters = { id: imageId };
      const found = await listImages(context, by.actor, { ...query, filters, limit: 10 });
      return found.length === 1 ? 'listed' : 'absent';
    });
  const done = async (act: () => Promise<unknown>): Promise<Outcome> =>
    await outcomeOf(async () => {
      await act();
      return 'ok';
    });
  return {
    name: 'domain',
    create: async ({ actor }, id) =>
      await done(async () => await createImage(context, actor, { id })),
    show: async ({ actor }, id) =>
      await done(async () => await findImage(context, context.db, actor, id, 'image.show')),
    download: async ({ actor }, id) =>
      await outcomeOf(async () => {
        const { blob } = await openBytes(context, actor, id);
        await blob?.close();
        return blob === null ? 'empty' : 'ok';
      }),
    list: async (by, id) => await isListed(by, id, {}),
    listShared: async (by, id, memberStatus) =>
      await isListed(by, id, { visibility: 'shared', memberStatus }),
    update: async ({ actor }, id, set) =>
      await done(async () => await updateImage(context, actor, id, [{ set }])),
    upload: async ({ actor }, id) =>
      await done(async () => await uploadBytes(context, actor, id, someBytes())),
    delete: async ({ actor }, id) => await done(async () => await deleteImage(context, actor, id)),
    deactivate: async ({ actor }, id) =>
      await done(async () => await deactivateImage(context, actor, id)),
    tag: async ({ actor }, id) =>
      await done(async () => await addTag(context, actor, id, 'golden')),
    copy: async ({ actor }, id) => await copied(context, actor, id),
    offer: async ({ actor }, id, projectId) =>
      await done(async () => {
        const offer = { imageIds: [id], projectIds: [projectId], options };
        soleMember(await shareImages(context, actor, offer));
      }),
    answer: async ({ actor }, id, projectId, status, vaultId) =>
      await done(async () => {
        const answers = { imageIds: [id], projectId, status, vaultId };
        soleMember(await answerShares(context, actor, answers));
      }),
    withdraw: async ({ actor }, id, projectId) =>
      await done(async () => {
        const withdrawal = { imageIds: [id], projectIds: [projectId] };
        soleMember(await withdrawShares(context, actor, withdrawal));
      }),
    listMembers: async ({ actor }, id) =>
      await outcomeOf(async () => {
        const members = await listMembers(context, actor, id);
        return members.map((member) => member.projectId);
      }),
    showMember: async ({ actor }, id, projectId) =>
      await outcomeOf(async () => (await showMember(context, actor, id, projectId)).status),
  };
}
