// The ledger of vaults under sixteen clients at once, on two replicas: whatever they do in whatever order, no vault holds more than it has room for, and what
// it holds is what was accepted into it. The audit trail, read in its order, is the model: it tells what happened one after the other.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Person } from '../../../test/support/person.ts';
import type { Db } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { deleteImages } from '../images/delete-images.ts';
import { openReplicas } from '../images/replicas.fixture.ts';
import { createVault } from '../vaults/create-vault.ts';
import { deleteVault } from '../vaults/delete-vault.ts';
import { updateVault } from '../vaults/update-vault.ts';
import { answerShares } from './answer-shares.ts';
import { plantFullServerImages } from './full-server.fixture.ts';
import { ownOffer } from './member.ts';
import { shareImages } from './share-images.ts';
import { undoAnswers } from './undo-answers.ts';
import { withdrawShares } from './withdraw-shares.ts';

const clients = 16;
/** Each of some 560 acts, or batches of acts. */
const rounds = 4;
const imageCount = 24;
const vaultsOfEach = 3;
const gib = 1024;

const image = fc.nat({ max: imageCount - 1 });
const images = fc.uniqueArray(image, { minLength: 1, maxLength: 6 });
const member = fc.nat({ max: 1 });
const vault = fc.nat({ max: vaultsOfEach - 1 });

const act = fc.oneof(
  { weight: 30, arbitrary: fc.record({ kind: fc.constant('accept'), member, images, vault }) },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('accept-each'),
      member,
      places: fc.uniqueArray(fc.tuple(image, vault), { maxLength: 6, selector: ([id]) => id }),
    }),
  },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('reject'), member, images }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('undecide'), member, images }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('undo'), member }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('withdraw'), images, members: fc.subarray([0, 1]) }),
  },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('offer'), images }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('resize'),
      member,
      vault,
      capacity: fc.integer({ min: 10, max: 120 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('lock'), member, vault, locked: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('delete'),
      images: fc.tuple(image),
      deleteBackup: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete-vault'), member, vault }) },
);

/** Everything that an act may name. */
type Act = {
  readonly kind: string;
  readonly member?: number;
  readonly members?: readonly number[];
  readonly images?: readonly number[];
  readonly places?: readonly (readonly [number, number])[];
  readonly vault?: number;
  readonly capacity?: number;
  readonly locked?: boolean;
  readonly deleteBackup?: boolean;
};

interface World {
  readonly owner: Actor;
  readonly members: readonly Person[];
  readonly images: readonly string[];
  /** Of each member. */
  readonly vaults: readonly (readonly string[])[];
}

test('no vault is oversold and no room is lost, whatever sixteen clients do at once', async (t) => {
  const replicas = await openReplicas(t, { membersPerServerImage: 10 });
  const { one, other, db } = replicas;
  const members = [await replicas.person(), await replicas.person()];
  const endings = new Map<string, number>();
  const work = fc.array(fc.array(act, { minLength: 30, maxLength: 40 }), {
    minLength: clients,
    maxLength: clients,
  });
  for (const lists of fc.sample(work, { seed: 7, numRuns: rounds })) {
    const world = await plant(one, await replicas.person(), members);
    await Promise.all(
      lists.map(async (list, client) => {
        const answers: number[][] = members.map(() => []);
        for (const each of list) {
          const ending = await perform(client % 2 === 0 ? one : other, world, answers, each);
          for (const code of ending) endings.set(code, (endings.get(code) ?? 0) + 1);
        }
      }),
    );
    await checkLedger(db);
    await checkTrail(db, world);
  }
  for (const [code, count] of endings) t.diagnostic(`${count} × ${code}`);
  for (const code of ['accepted', 'rejected', 'undone', 'vault.too-small', 'vault.locked']) {
    assert.ok(endings.has(code), `nothing ended with ${code}`);
  }
});

async function plant(context: Context, owner: Person, members: readonly Person[]): Promise<World> {
  const disks = Array.from({ length: imageCount }, (_, at) => [4 + (at % 5), 1 + (at % 7)]);
  const imageIds = await plantFullServerImages(context, { owner, disks, pending: members });
  await sql`
    insert into vault_claims (id, vault_id, mib, stored, backup_id)
    select gen_random_uuid(), b.vault_id, 7, true, b.id from backups b join images i on i.backup_id = b.id
    where i.id = any (${imageIds}::uuid[])`.execute(context.db);
  const asked = { name: 'vault', objectType: 'server', protectType: 'backup' } as const;
  const vaults = members.map(async ({ actor }) => {
    const made: string[] = [];
    for (const capacity of [20, 40, 60]) {
      made.push((await createVault(context, actor, { ...asked, capacity })).id);
    }
    return made;
  });
  return { owner: owner.actor, members, images: imageIds, vaults: await Promise.all(vaults) };
}

/** How each part of it ended. */
async function perform(
  context: Context,
  world: World,
  answers: readonly number[][],
  wanted: Act,
): Promise<string[]> {
  const { owner } = world;
  const at = wanted.member ?? 0;
  const who = world.members[at] ?? assert.fail();
  const idOf = (index: number): string => world.images[index] ?? randomUUID();
  const vaultOf = (index: number): string => world.vaults[at]?.[index] ?? randomUUID();
  const imageIds = (wanted.images ?? []).map(idOf);
  const answer = async (
    status: 'accepted' | 'rejected' | 'pending',
    choice: object = {},
    ids = imageIds,
  ): Promise<string[]> => {
    const asked = { imageIds: ids, projectId: who.project.id, status, ...choice };
    const outcomes = await answerShares(context, who.actor, asked);
    return outcomes.map((outcome) => {
      if ('fault' in outcome) return outcome.fault.code;
      if (outcome.change !== null) answers[at]?.push(outcome.change.eventId);
      return outcome.member.status;
    });
  };
  switch (wanted.kind) {
    case 'accept':
      return await answer('accepted', { vaultId: vaultOf(wanted.vault ?? 0) });
    case 'accept-each': {
      const places = (wanted.places ?? []).map(([id, where]) => [idOf(id), vaultOf(where)]);
      const ids = places.map(([id = '']) => id);
      return await answer('accepted', { vaultByImage: Object.fromEntries(places) }, ids);
    }
    case 'reject':
      return await answer('rejected');
    case 'undecide':
      return await answer('pending');
    case 'undo': {
      const ids = answers[at]?.splice(-4) ?? [];
      const undone = await undoAnswers(context, who.actor, ids);
      return undone.map((outcome) => ('fault' in outcome ? outcome.fault.code : 'undone'));
    }
    case 'withdraw': {
      const projectIds = (wanted.members ?? []).map(
        (each) => world.members[each]?.project.id ?? '',
      );
      const outcomes = await withdrawShares(context, owner, { imageIds, projectIds });
      return outcomes.map((outcome) => ('fault' in outcome ? outcome.fault.code : 'withdrawn'));
    }
    case 'offer': {
      const projectIds = world.members.map(({ project }) => project.id);
      const offer = { imageIds, projectIds, options: ownOffer };
      const outcomes = await shareImages(context, owner, offer);
      return outcomes.map((outcome) => ('fault' in outcome ? outcome.fault.code : 'offered'));
    }
    case 'delete': {
      const deletion = { deleteBackup: wanted.deleteBackup };
      const outcomes = await deleteImages(context, owner, imageIds, deletion);
      return outcomes.map(({ fault }) => fault?.code ?? 'deleted');
    }
    default:
      return [await changeVault(context, who.actor, vaultOf(wanted.vault ?? 0), wanted)];
  }
}

async function changeVault(
  context: Context,
  actor: Actor,
  vaultId: string,
  { kind, capacity, locked }: Act,
): Promise<string> {
  try {
    if (kind === 'delete-vault') await deleteVault(context, actor, vaultId);
    else await updateVault(context, actor, vaultId, { capacity, locked });
    return kind;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

/** The sums are those of the claims, the claims are those of who has accepted and of the backups that there are, and all of it fits. */
async function checkLedger(db: Db): Promise<void> {
  const { rows: wrong } = await sql`
    select v.id from vaults v
    where used <> (select coalesce(sum(mib), 0) from vault_claims c where c.vault_id = v.id and stored)
      or reserved <> (select coalesce(sum(mib), 0) from vault_claims c where c.vault_id = v.id and not stored)
      or used + reserved > capacity::bigint * 1024`.execute(db);
  assert.deepEqual(wrong, []);
  const { rows: unclaimed } = await sql`
    with accepted as (
      select m.image_id, m.project_id, (select sum(size) * 1024 from backup_disks d where d.backup_id = i.backup_id) as mib
      from members m join images i on i.id = m.image_id where m.status = 'accepted' and i.kind = 'server')
    select * from accepted a full join (select * from vault_claims where image_id is not null) c
      on c.image_id = a.image_id and c.project_id = a.project_id and c.mib = a.mib
    where a.image_id is null or c.image_id is null`.execute(db);
  assert.deepEqual(unclaimed, []);
  const { rows: leaked } = await sql`
    select b.id from backups b full join (select * from vault_claims where backup_id is not null) c on c.backup_id = b.id
    where (b.status <> 'deleted') <> (c.id is not null)`.execute(db);
  assert.deepEqual(leaked, []);
}

interface Told {
  readonly action: string;
  readonly noun_id: string;
  readonly before: Facts | null;
  readonly after: Facts | null;
}

interface Facts {
  readonly member?: string;
  readonly status?: string;
  readonly vaultId?: string;
  readonly capacity?: number;
}

/** A vault as the trail has it. */
interface Modelled {
  capacity: number;
  /** MiB by member and image. */
  readonly held: Map<string, number>;
}

/** Replays what happened to the vaults of this world: never too much at any moment, and at the end what the rows say. */
async function checkTrail(db: Db, { images: imageIds, vaults }: World): Promise<void> {
  const { rows: sizes } = await sql<{ id: string; mib: number }>`
    select i.id, (sum(d.size) * ${gib})::integer as mib from images i join backup_disks d on d.backup_id = i.backup_id
    where i.id = any (${imageIds}::uuid[]) group by i.id`.execute(db);
  const sizeOf = new Map(sizes.map(({ id, mib }) => [id, mib]));
  const { rows: trail } = await sql<Told>`
    select action, noun_id, before, after from events
    where noun_id = any (${[...imageIds, ...vaults.flat()]}::text[]) order by id`.execute(db);
  const model = new Map<string, Modelled>();
  const release = (imageId: string, projectId: string | null): void => {
    for (const { held } of model.values()) {
      for (const key of held.keys()) {
        const [holder, held_] = key.split(' ');
        if (held_ === imageId && (projectId === null || holder === projectId)) held.delete(key);
      }
    }
  };
  for (const { action, noun_id: id, before, after } of trail) {
    if (action === 'vault.create' || action === 'vault.update') {
      const known = model.get(id) ?? { capacity: 0, held: new Map<string, number>() };
      known.capacity = after?.capacity ?? known.capacity;
      model.set(id, known);
    } else if (action === 'vault.delete') {
      assert.equal(model.get(id)?.held.size, 0, 'a vault was deleted with something in it');
      model.delete(id);
    } else if (action === 'image.delete') {
      release(id, null);
    } else if (action.startsWith('member.') && action !== 'member.add') {
      const projectId = (after ?? before)?.member ?? '';
      release(id, projectId);
      if (after?.status === 'accepted') {
        const taken = model.get(after.vaultId ?? '');
        assert.ok(taken !== undefined, 'an image was accepted into no vault');
        taken.held.set(`${projectId} ${id}`, sizeOf.get(id) ?? assert.fail());
      }
    }
    for (const { capacity, held } of model.values()) {
      assert.ok(sumOf(held) <= capacity * gib, `a vault was oversold by ${action}`);
    }
  }
  const { rows } = await sql<{ id: string; capacity: number; taken: number }>`
    select id, capacity, used + reserved as taken from vaults
    where id = any (${vaults.flat()}::uuid[]) and status <> 'deleted' order by id`.execute(db);
  assert.deepEqual(
    rows.map(({ id, capacity, taken }) => [id, capacity, taken]),
    [...model]
      .map(([id, { capacity, held }]) => [id, capacity, sumOf(held)] as const)
      .toSorted(([x], [y]) => (x < y ? -1 : 1)),
  );
}

function sumOf(held: ReadonlyMap<string, number>): number {
  return [...held.values()].reduce((sum, mib) => sum + mib, 0);
}
