// Somebody copies an image while it goes away from under it, on two replicas, hundreds of times. Each test lists every way in which its race may end, and
// each of them must be seen. When a test ends, blobs in the store, their rows and the images that refer to them agree (replicas.fixture.ts).
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Person } from '../../../test/support/person.ts';
import { reclaimBlob } from '../bytes/reclaim-blob.ts';
import type { Context } from '../context.ts';
import { deleteImage } from '../images/delete-image.ts';
import { duplicateImage } from '../images/duplicate-image.ts';
import { openBytes } from '../images/read-bytes.ts';
import {
  afterTurns,
  assertEndings,
  hashOf,
  openReplicas,
  outcomeOf,
  plantImages,
  runRaces,
  type Replicas,
} from '../images/replicas.fixture.ts';
import { answerShares } from './answer-shares.ts';
import { soleMember } from './member.ts';
import { withdrawShares } from './withdraw-shares.ts';

const times = 200;
const bytes = Buffer.from('raced');

async function copy(context: Context, by: Person, imageId: string): Promise<void> {
  const order = { imageId, name: `copy of ${imageId}`, properties: {}, to: null };
  await duplicateImage(context, by.actor, order);
}

/** How many copies of the image there are; all of them can be read. */
async function copiesOf(context: Context, by: Person, imageId: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from images where origin_id = ${imageId} and status = 'active'`.execute(context.db);
  for (const { id } of rows) {
    const { blob } = await openBytes(context, by.actor, id);
    await blob?.handle.readFile();
    await blob?.close();
  }
  return rows.length;
}

/** An image that a member has accepted, many times. */
async function accepted(replicas: Replicas, owner: Person, member: Person): Promise<string[]> {
  const images = await plantImages(replicas.one, times, { owner, bytes, pending: [member] });
  await sql`update members set status = 'accepted'`.execute(replicas.db);
  return images;
}

test('copy against withdraw: there is a copy, or the image was not there', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const [owner, member] = [await replicas.person(), await replicas.person()];
  const projectIds = [member.project.id];
  const endings = await runRaces(await accepted(replicas, owner, member), async (image, index) => {
    const [copied, withdrawn] = await Promise.all([
      afterTurns(index % 3).then(() => outcomeOf(copy(one, member, image))),
      afterTurns(index % 5).then(() =>
        outcomeOf(
          withdrawShares(other, owner.actor, { imageIds: [image], projectIds }).then(soleMember),
        ),
      ),
    ]);
    return `copy ${copied}, withdraw ${withdrawn}, copies ${await copiesOf(one, member, image)}`;
  });
  assertEndings(t, endings.values(), [
    'copy done, withdraw done, copies 1',
    'copy notFound, withdraw done, copies 0',
  ]);
});

test('copy against reject: there is a copy, or the image was not accepted', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const [owner, member] = [await replicas.person(), await replicas.person()];
  const colleague = await replicas.person({ project: member.project });
  const answer = { projectId: member.project.id, status: 'rejected' } as const;
  const endings = await runRaces(await accepted(replicas, owner, member), async (image, index) => {
    const [copied, rejected] = await Promise.all([
      afterTurns(index % 3).then(() => outcomeOf(copy(one, member, image))),
      afterTurns(index % 5).then(() =>
        outcomeOf(
          answerShares(other, colleague.actor, { ...answer, imageIds: [image] }).then(soleMember),
        ),
      ),
    ]);
    return `copy ${copied}, reject ${rejected}, copies ${await copiesOf(one, member, image)}`;
  });
  assertEndings(t, endings.values(), [
    'copy done, reject done, copies 1',
    'copy forbidden, reject done, copies 0',
  ]);
});

test('copy against delete and reclaim: the copy has its bytes, or there was no image', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const owner = await replicas.person();
  const colleague = await replicas.person({ project: owner.project });
  const races = Array.from({ length: times }, (_, index) => index);
  const endings = await runRaces(races.map(String), async (name, index) => {
    // Bytes of its own: what refers to them is the image, and then perhaps the copy.
    const own = Buffer.from(`raced ${name}`);
    const [image = ''] = await plantImages(one, 1, { owner, bytes: own });
    const gone = async (): Promise<void> => {
      await afterTurns(index % 5);
      await deleteImage(other, owner.actor, image);
      await reclaimBlob(other, hashOf('sha256', own));
    };
    const [copied, deleted] = await Promise.all([
      afterTurns(index % 3).then(() => outcomeOf(copy(one, colleague, image))),
      outcomeOf(gone()),
    ]);
    return `copy ${copied}, delete ${deleted}, copies ${await copiesOf(one, colleague, image)}`;
  });
  assertEndings(t, endings.values(), [
    'copy done, delete done, copies 1',
    'copy notFound, delete done, copies 0',
  ]);
});

test('copy against copy, then delete: both copies have the bytes', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const owner = await replicas.person();
  const images = await plantImages(one, times, { owner, bytes });
  const endings = await runRaces(images, async (image) => {
    await Promise.all([copy(one, owner, image), copy(other, owner, image)]);
    await deleteImage(one, owner.actor, image);
    await reclaimBlob(other, hashOf('sha256', bytes));
    return `copies ${await copiesOf(other, owner, image)}`;
  });
  assertEndings(t, endings.values(), ['copies 2']);
});
