// kill -9 at random moments, again and again on the same data folder: what was acknowledged is there, what was in flight is whole or not at
// all. `ACCORD_CRASH_SEED=N node --test test/crash/kill.test.ts` makes the same random choices again.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { chmod, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  killAccord,
  killPostgres,
  launchAccord,
  removeData,
  stopAccord,
  type AccordProcess,
} from './accord-process.ts';
import { signIn } from './client.ts';
import { work, type World } from './load.ts';
import { contentOf, newImage } from './model.ts';
import { Random } from './random.ts';
import {
  verifyBlobs,
  verifyDatabase,
  verifyImages,
  verifyJobs,
  verifyStagingIsEmpty,
} from './verify.ts';

const people = 6;

/** What is killed, and in which order. `start`: once more while it recovers. */
type Kill = 'service' | 'service, database' | 'database, service' | 'service, start';

const kills: readonly Kill[] = [
  ...Array.from({ length: 9 }, () => 'service' as const),
  ...Array.from({ length: 4 }, () => 'service, database' as const),
  ...Array.from({ length: 4 }, () => 'database, service' as const),
  ...Array.from({ length: 3 }, () => 'service, start' as const),
];

test('nothing acknowledged is lost and nothing is left half done by kill -9 at twenty random moments', async (t) => {
  const seed = Number(process.env['ACCORD_CRASH_SEED'] ?? randomInt(2 ** 31));
  t.diagnostic(`ACCORD_CRASH_SEED=${seed}`);
  const random = new Random(seed);
  const data = await realpath(await mkdtemp(join(tmpdir(), 'accord-crash-')));
  // PostgreSQL may run as another user, who must get through.
  await chmod(data, 0o711);
  let accord: AccordProcess | undefined;
  t.after(async () => await removeData(data, accord));

  // The very first start may die, too.
  accord = launchAccord(data);
  await pause(random.integer(0, 3000));
  await killAccord(accord);
  if (random.chance(0.5)) await killPostgres(data);

  accord = launchAccord(data);
  let address = await accord.ready;
  const world = await openWorld(data, () => address);
  await verify(world, data);
  let starts = 1;
  const restarts: number[] = [];
  for (const kill of random.shuffled(kills)) {
    try {
      await crash(world, random, data, accord, kill);
      if (kill === 'service, start') {
        accord = launchAccord(data);
        starts += 1;
        await pause(random.integer(0, 1500));
        await killAccord(accord);
        if (random.chance(0.3)) await killPostgres(data);
      }
      accord = launchAccord(data);
      const start = performance.now();
      address = await accord.ready;
      restarts.push(performance.now() - start);
      await verify(world, data);
    } catch (error) {
      throw new Error(
        `after ${kill} was killed (ACCORD_CRASH_SEED=${seed}); the service said:\n${accord.log()}`,
        { cause: error },
      );
    }
  }
  assert.equal(await stopAccord(accord), 0, 'the exit code of an ordinary stop');
  t.diagnostic(`${kills.length} kills at work, ${starts} at a start`);
  const [fastest, ...slower] = restarts.map(Math.round).toSorted((a, b) => a - b);
  t.diagnostic(`ready again after ${fastest} to ${slower.at(-1)} ms`);
  t.diagnostic(`acknowledged: ${JSON.stringify(world.acknowledged)}`);
  t.diagnostic(`in flight when killed: ${JSON.stringify(world.inFlight)}`);
  const members = ['offer', 'accept', 'reject', 'withdraw'];
  const byJob = members.map((name) => `${name} by job`);
  for (const name of ['create', 'upload', ...members, ...byJob, 'delete']) {
    assert.ok((world.acknowledged[name] ?? 0) > 0, `${name} was tried`);
  }
});

/** The owner, three projects to offer images to, and the sample image of the first start. */
async function openWorld(data: string, address: () => string): Promise<World> {
  const [owner, ...members] = await Promise.all([
    signIn(data, address, 'owner', 'RegionOne'),
    signIn(data, address, 'recipient', 'RegionOne'),
    signIn(data, address, 'owner', 'RegionOne_Golden'),
    signIn(data, address, 'admin', 'RegionOne'),
  ]);
  const response = await owner.request('GET', '/v2/images');
  const { images } = (await response.json()) as { images: { id: string }[] };
  assert.equal(images.length, 1, 'the first start makes one image, also when it is cut off');
  const sample = newImage(images[0]?.id ?? '');
  const file = await owner.request('GET', `/v2/images/${sample.id}/file`);
  const recipient = members[0]?.projectId ?? '';
  sample.state = {
    content: contentOf(new Uint8Array(await file.arrayBuffer())),
    members: { [recipient]: 'pending' },
  };
  sample.history.push('image.create', 'image.upload', `member.add ${recipient}`);
  return { owner, members, images: [sample], dying: false, acknowledged: {}, inFlight: {} };
}

/** Lets people work and kills at a random moment. */
async function crash(
  world: World,
  random: Random,
  data: string,
  accord: AccordProcess,
  kill: Kill,
): Promise<void> {
  world.dying = false;
  const workers = Array.from({ length: people }, () =>
    work(world, new Random(random.integer(0, 2 ** 31))),
  );
  const failed = Promise.race(workers.map(async (each) => await each));
  await Promise.race([pause(random.integer(200, 1800)), failed]);
  world.dying = true;
  if (kill === 'database, service') {
    await killPostgres(data);
    await pause(random.integer(0, 300));
  }
  await killAccord(accord);
  if (kill === 'service, database') await killPostgres(data);
  await Promise.all(workers);
}

async function verify(world: World, data: string): Promise<void> {
  await verifyStagingIsEmpty(data);
  await verifyJobs(data);
  await verifyImages(world);
  await verifyDatabase(world, data);
  await verifyBlobs(world, data);
}
