// How long a project waits until it has accepted a thousand offers: in one call of Huawei Cloud's image service, until its job has ended, and beside it in a
// thousand calls of the image API of OpenStack, which has no other way.
import { startAccord } from '../speed/accord-cloud.ts';
import { describeAccord, describeMachine } from '../speed/machine.ts';
import { ask, listIds, type Side } from '../speed/side.ts';
import { temporaryFolder } from '../../test/contract/support/temporary-folder.ts';
import { carryOut } from './carry-out.ts';

/** The most that one call takes, and that one page of a list shows. */
export const offers = 1000;
export const callers = 32;
export const rounds = 3;

const ways = ['offer', 'accept', 'accept-singly', 'accept-singly-at-once', 'withdraw'] as const;
export type Way = (typeof ways)[number];

export interface AcceptFindings {
  readonly machine: readonly string[];
  /** Seconds that each of the rounds took, by what was done. */
  readonly seconds: Readonly<Record<Way, readonly number[]>>;
}

/** @param log gets a line for each step. Starts a service of its own, and stops it. */
export async function measureAccepts(log: (line: string) => void): Promise<AcceptFindings> {
  const folder = await temporaryFolder();
  try {
    const machine = [...(await describeMachine(folder.path)), await describeAccord()];
    log('Starting Accord.');
    const cloud = await startAccord(folder.path);
    try {
      log(`Making ${offers} images.`);
      await cloud.seed(offers, 0);
      const [side] = cloud.sides;
      if (side === undefined) throw new Error('there is nothing to ask');
      return { machine, seconds: await measureAll(side, log) };
    } finally {
      await cloud.stop();
    }
  } finally {
    await folder.remove();
  }
}

async function measureAll(side: Side, log: (line: string) => void) {
  const images = await listIds(side, side.owner, `limit=${offers}`);
  const seconds = Object.fromEntries(ways.map((way) => [way, [] as number[]])) as Record<
    Way,
    number[]
  >;
  const timed = async (way: Way, act: () => Promise<void>): Promise<void> => {
    const began = performance.now();
    await act();
    seconds[way].push((performance.now() - began) / 1000);
  };
  const pairs = { images, projects: [side.member.projectId] };
  // The first start has offered one of them.
  const offered = await listIds(side, side.member, 'visibility=shared&member_status=all');
  await carryOut(side, side.owner, 'DELETE', { ...pairs, images: offered });
  const answer = { images, project_id: side.member.projectId, status: 'accepted' };
  const accepts: readonly (readonly [Way, () => Promise<void>])[] = [
    ['accept', async () => await carryOut(side, side.member, 'PUT', answer)],
    ['accept-singly', async () => await acceptSingly(side, images, 1)],
    ['accept-singly-at-once', async () => await acceptSingly(side, images, callers)],
  ];
  for (let round = 1; round <= rounds; round += 1) {
    log(`Round ${round} of ${rounds}.`);
    for (const [way, accept] of accepts) {
      await timed('offer', async () => await carryOut(side, side.owner, 'POST', pairs));
      await timed(way, accept);
      await checkAccepted(side);
      await timed('withdraw', async () => await carryOut(side, side.owner, 'DELETE', pairs));
    }
  }
  return seconds;
}

async function acceptSingly(side: Side, images: readonly string[], lanes: number): Promise<void> {
  const { member } = side;
  const waiting = images.values();
  const lane = async (): Promise<void> => {
    for (const id of waiting) {
      const path = `/v2/images/${id}/members/${member.projectId}`;
      await ask(side, member, 200, 'PUT', path, { status: 'accepted' });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function checkAccepted(side: Side): Promise<void> {
  const query = `visibility=shared&member_status=accepted&limit=${offers}`;
  const accepted = await listIds(side, side.member, query);
  if (accepted.length !== offers) throw new Error(`${accepted.length} images are accepted`);
}
