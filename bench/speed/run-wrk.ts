// Small requests over loopback with wrk, one connection a caller.
import { fileURLToPath } from 'node:url';
import { mustRun } from '../../test/contract/support/run-command.ts';

export interface Load {
  readonly url: string;
  /** A file of ./wrk. */
  readonly script: 'get' | 'member-cycle';
  readonly callers: number;
  readonly seconds: number;
  /** What the script reads of its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Latencies are in milliseconds. */
export interface Rate {
  readonly requests: number;
  readonly perSecond: number;
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers with a status of 400 or more, broken connections, and requests that took longer than a minute. */
  readonly failures: number;
}

const scripts = fileURLToPath(new URL('wrk', import.meta.url));

/** Throws when wrk fails. Requests that fail do not count for the rate. */
export async function runWrk({ url, script, callers, seconds, env }: Load): Promise<Rate> {
  // The steps of a cycle keep their order only when each connection has a thread of its own.
  const threads = script === 'member-cycle' ? callers : 1;
  const args = [
    `-t${threads}`,
    `-c${callers}`,
    `-d${seconds}s`,
    '--timeout=60s',
    `--script=${scripts}/${script}.lua`,
    url,
  ];
  const stdout = await mustRun('/usr/bin/wrk', args, {
    env: { ...env, BENCH_LUA: scripts, BENCH_THREADS: String(threads) },
    seconds: seconds + 30,
  });
  return readRate(stdout);
}

/** @param stdout of wrk, with the line of wrk/report.lua */
function readRate(stdout: string): Rate {
  const line = stdout.split('\n').findLast((each) => each.startsWith('{'));
  if (line === undefined) throw new Error(`wrk did not report:\n${stdout}`);
  const found = JSON.parse(line) as Record<
    'requests' | 'seconds' | 'mean' | 'p50' | 'p99' | 'refused' | 'broken',
    number
  >;
  const failures = found.refused + found.broken;
  return {
    requests: found.requests,
    perSecond: Math.max(0, found.requests - found.refused) / found.seconds,
    mean: found.mean,
    p50: found.p50,
    p99: found.p99,
    failures,
  };
}
