// Bytes that come while others go, on two replicas, hundreds of times. Each test lists every way in which its race may end, and each of them must be
// seen. When a test ends, blobs in the store, their rows and the images that refer to them agree (replicas.fixture.ts).
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Person } from '../../../test/support/person.ts';
import { reclaimBlob, sweepStores } from '../bytes/reclaim-blob.ts';
import type { Context } from '../context.ts';
import { deactivateImage } from './deactivate-image.ts';
import { deleteImage } from './delete-image.ts';
import { openBytes } from './read-bytes.ts';
import {
  afterTurns,
  assertEndings,
  hashOf,
  openReplicas,
  outcomeOf,
  plantImages,
  runRaces,
} from './replicas.fixture.ts';
import { uploadBytes } from './upload-bytes.ts';

const times = 150;

/** Uploads in two pieces with a pause between them. */
async function upload(
  context: Context,
  by: Person,
  imageId: string,
  bytes: Uint8Array,
  turns = 0,
): Promise<void> {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(0, 10);
    await afterTurns(turns);
    yield bytes.subarray(10);
  }
  await uploadBytes(context, by.actor, imageId, source());
}

/** All bytes of an image; null while it has none. */
async function download(context: Context, by: Person, imageId: string): Promise<Buffer | null> {
  const { blob } = await openBytes(context, by.actor, imageId);
  if (blob === null) return null;
  try {
    return await blob.handle.readFile();
  } finally {
    await blob.close();
  }
}

async function isReadable(context: Context, by: Person, imageId: string, bytes: Buffer) {
  assert.ok((await download(context, by, imageId))?.equals(bytes), `image ${imageId} is whole`);
}

/** Whether the blob was there all the time (planted blobs are from the year 2000), or went and came back, or is gone. */
async function fateOf({ db }: Context, bytes: Uint8Array): Promise<string> {
  const { rows } = await sql<{ fate: string }>`
    select case when created_at < '2001-01-01' then 'kept' else 'came back' end as fate
    from blobs where digest = ${hashOf('sha256', bytes)}`.execute(db);
  return rows[0]?.fate ?? 'gone';
}

test('two uploads of the bytes of an image that is deleted: both images have them', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const owner = await replicas.person();
  const first = await plantImages(one, times, { owner, bytes: null });
  const second = await plantImages(one, times, { owner, bytes: null });
  const endings = await runRaces(first, async (image, index) => {
    const bytes = randomBytes(100);
    const [last = ''] = await plantImages(one, 1, { owner, bytes });
    const twin = second[index] ?? '';
    const giveUp = async (): Promise<void> => {
      await afterTurns((index % 8) * 4);
      await deleteImage(other, owner.actor, last);
      await reclaimBlob(other, hashOf('sha256', bytes));
    };
    const take = async (context: Context, id: string): Promise<void> => {
      await upload(context, owner, id, bytes);
      await isReadable(context, owner, id, bytes);
    };
    await Promise.all([take(one, image), take(other, twin), giveUp()]);
    await isReadable(other, owner, image, bytes);
    await isReadable(one, owner, twin, bytes);
    return await fateOf(one, bytes);
  });
  assertEndings(t, endings.values(), ['kept', 'came back']);
});

test('reclaim against upload: the uploaded image has its bytes', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const owner = await replicas.person();
  const images = await plantImages(one, times, { owner, bytes: null });
  const endings = await runRaces(images, async (image, index) => {
    const bytes = randomBytes(100);
    const [last = ''] = await plantImages(one, 1, { owner, bytes });
    await deleteImage(one, owner.actor, last);
    await Promise.all([
      upload(one, owner, image, bytes),
      afterTurns((index % 16) * 12).then(() => reclaimBlob(other, hashOf('sha256', bytes))),
    ]);
    await isReadable(other, owner, image, bytes);
    return await fateOf(one, bytes);
  });
  assertEndings(t, endings.values(), ['kept', 'came back']);
});

test('upload against delete of the same image: it is deleted, and the bytes with it', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const owner = await replicas.person();
  const images = await plantImages(one, 2 * times, { owner, bytes: null });
  const endings = await runRaces(images, async (image, index) => {
    const bytes = randomBytes(100);
    const [uploaded, deleted] = await Promise.all([
      afterTurns(index % 4 === 0 ? 20 : 0).then(() =>
        outcomeOf(upload(one, owner, image, bytes, index % 5)),
      ),
      afterTurns((index % 16) * 8).then(() => outcomeOf(deleteImage(other, owner.actor, image))),
    ]);
    assert.equal(await outcomeOf(download(one, owner, image)), 'notFound');
    await reclaimBlob(one, hashOf('sha256', bytes));
    return `upload ${uploaded}, delete ${deleted}, blob ${await fateOf(one, bytes)}`;
  });
  assertEndings(t, endings.values(), [
    // Whole before it was deleted; deleted while it came; deleted before.
    'upload done, delete done, blob gone',
    'upload gone, delete done, blob gone',
    'upload notFound, delete done, blob gone',
  ]);
});

test('upload against upload to the same image: one is refused, the image has the bytes of the other', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const owner = await replicas.person();
  const images = await plantImages(one, times, { owner, bytes: null });
  const endings = await runRaces(images, async (image, index) => {
    const [mine, yours] = [randomBytes(100), randomBytes(100)];
    const [first, second] = await Promise.all([
      afterTurns(index % 3).then(() => outcomeOf(upload(one, owner, image, mine))),
      afterTurns(index % 5).then(() => outcomeOf(upload(other, owner, image, yours))),
    ]);
    await isReadable(one, owner, image, first === 'done' ? mine : yours);
    return `${first}, ${second}`;
  });
  assertEndings(t, endings.values(), ['done, conflict', 'conflict, done']);
});

test('deactivate against download: it is refused or reads to the end', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const owner = await replicas.person();
  const bytes = randomBytes(100_000);
  const images = await plantImages(one, 2 * times, { owner, bytes });
  const endings = await runRaces(images, async (image, index) => {
    const read = async (): Promise<void> => {
      await afterTurns((index % 16) * 2);
      await isReadable(one, owner, image, bytes);
    };
    const [downloaded] = await Promise.all([
      outcomeOf(read()),
      deactivateImage(other, owner.actor, image),
    ]);
    assert.equal(await outcomeOf(download(one, owner, image)), 'forbidden');
    return downloaded;
  });
  assertEndings(t, endings.values(), ['done', 'forbidden']);
});

test('download against delete and reclaim: it finds nothing or reads to the end', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const owner = await replicas.person();
  const endings = new Set<string>();
  const races = Array.from({ length: times }, (_, index) => String(index));
  const results = await runRaces(races, async () => {
    const bytes = randomBytes(1000);
    const [image = ''] = await plantImages(one, 1, { owner, bytes });
    const gone = (async () => {
      await deleteImage(other, owner.actor, image);
      await reclaimBlob(other, hashOf('sha256', bytes));
    })();
    // Again and again until it is gone: one of them comes between the record and the bytes.
    let outcome: string;
    do {
      outcome = await outcomeOf(isReadable(one, owner, image, bytes));
      endings.add(outcome);
    } while (outcome === 'done');
    await gone;
    return outcome;
  });
  assertEndings(t, results.values(), ['notFound']);
  assert.deepEqual(endings, new Set(['done', 'notFound']));
});

test('bytes that go between the look at the record and the look at the store are not found', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const owner = await replicas.person();
  const bytes = randomBytes(1000);
  const [image = ''] = await plantImages(one, 1, { owner, bytes });
  const store = one.stores.default;
  const read = store.read.bind(store);
  store.read = async (digest) => {
    await deleteImage(other, owner.actor, image);
    await reclaimBlob(other, digest);
    return await read(digest);
  };
  assert.equal(await outcomeOf(download(one, owner, image)), 'notFound');
});

test('a sweep of the store takes nothing that is being uploaded', async (t) => {
  const replicas = await openReplicas(t);
  const { one, other } = replicas;
  const owner = await replicas.person();
  const images = await plantImages(one, times, { owner, bytes: null });
  const state = { uploading: true };
  const sweeping = (async () => {
    let removed = 0;
    while (state.uploading) removed += await sweepStores(other);
    return removed;
  })();
  const endings = await runRaces(images, async (image) => {
    const bytes = randomBytes(100);
    await upload(one, owner, image, bytes);
    await isReadable(other, owner, image, bytes);
    return 'readable';
  });
  state.uploading = false;
  assert.equal(await sweeping, 0);
  assertEndings(t, endings.values(), ['readable']);
});
