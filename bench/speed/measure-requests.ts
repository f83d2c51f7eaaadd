// How fast small requests are answered, at all sides in turn.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureCost, waitUntilIdle, type Cost } from './measure-cost.ts';
import { requestKinds, type RequestKind, type RequestName } from './request-kinds.ts';
import { callerCounts, type Pace } from './options.ts';
import { inTurn, medianBy } from './rounds.ts';
import type { RequestResult } from './results.ts';
import { runWrk, type Rate } from './run-wrk.ts';
import type { Side } from './side.ts';

/** A run is long when a short one had fewer answers than this for each caller. */
const leastAnswers = 5;

export async function measureRequest(
  request: RequestName,
  sides: readonly Side[],
  pace: Pace,
  folder: string,
): Promise<RequestResult[]> {
  const targets = await Promise.all(
    sides.map(async (side) => await prepare(requestKinds[request], side, folder)),
  );
  const results: RequestResult[] = [];
  for (const callers of callerCounts) {
    const runs = await inTurn(targets, pace.rounds, async (target, round) => {
      if (target.slowAt === callers) return null;
      await run(target, callers, round === 0 ? pace.warmUpSeconds : 1);
      const short = await run(target, callers, pace.seconds);
      if (short.rate.requests >= leastAnswers * callers) return short;
      target.slowAt = callers;
      return await runLong(target, callers, pace.longSeconds);
    });
    for (const [{ side }, found] of runs) {
      const median = medianBy(
        found.filter((each) => each !== null),
        ({ rate }) => rate.perSecond,
      );
      results.push({ request, side: side.name, callers, ...median });
    }
  }
  return results;
}

interface Target {
  readonly side: Side;
  readonly kind: RequestKind;
  readonly paths: readonly string[];
  readonly pathsFile: string;
  /** The number of callers at which one long run takes the place of all rounds. */
  slowAt?: number;
}

interface Run {
  readonly rate: Rate;
  readonly cost: Cost;
}

async function prepare(kind: RequestKind, side: Side, folder: string): Promise<Target> {
  const paths = await kind.paths(side);
  const pathsFile = join(folder, `${side.name.replaceAll(/\W+/g, '-')}.paths`);
  await writeFile(pathsFile, paths.map((path) => `${path}\n`).join(''));
  return { side, kind, paths, pathsFile };
}

async function run(target: Target, callers: number, seconds: number): Promise<Run> {
  const { side, kind, paths, pathsFile } = target;
  await waitUntilIdle(side.roots);
  const { value, cost } = await measureCost(
    side.roots,
    async () =>
      await runWrk({
        url: side.imageUrl,
        script: kind.script,
        callers,
        seconds,
        env: {
          BENCH_PATHS: pathsFile,
          BENCH_TOKEN: side[kind.who].token,
          BENCH_MEMBER: side.member.projectId,
          BENCH_MEMBER_TOKEN: side.member.token,
        },
      }),
  );
  await waitUntilIdle(side.roots);
  await kind.tidy?.(side, paths);
  return { rate: value, cost };
}

/** What is cut off at the end would count against a slow side, so its rate is what its latency makes of so many callers. */
async function runLong(target: Target, callers: number, seconds: number): Promise<Run> {
  const { rate, cost } = await run(target, callers, seconds);
  const perSecond = rate.mean > 0 ? (callers * 1000) / rate.mean : 0;
  return { cost, rate: { ...rate, perSecond: Math.max(rate.perSecond, perSecond) } };
}
