// What Accord is to reach, judged from what was measured. References of Glance are those of the better of its two servers.
import { figure, mebibytes, throughput } from './figures.ts';
import {
  accordName,
  bareName,
  betterGlance,
  ddName,
  glances,
  nginxName,
  requestAt,
  speedOf,
  transferAt,
  type RequestResult,
  type Results,
  type TransferKind,
} from './results.ts';

export interface Verdict {
  readonly aim: string;
  readonly needed: string;
  readonly measured: string;
  readonly met: boolean;
}

type Judge = (results: Results) => Omit<Verdict, 'aim'> | undefined;

const manyCallers = 32;
/** Growth of memory that is not the image's doing: a heap that has not been collected, a worker thread that has started. */
const flatBytes = 64 * 1024 * 1024;

const aims: readonly (readonly [aim: string, judge: Judge])[] = [
  ['list 25 of 1 000 images: 60 × Glance', timesGlance('list-1000', 60)],
  ['list 25 of 20 000 images: 1 000 × Glance', timesGlance('list-20000', 1000)],
  ['pending list: 50 × Glance', timesGlance('pending', 50)],
  ['show: 20 × Glance', timesGlance('show', 20)],
  ['show: a third of bare SELECTs', partOf('show', 1 / 3, 'bare-select')],
  ['add, accept, remove: 10 × Glance', timesGlance('member-cycle', 10)],
  ['add, accept, remove: half of bare commits', partOf('member-cycle', 1 / 2, 'bare-commit')],
  ['list: p99 with 20 000 images within 1.5 × that with 1 000', steadyLatency],
  ['download: at most 10 % slower than the faster of Glance and nginx', fastDownload('download')],
  ['download: no more CPU seconds than Glance', cheapDownload('download')],
  ['eight downloads: at most 10 % slower than the faster', fastDownload('downloads-at-once')],
  ['eight downloads: no more CPU seconds than Glance', cheapDownload('downloads-at-once')],
  ['upload: the smaller of 1.5 × Glance and 80 % of dd with fsync', fastUpload],
  ['upload: memory flat in the size of the image', flatMemory('upload')],
  ['download: memory flat in the size of the image', flatMemory('download')],
];

/** One verdict an aim; an aim whose measurements are not all there has none. */
export function judgeAims(results: Results): Verdict[] {
  return aims.flatMap(([aim, judge]) => {
    const verdict = judge(results);
    return verdict === undefined ? [] : [{ aim, ...verdict }];
  });
}

function accordRate(results: Results, request: RequestResult['request']): number | undefined {
  return requestAt(results, request, manyCallers, accordName)?.rate.perSecond;
}

function timesGlance(request: RequestResult['request'], times: number): Judge {
  return (results) => {
    const own = accordRate(results, request);
    const glance = betterGlance(results, request, manyCallers);
    if (own === undefined || glance === undefined) return undefined;
    return {
      needed: `${figure(times * glance)} requests/s`,
      measured: `${figure(own)} requests/s (${figure(own / glance)} ×)`,
      met: own >= times * glance,
    };
  };
}

function partOf(
  request: RequestResult['request'],
  part: number,
  limit: 'bare-select' | 'bare-commit',
): Judge {
  return (results) => {
    const own = accordRate(results, request);
    const bare = requestAt(results, limit, manyCallers, bareName)?.rate.perSecond;
    if (own === undefined || bare === undefined) return undefined;
    return {
      needed: `${figure(part * bare)} requests/s`,
      measured: `${figure(own)} requests/s (${figure(own / bare)} ×)`,
      met: own >= part * bare,
    };
  };
}

function steadyLatency(results: Results): ReturnType<Judge> {
  const few = requestAt(results, 'list-1000', manyCallers, accordName)?.rate.p99;
  const many = requestAt(results, 'list-20000', manyCallers, accordName)?.rate.p99;
  if (few === undefined || many === undefined) return undefined;
  return {
    needed: `${figure(1.5 * few)} ms`,
    measured: `${figure(many)} ms (${figure(many / few)} ×)`,
    met: many <= 1.5 * few,
  };
}

function fastDownload(kind: TransferKind): Judge {
  return (results) => {
    const own = transferAt(results, kind, accordName);
    const glance = glances((side) => transferAt(results, kind, side));
    const nginx = transferAt(results, kind, nginxName);
    if (own === undefined || nginx === undefined || glance.length === 0) return undefined;
    // As long as it takes, not as much as it moves: 10 % slower is 10 % longer.
    const needed = Math.max(...[...glance, nginx].map(speedOf)) / 1.1;
    return {
      needed: throughput(needed),
      measured: throughput(speedOf(own)),
      met: speedOf(own) >= needed,
    };
  };
}

function cheapDownload(kind: TransferKind): Judge {
  return (results) => {
    const own = transferAt(results, kind, accordName)?.cost.cpuSeconds;
    const glance = glances((side) => transferAt(results, kind, side)?.cost.cpuSeconds);
    if (own === undefined || glance.length === 0) return undefined;
    const needed = Math.min(...glance);
    return { needed: `${figure(needed)} s`, measured: `${figure(own)} s`, met: own <= needed };
  };
}

function fastUpload(results: Results): ReturnType<Judge> {
  const own = transferAt(results, 'upload', accordName);
  const glance = glances((side) => transferAt(results, 'upload', side));
  const dd = transferAt(results, 'upload', ddName);
  if (own === undefined || dd === undefined || glance.length === 0) return undefined;
  const needed = Math.min(1.5 * Math.max(...glance.map(speedOf)), 0.8 * speedOf(dd));
  return {
    needed: throughput(needed),
    measured: throughput(speedOf(own)),
    met: speedOf(own) >= needed,
  };
}

function flatMemory(kind: 'upload' | 'download'): Judge {
  return (results) => {
    const small = transferAt(results, `small-${kind}`, accordName)?.cost.peakMemory;
    const large = transferAt(results, kind, accordName)?.cost.peakMemory;
    if (small === undefined || large === undefined) return undefined;
    return {
      needed: `${mebibytes(small + flatBytes)}, that is ${mebibytes(flatBytes)} more than with an image a 32nd of the size`,
      measured: mebibytes(large),
      met: large <= small + flatBytes,
    };
  };
}
