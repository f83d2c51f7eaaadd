// Full-server images are accepted into vaults with room for all their disks, and into no others.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test, type TestContext } from 'node:test';
import type { Person, PersonOptions } from '../../../test/support/person.ts';
import { testService } from '../../../test/support/test-service.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { deleteImage } from '../images/delete-image.ts';
import { plantImages } from '../images/replicas.fixture.ts';
import { createVault, type NewVault } from '../vaults/create-vault.ts';
import { deleteVault } from '../vaults/delete-vault.ts';
import { showVault } from '../vaults/read-vaults.ts';
import { updateVault } from '../vaults/update-vault.ts';
import { answerShares, type AnswerOutcome, type ShareAnswers } from './answer-shares.ts';
import { plantFullServerImages } from './full-server.fixture.ts';
import { undoAnswers } from './undo-answers.ts';
import { withdrawShares } from './withdraw-shares.ts';

const gib = 1024;

async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context } = service;
  const person = async (options: PersonOptions = {}): Promise<Person> =>
    await service.person(options);
  const [owner, member] = [await person(), await person()];
  const plant = async (...disks: readonly number[][]): Promise<string[]> =>
    await plantFullServerImages(context, { owner, disks, pending: [member] });
  const vault = async (capacity: number, otherwise: Partial<NewVault> = {}, who = member) => {
    const asked = { name: 'vault', objectType: 'server', protectType: 'backup' } as const;
    return (await createVault(context, who.actor, { ...asked, capacity, ...otherwise })).id;
  };
  const taken = async (vaultId: string): Promise<number> =>
    (await showVault(context, member.actor, vaultId)).reserved;
  return { context, owner, member, person, plant, vault, taken };
}

async function answer(
  context: Context,
  { actor, project }: Person,
  answers: Omit<ShareAnswers, 'projectId'>,
): Promise<AnswerOutcome[]> {
  return await answerShares(context, actor, { ...answers, projectId: project.id });
}

/** The status that each image has now, or the code of its fault. */
function told(outcomes: readonly AnswerOutcome[]): string[] {
  return outcomes.map((each) => ('fault' in each ? each.fault.code : each.member.status));
}

describe('a full-server image', () => {
  test('is accepted into a vault with just enough room, which it takes', async (t) => {
    const { context, member, plant, vault, taken } = await setUp(t);
    const imageIds = await plant([40, 40]);
    const vaultId = await vault(80);
    const outcomes = await answer(context, member, { imageIds, status: 'accepted', vaultId });
    assert.deepEqual(told(outcomes), ['accepted']);
    assert.equal(await taken(vaultId), 80 * gib);
  });

  const refused: readonly (readonly [string, string, number, Partial<NewVault>])[] = [
    ['one that is a GiB too small', 'vault.too-small', 79, {}],
    ['one for replication', 'vault.replication', 80, { protectType: 'replication' }],
    ['one for disks', 'vault.wrong-type', 80, { objectType: 'disk' }],
  ];
  for (const [which, code, capacity, otherwise] of refused) {
    test(`is not accepted into ${which}`, async (t) => {
      const { context, member, plant, vault, taken } = await setUp(t);
      const imageIds = await plant([40, 40]);
      const vaultId = await vault(capacity, otherwise);
      const outcomes = await answer(context, member, { imageIds, status: 'accepted', vaultId });
      assert.deepEqual(told(outcomes), [code]);
      assert.equal(await taken(vaultId), 0);
    });
  }

  test('is told by how much a vault is too small', async (t) => {
    const { context, member, plant, vault } = await setUp(t);
    const imageIds = await plant([40, 40]);
    const vaultId = await vault(56);
    const [outcome] = await answer(context, member, { imageIds, status: 'accepted', vaultId });
    assert.ok(outcome !== undefined && 'fault' in outcome);
    assert.deepEqual(outcome.fault.detail, {
      vaultId,
      needed: 80 * gib,
      free: 56 * gib,
      short: 24 * gib,
    });
  });

  test('is not accepted into a locked vault, another project’s, one of another region, or none', async (t) => {
    const { context, member, person, plant, vault } = await setUp(t);
    const imageIds = await plant([40, 40]);
    const locked = await vault(80);
    await updateVault(context, member.actor, locked, { locked: true });
    const elsewhere = await person({ region: 'RegionTwo' });
    const anothers = await vault(80, {}, await person());
    const away = await vault(80, {}, elsewhere);
    const codeWith = async (vaultId: string | undefined): Promise<string[]> =>
      told(await answer(context, member, { imageIds, status: 'accepted', vaultId }));
    assert.deepEqual(await codeWith(locked), ['vault.locked']);
    assert.deepEqual(await codeWith(anothers), ['vault.not-found']);
    assert.deepEqual(await codeWith(away), ['vault.not-found']);
    assert.deepEqual(await codeWith(randomUUID()), ['vault.not-found']);
    assert.deepEqual(await codeWith('no id'), ['vault.not-found']);
    assert.deepEqual(await codeWith(undefined), ['vault.missing']);
  });

  test('needs no vault to be rejected, and gives its room back', async (t) => {
    const { context, member, plant, vault, taken } = await setUp(t);
    const imageIds = await plant([40, 40]);
    const vaultId = await vault(80);
    await answer(context, member, { imageIds, status: 'accepted', vaultId });
    assert.deepEqual(told(await answer(context, member, { imageIds, status: 'rejected' })), [
      'rejected',
    ]);
    assert.equal(await taken(vaultId), 0);
    await answer(context, member, { imageIds, status: 'accepted', vaultId });
    assert.equal(await taken(vaultId), 80 * gib);
  });

  test('gives its room back when it is withdrawn, and when it is deleted', async (t) => {
    const { context, owner, member, plant, vault, taken } = await setUp(t);
    const [withdrawn = '', deleted = ''] = await plant([10], [20]);
    const vaultId = await vault(40);
    const imageIds = [withdrawn, deleted];
    await answer(context, member, { imageIds, status: 'accepted', vaultId });
    assert.equal(await taken(vaultId), 30 * gib);
    await withdrawShares(context, owner.actor, {
      imageIds: [withdrawn],
      projectIds: [member.project.id],
    });
    assert.equal(await taken(vaultId), 20 * gib);
    await deleteImage(context, owner.actor, deleted);
    assert.equal(await taken(vaultId), 0);
    await deleteVault(context, member.actor, vaultId);
  });

  test('of which one does not fit leaves its room to the next', async (t) => {
    const { context, member, plant, vault, taken } = await setUp(t);
    const imageIds = await plant([20], [30], [20]);
    const vaultId = await vault(40);
    const outcomes = await answer(context, member, { imageIds, status: 'accepted', vaultId });
    assert.deepEqual(told(outcomes), ['accepted', 'vault.too-small', 'accepted']);
    assert.equal(await taken(vaultId), 40 * gib);
  });

  test('goes into the vault that is named for it, others into the one for all', async (t) => {
    const { context, member, plant, vault, taken } = await setUp(t);
    const [first = '', second = ''] = await plant([20], [30]);
    const [one, all] = [await vault(20), await vault(30)];
    const outcomes = await answer(context, member, {
      imageIds: [first, second],
      status: 'accepted',
      vaultId: all,
      vaultByImage: { [first]: one },
    });
    assert.deepEqual(told(outcomes), ['accepted', 'accepted']);
    assert.deepEqual([await taken(one), await taken(all)], [20 * gib, 30 * gib]);
  });

  test('without a vault does not keep other kinds from being accepted', async (t) => {
    const { context, owner, member, plant } = await setUp(t);
    const [server = ''] = await plant([20]);
    const bytes = Buffer.from('another disk');
    const [data = ''] = await plantImages(context, 1, { owner, bytes, pending: [member] });
    const outcomes = await answer(context, member, {
      imageIds: [server, data],
      status: 'accepted',
    });
    assert.deepEqual(told(outcomes), ['vault.missing', 'accepted']);
  });

  test('whose rejection is undone lies in its vault again, if there is still room', async (t) => {
    const { context, member, plant, vault, taken } = await setUp(t);
    const [kept = '', crowded = ''] = await plant([20], [20]);
    const vaultId = await vault(40);
    const imageIds = [kept, crowded];
    await answer(context, member, { imageIds, status: 'accepted', vaultId });
    const rejected = await answer(context, member, { imageIds, status: 'rejected' });
    const ids = rejected.map((each) => ('member' in each ? (each.change?.eventId ?? 0) : 0));
    await updateVault(context, member.actor, vaultId, { capacity: 20 });
    const undone = await undoAnswers(context, member.actor, ids);
    assert.deepEqual(
      undone.map((each) => ('fault' in each ? each.fault.code : each.member.status)),
      ['accepted', 'vault.too-small'],
    );
    assert.equal(await taken(vaultId), 20 * gib);
  });

  test('whose acceptance is undone gives its room back', async (t) => {
    const { context, member, plant, vault, taken } = await setUp(t);
    const imageIds = await plant([20]);
    const vaultId = await vault(20);
    const [accepted] = await answer(context, member, { imageIds, status: 'accepted', vaultId });
    assert.ok(accepted !== undefined && 'member' in accepted && accepted.change !== null);
    await undoAnswers(context, member.actor, [accepted.change.eventId]);
    assert.equal(await taken(vaultId), 0);
  });
});

describe('a vault', () => {
  test('is neither made smaller than what is in it, nor deleted with it', async (t) => {
    const { context, member, plant, vault } = await setUp(t);
    const imageIds = await plant([20]);
    const vaultId = await vault(40);
    await answer(context, member, { imageIds, status: 'accepted', vaultId });
    const resize = async (capacity: number) =>
      await updateVault(context, member.actor, vaultId, { capacity });
    await assert.rejects(resize(19), { code: 'vault.in-use' });
    await resize(20);
    await assert.rejects(deleteVault(context, member.actor, vaultId), { code: 'vault.not-empty' });
  });

  test('has its last room taken by one of ten that race for it', async (t) => {
    const { context, member, plant, vault, taken } = await setUp(t);
    const imageIds = await plant(...Array.from({ length: 10 }, () => [40, 40]));
    const vaultId = await vault(80);
    const outcomes = await Promise.all(
      imageIds.map(
        async (imageId) =>
          await answer(context, member, { imageIds: [imageId], status: 'accepted', vaultId }),
      ),
    );
    const codes = outcomes.flatMap(told);
    assert.equal(codes.filter((code) => code === 'accepted').length, 1);
    assert.equal(codes.filter((code) => code === 'vault.too-small').length, 9);
    assert.equal(await taken(vaultId), 80 * gib);
  });

  test('is its project’s alone', async (t) => {
    const { context, person, vault } = await setUp(t);
    const vaultId = await vault(80);
    const stranger = await person();
    await assert.rejects(
      showVault(context, stranger.actor, vaultId),
      (error) => error instanceof Fault && error.code === 'vault.not-found',
    );
  });
});
