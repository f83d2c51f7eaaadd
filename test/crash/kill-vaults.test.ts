// kill -9 while full-server images are accepted into vaults, rejected and withdrawn, vaults get another size and a server is backed up: after the restart no
// room is lost and none is sold twice, and what was acknowledged stands.
// `ACCORD_CRASH_SEED=N node --test test/crash/kill-vaults.test.ts` makes the same random choices again.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { chmod, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../contract/support/free-port.ts';
import { createServers, deleteAll, uploadImage } from '../contract/support/machines.ts';
import { projectApi, type ProjectApi } from '../contract/support/project-api.ts';
import { qemusOf } from '../contract/support/qemu-processes.ts';
import { waitUntil } from '../contract/support/wait-until.ts';
import {
  killAccord,
  killPostgres,
  launchAccord,
  removeData,
  stopAccord,
  type AccordProcess,
} from './accord-process.ts';
import { bytesNamed, Random } from './random.ts';
import {
  capacities,
  workOnBackups,
  workOnOffers,
  type Recipient,
  type VaultWorld,
} from './vault-load.ts';
import { verifyMachines, waitForJobs } from './verify-machines.ts';
import { verifyLedger, verifyOffers } from './verify-vaults.ts';

/** What is killed. `start`: once more while it recovers. */
const kills = ['service', 'service', 'service, database', 'service, start'] as const;

/** GiB of the data disks of three servers whose system disks have one. */
const dataDisks = [[3], [1, 4], [7]] as const;
const imagesOfEach = 2;
const people = 6;
/** How many requests are answered, at least and at most, before each kill. */
const answersEach = [30, 150] as const;

test('the ledger of vaults is whole after kill -9 at random moments', async (t) => {
  const seed = Number(process.env['ACCORD_CRASH_SEED'] ?? randomInt(2 ** 31));
  t.diagnostic(`ACCORD_CRASH_SEED=${seed}`);
  const random = new Random(seed);
  const data = await realpath(await mkdtemp(join(tmpdir(), 'accord-crash-')));
  // PostgreSQL and QEMU may run as other users, who must get through.
  await chmod(data, 0o711);
  const wrapper = ['env', `ACCORD_PORT=${await freePort()}`];
  const launch = (): AccordProcess => launchAccord(data, wrapper);
  let accord = launch();
  t.after(async () => {
    await killAccord(accord);
    for (const { pid } of qemusOf(data)) process.kill(pid, 'SIGKILL');
    await removeData(data, accord);
  });
  const world = await openVaults(data, await accord.ready);
  t.diagnostic(`open after ${Math.round(performance.now())} ms`);
  await verifyLedger(data);
  for (const kill of random.shuffled(kills)) {
    try {
      await crash(world, random, accord);
      if (kill === 'service, database') await killPostgres(data);
      if (kill === 'service, start') {
        accord = launch();
        await pause(random.integer(300, 2500));
        await killAccord(accord);
      }
      accord = launch();
      await accord.ready;
      // What stands in the ledger is whole at any moment, but backups are stored only when their jobs have ended.
      await verifyOffers(world, data);
      await waitForJobs(data);
      await verifyLedger(data);
    } catch (error) {
      throw new Error(
        `after ${kill} was killed (ACCORD_CRASH_SEED=${seed}); the service said:\n${accord.log()}`,
        { cause: error },
      );
    }
  }
  t.diagnostic(`answered: ${JSON.stringify(world.answered)}`);
  for (const name of ['offer', 'accept', 'reject', 'withdraw', 'undo', 'resize', 'back up']) {
    assert.ok((world.answered[name] ?? 0) > 0, `${name} was tried`);
  }
  await verifyMachines(data);
  await deleteAll(world.owner);
  assert.equal(await stopAccord(accord), 0, 'the exit code of an ordinary stop');
});

/** Full-server images of servers that run nothing but firmware, and vaults that together do not hold them. */
async function openVaults(data: string, url: string): Promise<VaultWorld> {
  const service = { url, clouds: join(data, 'clouds.yaml') };
  const owner = await projectApi(service, 'owner');
  const file = join(data, 'blank.raw');
  await writeFile(file, bytesNamed('blank', 1 << 20));
  const record = { name: 'blank', kind: 'system', diskFormat: 'raw' } as const;
  const imageId = await uploadImage(owner, record, file);
  const ownersVaultId = await makeVault(owner, 50);
  const made = await Promise.all(
    dataDisks.map(async (sizes) => {
      const [server] = await createServers(owner, {
        name: 'backed-up',
        imageId,
        login: { kind: 'image' },
        dataDisks: sizes.map((size) => ({ size })),
      });
      assert.ok(server);
      return server.id;
    }),
  );
  const images = await Promise.all(made.flatMap((id) => imagesOf(owner, id, ownersVaultId)));
  const [serverId = '', ...others] = made;
  await owner.finish('POST', '/servers/deletions', { serverIds: others, deleteDisks: true });
  const recipients = await Promise.all(
    [
      await projectApi(service, 'recipient'),
      await projectApi(service, 'owner', 'RegionOne_Golden'),
    ].map(async (api): Promise<Recipient> => {
      const vaultIds = [await makeVault(api), await makeVault(api)];
      return { api, vaultIds };
    }),
  );
  const imageIds = images.flat();
  const offers = Array.from({ length: people }, (_each, person) =>
    imageIds
      .filter((_image, index) => index % people === person)
      .flatMap((each) =>
        recipients.map((to) => ({ imageId: each, to, state: 'none' as const, doubt: null })),
      ),
  );
  return {
    owner,
    serverId,
    ownersVaultId,
    recipients,
    offers,
    dying: false,
    answered: {},
  };
}

async function makeVault(api: ProjectApi, capacity: number = capacities.least): Promise<string> {
  const { id } = await api.ask<{ id: string }>('POST', '/vaults', { name: 'vault', capacity });
  return id;
}

/** One after the other: a server is backed up once at a time. */
async function imagesOf(owner: ProjectApi, serverId: string, vaultId: string): Promise<string[]> {
  const images: string[] = [];
  while (images.length < imagesOfEach) {
    const { imageId } = await owner.finish<{ jobId: string; imageId: string }>(
      'POST',
      `/servers/${serverId}/server-images`,
      { vaultId, name: 'of a server' },
    );
    images.push(imageId);
  }
  return images;
}

function answersOf({ answered }: VaultWorld): number {
  return Object.values(answered).reduce((sum, each) => sum + each, 0);
}

/** Lets people work and kills at a random moment. */
async function crash(world: VaultWorld, random: Random, accord: AccordProcess): Promise<void> {
  world.dying = false;
  const seeds = world.offers.map(() => new Random(random.integer(0, 2 ** 31)));
  const work = Promise.all([
    workOnBackups(world, new Random(random.integer(0, 2 ** 31))),
    ...world.offers.map(async (own, person) => {
      await workOnOffers(world, own, seeds[person] ?? assert.fail());
    }),
  ]);
  const enough = answersOf(world) + random.integer(...answersEach);
  const killed = waitUntil('people have worked', 60, () =>
    answersOf(world) >= enough ? true : undefined,
  );
  await Promise.race([killed, work]);
  world.dying = true;
  await killAccord(accord);
  await work;
}
