// People who offer, accept, reject and withdraw full-server images, enlarge and shrink vaults, and back a server up, all into the same few vaults; and what
// must be so of each offer afterwards. Every image has one person who acts on it, so that what was acknowledged last is known; the vaults are everybody's.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProjectApi, ShownProblem } from '../contract/support/project-api.ts';
import type { Random } from './random.ts';

/** `none`: not offered. Of one that is accepted, the vault. */
export type OfferState = 'none' | 'pending' | 'rejected' | { readonly vaultId: string };

export interface Offer {
  readonly imageId: string;
  readonly to: Recipient;
  state: OfferState;
  /** As it would be if the request that was not answered was carried out. */
  doubt: OfferState | null;
}

export interface Recipient {
  readonly api: ProjectApi;
  readonly vaultIds: readonly string[];
}

export interface VaultWorld {
  readonly owner: ProjectApi;
  /** A server of the owner, and the vault that it is backed up into. */
  readonly serverId: string;
  readonly ownersVaultId: string;
  readonly recipients: readonly Recipient[];
  /** By person. */
  readonly offers: readonly (readonly Offer[])[];
  /** Requests may fail: the service is about to be killed. */
  dying: boolean;
  /** How many requests were answered, by what they were for and how they ended. */
  readonly answered: Record<string, number>;
}

/** GiB between which vaults are enlarged and shrunk: too little for all that is offered. */
export const capacities = { least: 10, most: 16 } as const;

interface Results {
  readonly results: readonly {
    readonly answerId?: string;
    readonly status?: string;
    readonly problem?: ShownProblem;
  }[];
}

/** Acts until a request is not answered any more. */
export async function workOnOffers(
  world: VaultWorld,
  own: readonly Offer[],
  random: Random,
): Promise<void> {
  try {
    for (;;) {
      if (random.chance(0.12)) await resize(world, random);
      else await actOnOffers(world, own, random);
    }
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
  }
}

/** Backs the server up and deletes backups until a request is not answered any more. */
export async function workOnBackups(world: VaultWorld, random: Random): Promise<void> {
  const { owner, serverId, ownersVaultId: vaultId } = world;
  try {
    for (;;) {
      const begun = await ask<{ jobId: string; backupId: string }>(
        world,
        owner,
        'back up',
        `/servers/${serverId}/backups`,
        { vaultId, name: 'again and again' },
      );
      if (begun === null) continue;
      await untilEnded(world, begun.jobId);
      if (random.chance(0.7)) {
        await ask(
          world,
          owner,
          'delete a backup',
          `/backups/${begun.backupId}`,
          undefined,
          'DELETE',
        );
      }
    }
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
  }
}

/** The service did not answer, as was to be expected. */
class Unanswered extends Error {}

async function untilEnded(world: VaultWorld, jobId: string): Promise<void> {
  for (;;) {
    const job = await ask<{ endedAt: string | null }>(
      world,
      world.owner,
      'look',
      `/jobs/${jobId}`,
      undefined,
      'GET',
    );
    if (job?.endedAt !== null) return;
    await pause(20);
  }
}

async function actOnOffers(
  world: VaultWorld,
  own: readonly Offer[],
  random: Random,
): Promise<void> {
  const to = random.pick(world.recipients) ?? assert.fail();
  const offers = random
    .shuffled(own.filter((offer) => offer.to === to))
    .slice(0, random.integer(1, 3));
  const having = (...states: readonly string[]): readonly Offer[] =>
    offers.filter(({ state }) => states.includes(typeof state === 'string' ? state : 'accepted'));
  const [unshared, open, accepted] = [
    having('none'),
    having('pending', 'rejected'),
    having('accepted'),
  ];
  if (unshared.length > 0) await share(world, to, unshared);
  else if (open.length > 0 && random.chance(0.7)) await accept(world, to, open, random);
  else if (accepted.length > 0 && random.chance(0.7)) await reject(world, to, accepted);
  else await withdraw(world, to, offers);
}

async function share(world: VaultWorld, to: Recipient, offers: readonly Offer[]): Promise<void> {
  const projectIds = [to.api.projectId];
  await change(world, world.owner, 'offer', '/shares', offers, () => 'pending', { projectIds });
}

async function accept(
  world: VaultWorld,
  to: Recipient,
  offers: readonly Offer[],
  random: Random,
): Promise<void> {
  const vaultOf = new Map(
    offers.map(({ imageId }) => [imageId, random.pick(to.vaultIds) ?? assert.fail()]),
  );
  const before = offers.map(({ state }) => state);
  const results = await change(
    world,
    to.api,
    'accept',
    '/answers',
    offers,
    ({ imageId }) => ({ vaultId: vaultOf.get(imageId) ?? '' }),
    { answer: 'accepted', vaults: Object.fromEntries(vaultOf) },
  );
  const index = results.findIndex(({ answerId }) => answerId !== undefined);
  const [offer, was] = [offers[index], before[index]];
  if (offer === undefined || was === undefined || random.chance(0.7)) return;
  offer.doubt = was;
  const answerIds = [results[index]?.answerId];
  const undone = await ask<Results>(world, to.api, 'undo', '/answers/undo', { answerIds });
  assert.deepEqual(
    undone?.results.flatMap(({ problem }) => problem ?? []),
    [],
  );
  offer.state = was;
  offer.doubt = null;
}

async function reject(world: VaultWorld, to: Recipient, offers: readonly Offer[]): Promise<void> {
  const body = { answer: 'rejected' };
  await change(world, to.api, 'reject', '/answers', offers, () => 'rejected', body);
}

async function withdraw(world: VaultWorld, to: Recipient, offers: readonly Offer[]): Promise<void> {
  const projectIds = [to.api.projectId];
  await change(world, world.owner, 'withdraw', '/withdrawals', offers, () => 'none', {
    projectIds,
  });
}

/** Makes a request about offers, each of which is as `becomes` says when it went well. */
async function change(
  world: VaultWorld,
  api: ProjectApi,
  name: string,
  path: string,
  offers: readonly Offer[],
  becomes: (offer: Offer) => OfferState,
  body: object,
): Promise<Results['results']> {
  for (const offer of offers) offer.doubt = becomes(offer);
  const imageIds = offers.map(({ imageId }) => imageId);
  const answer = await ask<Results>(world, api, name, path, { imageIds, ...body });
  assert.equal(answer?.results.length, offers.length, `${name} tells of each`);
  for (const [index, offer] of offers.entries()) {
    const problem: ShownProblem | undefined = answer.results[index]?.problem;
    if (problem === undefined) {
      offer.state = offer.doubt ?? assert.fail();
    } else {
      // Nothing else can stand against what these people do.
      assert.equal(problem.code, 'vault.too-small', `${name}: ${JSON.stringify(problem)}`);
      count(world, `${name}: ${problem.code}`);
    }
    offer.doubt = null;
  }
  return answer.results;
}

async function resize(world: VaultWorld, random: Random): Promise<void> {
  const to = random.pick(world.recipients) ?? assert.fail();
  const vaultId = random.pick(to.vaultIds);
  const capacity = random.integer(capacities.least, capacities.most);
  await ask(world, to.api, 'resize', `/vaults/${vaultId}`, { capacity }, 'PATCH');
}

/** Null when it is refused for the state that things are in. Throws Unanswered. */
async function ask<T>(
  world: VaultWorld,
  { client, projectId }: ProjectApi,
  name: string,
  path: string,
  body?: object,
  method = 'POST',
): Promise<T | null> {
  // What began before the kill may still be answered, and counts.
  if (world.dying) throw new Unanswered();
  const headers = { authorization: `Bearer ${client.token}` };
  const answer = await client
    .request(method, `/api/v1/projects/${projectId}${path}`, { headers, body })
    .catch((error: unknown) => {
      if (world.dying) throw new Unanswered(name, { cause: error });
      throw error;
    });
  const { status, json } = answer;
  if (world.dying && status >= 500) throw new Unanswered(`${name}: ${status}`);
  assert.ok(status < 300 || status === 409, `${name}: ${status} ${JSON.stringify(json)}`);
  if (name !== 'look') count(world, status === 409 ? `${name}: ${String(json?.['code'])}` : name);
  return status === 409 ? null : (json as T);
}

function count({ answered }: VaultWorld, what: string): void {
  answered[what] = (answered[what] ?? 0) + 1;
}
