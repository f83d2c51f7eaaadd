// How long somebody at the console waits for the service: pages, orders and filters of our own API's lists, over a project with 20 000 images.
import { startAccord } from '../speed/accord-cloud.ts';
import { accordName } from '../speed/results.ts';
import type { Caller, Side } from '../speed/side.ts';
import { send } from '../../test/contract/support/http-client.ts';
import { temporaryFolder } from '../../test/contract/support/temporary-folder.ts';
import { questionsOf } from './questions.ts';

const images = 20_000;
const offers = 100;
const warmUps = 3;
const repeats = 30;

export interface ListFigure {
  readonly name: string;
  /** Items in the answer; null: it is no list. */
  readonly items: number | null;
  /** Milliseconds from the request until the last byte of the answer. */
  readonly median: number;
  readonly worst: number;
}

/** @param log gets a line for each step. Starts a service of its own, and stops it. */
export async function measureLists(log: (line: string) => void): Promise<ListFigure[]> {
  const folder = await temporaryFolder();
  try {
    log('Starting Accord.');
    const cloud = await startAccord(folder.path);
    try {
      log(`Making ${images} images, ${offers} of them offered.`);
      await cloud.seed(images, offers);
      const side = cloud.sides.find(({ name }) => name === accordName);
      if (side === undefined) throw new Error('there is nothing to ask');
      log(`Asking each question ${repeats} times.`);
      return await measureAll(side);
    } finally {
      await cloud.stop();
    }
  } finally {
    await folder.remove();
  }
}

async function measureAll(side: Side): Promise<ListFigure[]> {
  const get = async (who: Caller, path: string) => await getJson(side, who, path);
  const questions = await questionsOf(async (path) => await get(side.owner, path));
  const figures: ListFigure[] = [];
  for (const { name, who, path } of questions) {
    const caller = side[who];
    const { items } = await get(caller, path);
    const times: number[] = [];
    for (let turn = 0; turn < warmUps + repeats; turn += 1) {
      const began = performance.now();
      await get(caller, path);
      if (turn >= warmUps) times.push(performance.now() - began);
    }
    const sorted = times.toSorted((a, b) => a - b);
    figures.push({
      name,
      items: items?.length ?? null,
      median: sorted[Math.floor(sorted.length / 2)] ?? 0,
      worst: sorted.at(-1) ?? 0,
    });
  }
  return figures;
}

/** One request below the caller's project; throws when it is refused. */
async function getJson(side: Side, { token, projectId }: Caller, path: string) {
  const headers = { authorization: `Bearer ${token}` };
  const whole = `/api/v1/projects/${projectId}${path}`;
  const { status, json, bytes } = await send(side.imageUrl, 'GET', whole, { headers });
  if (status === 200) return json as { items?: readonly object[]; nextCursor?: string | null };
  throw new Error(`${path} answered ${status}: ${bytes.toString('utf8').slice(0, 500)}`);
}
