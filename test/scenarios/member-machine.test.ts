// Random sequences of acts by random people, each through every way in: what comes of each act, and how things stand in the end, is what the model says.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import type { Context } from '../../src/domain/context.ts';
import { memberStatuses } from '../../src/domain/images/image.ts';
import { testService, type TestService } from '../support/test-service.ts';
import { assemble, type Cast } from './cast.ts';
import {
  actors,
  membersShown,
  newMachine,
  seats,
  sightOf,
  take,
  type ActorName,
  type MachineState,
  type MachineStep,
} from './member-machine.ts';
import { makeImage } from './stage.ts';
import type { Outcome, Way } from './way.ts';
import { domainWay } from './ways/domain-way.ts';
import { glanceWay } from './ways/glance-way.ts';
import { imsWay } from './ways/ims-way.ts';

/** Sequences through each way: so many at a time, so many times. */
const atOnce = 4;
const runs = 200;

const actor = fc.constantFrom(...actors);
/** Mostly by those who can do it: else nearly all is refused. */
const byOwner = fc.oneof({ weight: 4, arbitrary: fc.constant<ActorName>('owner') }, actor);
const step: fc.Arbitrary<MachineStep> = fc.oneof(
  { weight: 4, arbitrary: stepOf('offer', byOwner) },
  { weight: 2, arbitrary: stepOf('withdraw', byOwner) },
  { weight: 4, arbitrary: answerOf('accept') },
  { weight: 3, arbitrary: answerOf('reject') },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('make private' as const), by: byOwner }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('make shared' as const), by: byOwner }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('copy' as const), by: actor }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), by: actor }) },
);
const sequences = fc.array(fc.array(step, { minLength: 1, maxLength: 10 }), {
  minLength: atOnce,
  maxLength: atOnce,
});

function stepOf(
  kind: 'offer' | 'withdraw',
  by: fc.Arbitrary<ActorName>,
): fc.Arbitrary<MachineStep> {
  return fc.record({ kind: fc.constant(kind), by, whom: actor });
}

/** Mostly for oneself. */
function answerOf(kind: 'accept' | 'reject'): fc.Arbitrary<MachineStep> {
  return fc
    .tuple(actor, actor, fc.integer({ min: 0, max: 5 }))
    .map(([by, other, dice]) => ({ kind, by, whom: dice === 0 ? other : by }));
}

async function act(way: Way, cast: Cast, imageId: string, asked: MachineStep): Promise<Outcome> {
  const by = cast[asked.by];
  if ('whom' in asked) {
    const projectId = cast[asked.whom].projectId ?? '';
    if (asked.kind === 'offer') return await way.offer(by, imageId, projectId);
    if (asked.kind === 'withdraw') return await way.withdraw(by, imageId, projectId);
    const status = asked.kind === 'accept' ? 'accepted' : 'rejected';
    return await way.answer(by, imageId, projectId, status);
  }
  switch (asked.kind) {
    case 'make private':
      return await way.update(by, imageId, { visibility: 'private' });
    case 'make shared':
      return await way.update(by, imageId, { visibility: 'shared' });
    case 'delete':
      return await way.delete(by, imageId);
    case 'copy':
      return await way.copy(by, imageId);
  }
}

/** How things stand, for everybody. */
async function standing(way: Way, cast: Cast, imageId: string) {
  const seen = actors.map(async (name) => {
    const by = cast[name];
    const offered = memberStatuses.map(
      async (status) => [status, await way.listShared(by, imageId, status)] as const,
    );
    const sight = {
      list: await way.list(by, imageId),
      offered: Object.fromEntries(await Promise.all(offered)),
    };
    return [name, sight] as const;
  });
  const members = await way.listMembers(cast.owner, imageId);
  return { members, sights: Object.fromEntries(await Promise.all(seen)) };
}

function expectedStanding(state: MachineState, cast: Cast, way: Way) {
  const sights = actors.map((name) => [name, sightOf(state, name, way.name)] as const);
  const members = membersShown(state, way.name);
  return {
    members:
      typeof members === 'string'
        ? members
        : members.map((name) => cast[name].projectId ?? '').toSorted(),
    sights: Object.fromEntries(sights),
  };
}

async function holds(
  t: TestContext,
  open: (service: TestService, context: Context, cast: Cast) => Way,
): Promise<void> {
  const service = await testService(t, { membersPerImage: seats });
  const cast = await assemble(service);
  const way = open(service, service.context, cast);
  if (way.name === 'ims') await service.startWorker();
  const given = { consent: 'strict', status: 'active', visibility: 'shared' } as const;
  const follow = async (sequence: readonly MachineStep[]): Promise<void> => {
    const imageId = await makeImage(service.context, cast, { ...given, member: 'none' });
    const state = newMachine();
    for (const each of sequence) {
      const expected = take(state, each, way.name);
      assert.equal(await act(way, cast, imageId, each), expected, JSON.stringify(each));
    }
    const { members, sights } = await standing(way, cast, imageId);
    const found = { members: typeof members === 'string' ? members : members.toSorted(), sights };
    assert.deepEqual(found, expectedStanding(state, cast, way));
  };
  const each = fc.asyncProperty(
    sequences,
    async (all) => void (await Promise.all(all.map(follow))),
  );
  await fc.assert(each, { seed: 20_261_124, numRuns: runs });
}

test('through the domain, images and members move as the model says', async (t) => {
  await holds(t, (_service, context) => domainWay(context));
});

test('through Glance, images and members move as the model says', async (t) => {
  await holds(t, (service, context) => glanceWay(service.url, context));
});

test('through the image service of Huawei Cloud, images and members move as the model says', async (t) => {
  await holds(t, (service, _context, cast) => imsWay(service.url, cast));
});
