// bench/RESULTS.md: everything but its last section is printed from what a run has found.
import { judgeAims } from './aims.ts';
import { figure, mebibytes, throughput } from './figures.ts';
import { bullets, table } from './markdown.ts';
import { atOnce } from './measure-transfers.ts';
import { callerCounts } from './options.ts';
import {
  accordName,
  bareName,
  betterGlance,
  glanceNames,
  requestAt,
  speedOf,
  type RequestResult,
  type Results,
  type TransferKind,
} from './results.ts';
import type { Findings } from './run-bench.ts';

const handKeptHeading = '## Missed aims: profile and what was tried';
const handKeptStart = `${handKeptHeading}

This section is kept by hand: \`npm run bench\` writes everything above it anew and leaves everything from its heading on as it is.
`;

/** @param earlier the report as it was; its last section, from the heading on, is kept */
export function printReport(findings: Findings, earlier: string): string {
  const { results, options, began, minutes } = findings;
  const kept = earlier.indexOf(handKeptHeading);
  const { rounds, seconds } = options.pace;
  return [
    '# Accord beside Glance',
    `Measured on ${began.toISOString().slice(0, 10)} by \`npm run bench\`, in ${figure(minutes)} minutes: median of ${rounds} runs of ${seconds} s each.`,
    bullets([...findings.machine, ...findings.versions]),
    '## Aims',
    aimTable(results),
    '## Small requests',
    'Answers a second, in brackets the latency in ms that half and 99 % of them stayed within. Each caller has one connection and asks again as soon as it is answered.',
    requestTable(results),
    'What a request costs: CPU time in ms, in brackets the most memory seen.',
    costTable(results),
    '## Image bytes',
    `An image of ${mebibytes(options.imageSize)}; the small ones are a 32nd of it.`,
    transferTable(results),
    '## Limits of the machine',
    limitTable(results),
    '## How it is measured',
    bullets(method),
    kept === -1 ? handKeptStart : earlier.slice(kept),
  ]
    .filter((block) => block !== '')
    .map((block) => block.trimEnd())
    .join('\n\n')
    .concat('\n');
}

const method = [
  'All sides run on this machine, over loopback, at the same time, and are measured in turn (A B C A B C …), each when all its processes have come to rest. The client shares the processors with them.',
  'Accord runs as `npm start` runs it: default settings, its embedded PostgreSQL, every flush to disk switched on. Glance and Keystone are Debian’s packages with MariaDB and memcached, tokens cached; both ways to run Glance, uWSGI and eventlet, have as many workers as there are processors, and share the database.',
  'The same data everywhere: active images of 64 bytes with four properties and two tags, 100 of them pending with the member. Accord’s first are made through its API and multiplied by SQL, Glance’s are made by SQL; then the statistics of both databases are brought up to date.',
  'Small requests: wrk, after a warm-up that does not count. Where fewer than five answers a caller came, one run of a minute takes the place of all, and its rate is callers ÷ mean latency, so that what is cut off at its end does not count against a slow side. “add, accept, remove” are three requests, of owner, member and owner, on an image that nobody else changes; each is an answer of its own in the rate.',
  'Image bytes: curl. Before an upload everything is written to disk (`sync`), the file gets a new beginning, so that no side has seen it before, and is read once, so that it comes from memory. Before downloads each side and nginx have given the bytes out once, so that they come from memory everywhere.',
  '“Not on disk” is what the page cache still had to write when the upload was answered (Dirty and Writeback of /proc/meminfo): a side that syncs leaves next to nothing.',
  'CPU time is that of all processes of a side, database, cache and tokens included; memory is the sum of their proportional set sizes, sampled four times a second.',
  'Bare SELECTs and commits: Node with `pg`, prepared statements of one row each, one connection a caller, on a PostgreSQL started as Accord starts its own. openssl: one processor.',
];

function aimTable(results: Results): string {
  const rows = judgeAims(results).map(({ aim, needed, measured, met }) => [
    aim,
    needed,
    measured,
    met ? 'met' : '**missed**',
  ]);
  return table(['aim, at 32 callers', 'needed', 'measured', ''], rows);
}

const requestTitles: Readonly<Record<RequestResult['request'], string>> = {
  'list-1000': 'list 25 of 1 000',
  'list-20000': 'list 25 of 20 000',
  show: 'show, of 20 000',
  pending: 'pending list, 25 of 100',
  'member-cycle': 'add, accept, remove',
  'bare-select': 'bare prepared SELECT',
  'bare-commit': 'bare commit',
};

const sides = [accordName, ...Object.values(glanceNames)];

function requestTable(results: Results): string {
  const rows = requestRows(results, rateCell, (request, callers) => {
    const own = requestAt(results, request, callers, accordName);
    const glance = betterGlance(results, request, callers);
    return own === undefined || glance === undefined
      ? '–'
      : `${figure(own.rate.perSecond / glance)} ×`;
  });
  return table(['request', 'callers', ...sides, 'against the better Glance'], rows);
}

function costTable(results: Results): string {
  const cell = ({ rate, cost }: RequestResult): string =>
    `${figure((cost.cpuSeconds * 1000) / Math.max(1, rate.requests))} (${mebibytes(cost.peakMemory)})`;
  return table(['request', 'callers', ...sides], requestRows(results, cell));
}

function requestRows(
  results: Results,
  cell: (result: RequestResult) => string,
  last?: (request: RequestResult['request'], callers: number) => string,
): string[][] {
  const names = Object.entries(requestTitles) as [RequestResult['request'], string][];
  return names.flatMap(([request, title]) =>
    callerCounts.flatMap((callers) => {
      const found = sides.map((side) => requestAt(results, request, callers, side));
      if (found.every((each) => each === undefined)) return [];
      const cells = found.map((each) => (each === undefined ? '–' : cell(each)));
      return [[title, String(callers), ...cells, ...(last ? [last(request, callers)] : [])]];
    }),
  );
}

function rateCell({ rate, cost }: RequestResult): string {
  const latency = `${figure(rate.p50)} / ${figure(rate.p99)}`;
  const failures = rate.failures > 0 ? `, ${rate.failures} failed` : '';
  return `${figure(rate.perSecond)} (${latency}${failures}${foreignNote(cost.foreignShare)})`;
}

/** Says so where something else had more than a tenth of the processors. */
function foreignNote(share: number): string {
  return share > 0.1 ? `, ${figure(share * 100)} % of CPU elsewhere` : '';
}

const transferTitles: Readonly<Record<TransferKind, string>> = {
  upload: 'upload',
  'small-upload': 'upload, small',
  download: 'download',
  'downloads-at-once': `${atOnce} downloads at once`,
  'small-download': 'download, small',
};

function transferTable(results: Results): string {
  const names = Object.entries(transferTitles) as [TransferKind, string][];
  const rows = names.flatMap(([kind, title]) =>
    results.transfers
      .filter((each) => each.kind === kind)
      .map((each) => [
        title,
        each.side,
        throughput(speedOf(each)),
        `${figure(each.seconds)} s${foreignNote(each.cost.foreignShare)}`,
        each.cost.cpuSeconds > 0 ? `${figure(each.cost.cpuSeconds)} s` : '–',
        each.cost.peakMemory > 0 ? mebibytes(each.cost.peakMemory) : '–',
        each.unwritten === null ? '' : mebibytes(each.unwritten),
      ]),
  );
  return table(['', 'side', 'speed', 'time', 'CPU', 'memory', 'not on disk when answered'], rows);
}

function limitTable(results: Results): string {
  const statements = (['bare-select', 'bare-commit'] as const).flatMap((request) =>
    callerCounts.flatMap((callers) => {
      const found = requestAt(results, request, callers, bareName);
      return found === undefined
        ? []
        : [[`${requestTitles[request]}, ${callers} callers, a second`, rateCell(found)]];
    }),
  );
  const hashes = Object.entries(results.hashes ?? {}).map(([name, rate]) => [
    `openssl ${name}`,
    throughput(rate),
  ]);
  return table(['limit', ''], [...statements, ...hashes]);
}
