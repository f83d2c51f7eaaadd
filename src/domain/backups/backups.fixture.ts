// For tests of backups: servers of a project with a vault for them, another project to share with, and the short words for what goes on.
import type { TestContext } from 'node:test';
import type { Person } from '../../../test/support/person.ts';
import type { Engine } from '../../drivers/engine/engine.ts';
import { FakeEngine } from '../../drivers/engine/fake-engine.ts';
import type { Context } from '../context.ts';
import { findImage } from '../images/find-image.ts';
import type { SeenImage } from '../images/image.ts';
import { machines, type Machines } from '../servers/servers.fixture.ts';
import type { Settings } from '../settings.ts';
import { answerShares, type AnswerOutcome } from '../sharing/answer-shares.ts';
import { ownOffer, soleMember } from '../sharing/member.ts';
import { shareImages } from '../sharing/share-images.ts';
import { createVault } from '../vaults/create-vault.ts';
import { showVault } from '../vaults/read-vaults.ts';
import { backUpServer, type BackupOrder } from './back-up-server.ts';

export interface Backups<E extends Engine> extends Machines<E> {
  readonly other: Person;
  /** A vault for backups of servers; GiB. */
  readonly vault: (capacity: number, who?: Person) => Promise<string>;
  /** MiB that are used and reserved in a vault. */
  readonly roomOf: (
    vaultId: string,
    who?: Person,
  ) => Promise<readonly [used: number, reserved: number]>;
  /** A running server of the owner with that many GiB on its disks, the system disk first. */
  readonly server: (sizes: readonly number[]) => Promise<string>;
  /** Backs it up, and waits for it. */
  readonly backUp: (
    serverId: string,
    order: Omit<BackupOrder, 'name'>,
  ) => Promise<{ backupId: string; imageId: string }>;
  readonly offer: (imageId: string) => Promise<void>;
  /** The answer of the other project. */
  readonly accept: (imageId: string, vaultId?: string) => Promise<AnswerOutcome>;
  readonly image: (imageId: string, who?: Person) => Promise<SeenImage>;
}

export async function setUp<E extends Engine>(
  t: TestContext,
  engine: E | ((folder: string) => Promise<E>),
  settings: Partial<Settings> = {},
): Promise<Backups<E>> {
  const world = await machines(t, engine, settings);
  const { context, owner, service } = world;
  const other = await service.person();
  return {
    ...world,
    other,
    vault: async (capacity, who = owner) => await newVault(context, who, capacity),
    async roomOf(vaultId, who = owner) {
      const { used, reserved } = await showVault(context, who.actor, vaultId);
      return [used, reserved];
    },
    async server([diskSize, ...data]) {
      const [id = ''] = await world.make({
        diskSize,
        dataDisks: data.map((size) => ({ size })),
      });
      return id;
    },
    async backUp(serverId, order) {
      const begun = backUpServer(context, owner.actor, serverId, { name: 'backup', ...order });
      await world.finish(begun);
      const { backupId, imageId } = await begun;
      return { backupId, imageId: imageId ?? '' };
    },
    async offer(imageId) {
      const offer = {
        imageIds: [imageId],
        projectIds: [other.project.id],
        options: ownOffer,
      };
      soleMember(await shareImages(context, owner.actor, offer));
    },
    async accept(imageId, vaultId) {
      const { actor, project } = other;
      const answers = { imageIds: [imageId], projectId: project.id, vaultId };
      const [outcome] = await answerShares(context, actor, { ...answers, status: 'accepted' });
      if (outcome === undefined) throw new Error('an answer has no outcome');
      return outcome;
    },
    image: async (imageId, who = owner) =>
      await findImage(context, context.db, who.actor, imageId, 'image.show'),
  };
}

/** With an engine that runs nothing. */
export async function fakeBackups(
  t: TestContext,
  settings: Partial<Settings> = {},
): Promise<Backups<FakeEngine>> {
  return await setUp(t, new FakeEngine(), settings);
}

async function newVault(context: Context, { actor }: Person, capacity: number): Promise<string> {
  const asked = { name: 'vault', objectType: 'server', protectType: 'backup' } as const;
  return (await createVault(context, actor, { ...asked, capacity })).id;
}
