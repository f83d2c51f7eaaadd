// Two at once at the same image, on two replicas, hundreds of times. Each test lists every way in which its race may end, and each of them
// must be seen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { deleteImage } from '../images/delete-image.ts';
import type { MemberStatus } from '../images/image.ts';
import {
  afterTurns,
  assertEndings,
  openReplicas,
  outcomeOf,
  plantImages,
  runRaces,
  type Replicas,
} from '../images/replicas.fixture.ts';
import type { Person } from '../../../test/support/person.ts';
import type { Context } from '../context.ts';
import { answerShares } from './answer-shares.ts';
import { soleMember } from './member.ts';
import { shareImages } from './share-images.ts';
import { withdrawShares } from './withdraw-shares.ts';

const times = 300;
const bytes = Buffer.from('raced');
const options = { needsActive: true, makesShared: true };

async function answer(context: Context, by: Person, imageId: string, status: MemberStatus) {
  const projectId = by.project.id;
  return soleMember(
    await answerShares(context, by.actor, { imageIds: [imageId], projectId, status }),
  );
}

async function offer(context: Context, by: Person, imageId: string, to: Person) {
  const projectIds = [to.project.id];
  return soleMember(
    await shareImages(context, by.actor, { imageIds: [imageId], projectIds, options }),
  );
}

async function withdraw(context: Context, by: Person, imageId: string, from: Person) {
  const projectIds = [from.project.id];
  return soleMember(await withdrawShares(context, by.actor, { imageIds: [imageId], projectIds }));
}

/** Adds to each ending what the database says of its image: its members' answers, its events and its notices in order. */
async function withTraces({ db }: Replicas, endings: Map<string, string>): Promise<string[]> {
  const { rows } = await sql<{ id: string; members: string; events: string; notices: string }>`
    select id,
      (select coalesce(string_agg(status, ' ' order by project_id), 'none') from members where image_id = id) as members,
      (select coalesce(string_agg(action, ' ' order by events.id), 'none') from events where noun_id = images.id::text) as events,
      (select coalesce(string_agg(kind, ' ' order by notices.id), 'none') from notices where image_id = images.id) as notices
    from images where id = any (${[...endings.keys()]}::uuid[])`.execute(db);
  assert.equal(rows.length, endings.size);
  return rows.map(
    ({ id, members, events, notices }) =>
      `${endings.get(id)}; members: ${members}; events: ${events}; notices: ${notices}`,
  );
}

test('accept against withdraw: the member has accepted before, or finds nothing', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const [owner, member] = [await replicas.person(), await replicas.person()];
  const images = await plantImages(one, times, { owner, bytes, pending: [member] });
  const endings = await runRaces(images, async (image, index) => {
    const [accepted, withdrawn] = await Promise.all([
      afterTurns(index % 3).then(() => outcomeOf(answer(one, member, image, 'accepted'))),
      afterTurns(index % 5).then(() => outcomeOf(withdraw(other, owner, image, member))),
    ]);
    return `accept ${accepted}, withdraw ${withdrawn}`;
  });
  assertEndings(t, await withTraces(replicas, endings), [
    'accept done, withdraw done; members: none; events: member.accept member.remove; notices: accepted withdrawn',
    'accept notFound, withdraw done; members: none; events: member.remove; notices: withdrawn',
  ]);
});

test('accept against delete: the member has accepted before, or finds nothing', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const [owner, member] = [await replicas.person(), await replicas.person()];
  const images = await plantImages(one, times, { owner, bytes, pending: [member] });
  const endings = await runRaces(images, async (image, index) => {
    const [accepted, deleted] = await Promise.all([
      afterTurns(index % 3).then(() => outcomeOf(answer(one, member, image, 'accepted'))),
      afterTurns(index % 5).then(() => outcomeOf(deleteImage(other, owner.actor, image))),
    ]);
    return `accept ${accepted}, delete ${deleted}`;
  });
  assertEndings(t, await withTraces(replicas, endings), [
    'accept done, delete done; members: none; events: member.accept image.delete; notices: accepted image-deleted',
    'accept notFound, delete done; members: none; events: image.delete; notices: image-deleted',
  ]);
});

test('offer against delete: no member is left at a deleted image', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const [owner, member] = [await replicas.person(), await replicas.person()];
  const images = await plantImages(one, times, { owner, bytes });
  const endings = await runRaces(images, async (image, index) => {
    const [offered, deleted] = await Promise.all([
      afterTurns(index % 3).then(() => outcomeOf(offer(one, owner, image, member))),
      afterTurns(index % 5).then(() => outcomeOf(deleteImage(other, owner.actor, image))),
    ]);
    return `offer ${offered}, delete ${deleted}`;
  });
  assertEndings(t, await withTraces(replicas, endings), [
    'offer done, delete done; members: none; events: member.add image.delete; notices: offered image-deleted',
    'offer notFound, delete done; members: none; events: image.delete; notices: none',
  ]);
});

test('accept against accept: it counts once', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const [owner, member] = [await replicas.person(), await replicas.person()];
  const colleague = await replicas.person({ project: member.project });
  const images = await plantImages(one, times, { owner, bytes, pending: [member] });
  const endings = await runRaces(images, async (image) => {
    const answers = await Promise.all([
      outcomeOf(answer(one, member, image, 'accepted')),
      outcomeOf(answer(other, colleague, image, 'accepted')),
    ]);
    return answers.join(', ');
  });
  assertEndings(t, await withTraces(replicas, endings), [
    'done, done; members: accepted; events: member.accept; notices: accepted',
  ]);
});

test('accept against reject: the later one stands, and both are told in order', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const [owner, member] = [await replicas.person(), await replicas.person()];
  const colleague = await replicas.person({ project: member.project });
  const images = await plantImages(one, times, { owner, bytes, pending: [member] });
  const endings = await runRaces(images, async (image, index) => {
    const answers = await Promise.all([
      afterTurns(index % 3).then(() => outcomeOf(answer(one, member, image, 'accepted'))),
      afterTurns(index % 5).then(() => outcomeOf(answer(other, colleague, image, 'rejected'))),
    ]);
    return answers.join(', ');
  });
  assertEndings(t, await withTraces(replicas, endings), [
    'done, done; members: rejected; events: member.accept member.reject; notices: accepted rejected',
    'done, done; members: accepted; events: member.reject member.accept; notices: rejected accepted',
  ]);
});

test('offer against withdraw of the same project: the offer came too early, or is a new one', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const [owner, member] = [await replicas.person(), await replicas.person()];
  const images = await plantImages(one, times, { owner, bytes, pending: [member] });
  const endings = await runRaces(images, async (image, index) => {
    const [offered, withdrawn] = await Promise.all([
      afterTurns(index % 5).then(() => outcomeOf(offer(one, owner, image, member))),
      afterTurns(index % 3).then(() => outcomeOf(withdraw(other, owner, image, member))),
    ]);
    return `offer ${offered}, withdraw ${withdrawn}`;
  });
  assertEndings(t, await withTraces(replicas, endings), [
    'offer conflict, withdraw done; members: none; events: member.remove; notices: withdrawn',
    'offer done, withdraw done; members: pending; events: member.remove member.add; notices: withdrawn offered',
  ]);
});

test('two offers to the same project: one is a duplicate', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const [owner, member] = [await replicas.person(), await replicas.person()];
  const images = await plantImages(one, times, { owner, bytes });
  const endings = await runRaces(images, async (image, index) => {
    const offers = await Promise.all([
      afterTurns(index % 3).then(() => outcomeOf(offer(one, owner, image, member))),
      afterTurns(index % 5).then(() => outcomeOf(offer(other, owner, image, member))),
    ]);
    return offers.join(', ');
  });
  const once = 'members: pending; events: member.add; notices: offered';
  assertEndings(t, await withTraces(replicas, endings), [
    `done, conflict; ${once}`,
    `conflict, done; ${once}`,
  ]);
});

test('six offers at once to an image with places for two: two get one', async (t) => {
  const replicas = await openReplicas(t, { membersPerImage: 2 });
  const { one, other } = replicas;
  const owner = await replicas.person();
  const members = await Promise.all(Array.from({ length: 6 }, () => replicas.person()));
  const winners = new Set<number>();
  const images = await plantImages(one, times / 2, { owner, bytes });
  const endings = await runRaces(images, async (image, index) => {
    const offers = await Promise.all(
      members.map(async (member, each) => {
        await afterTurns((index + each) % 6);
        return await outcomeOf(offer(each % 2 === 0 ? one : other, owner, image, member));
      }),
    );
    for (const [each, outcome] of offers.entries()) if (outcome === 'done') winners.add(each);
    return offers.toSorted().join(', ');
  });
  assertEndings(t, await withTraces(replicas, endings), [
    'done, done, quota, quota, quota, quota; members: pending pending; events: member.add member.add; notices: offered offered',
  ]);
  assert.ok(winners.size > 2, 'it is not always the same two that get a place');
});

test('batches over the same images in different orders wait for each other and never fail', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const [owner, member, third] = [
    await replicas.person(),
    await replicas.person(),
    await replicas.person(),
  ];
  const images = await plantImages(one, 6, { owner, bytes, pending: [member] });
  const backwards = images.toReversed();
  const projectIds = [third.project.id];
  const projectId = member.project.id;
  for (let turn = 0; turn < times / 2; turn += 1) {
    const status = turn % 2 === 0 ? 'accepted' : 'rejected';
    await Promise.all([
      answerShares(one, member.actor, { imageIds: images, projectId, status }),
      answerShares(other, member.actor, { imageIds: backwards, projectId, status: 'pending' }),
      shareImages(other, owner.actor, { imageIds: backwards, projectIds, options }),
      withdrawShares(one, owner.actor, { imageIds: images, projectIds }),
    ]);
  }
});
