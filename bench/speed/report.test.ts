import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeAims } from './aims.ts';
import { readOptions } from './options.ts';
import { printReport } from './report.ts';
import type { RequestResult, Results, TransferKind, TransferResult } from './results.ts';

test('a report says which aims were met and which were missed, against the better Glance', () => {
  const text = print([
    listed('Accord', 1, 3000),
    listed('Accord', 32, 3000),
    listed('Glance (uWSGI)', 32, 40),
    listed('Glance (eventlet)', 32, 51),
  ]);
  assert.match(
    text,
    /\| list 25 of 1 000 images: 60 × Glance \| 3 060 requests\/s \| 3 000 requests\/s \(58\.8 ×\) \| \*\*missed\*\* \|/,
  );
  assert.match(text, /\| list 25 of 1 000 \| 32 \| 3 000 \(10\.0 \/ 20\.0\) \| .+ \| 58\.8 × \|/);
  assert.match(text, /\| list 25 of 1 000 \| 1 \| 3 000 \(10\.0 \/ 20\.0\) \| – \| – \| – \|/);
});

test('an aim whose measurements are not all there is not judged', () => {
  assert.deepEqual(judgeAims(resultsOf([listed('Accord', 32, 3000)])), []);
});

test('a download is judged against the faster of Glance and nginx, its CPU time against the thriftier Glance', () => {
  const transfers = [
    moved('download', 'Accord', 1.09, 0.9),
    moved('download', 'Glance (uWSGI)', 2, 1),
    moved('download', 'Glance (eventlet)', 1.5, 0.8),
    moved('download', 'nginx with sendfile', 1, 0.2),
  ];
  assert.deepEqual(
    judgeAims({ ...resultsOf([]), transfers }).map(({ met }) => met),
    [true, false],
  );
});

test('an upload needs the smaller of 1.5 × Glance and 80 % of dd', () => {
  const met = (seconds: number): (boolean | undefined)[] => {
    const transfers = [
      moved('upload', 'Accord', seconds, 1),
      moved('upload', 'Glance (uWSGI)', 10, 1),
      moved('upload', 'dd with fsync', 6.4, 0),
    ];
    return judgeAims({ ...resultsOf([]), transfers }).map((each) => each.met);
  };
  assert.deepEqual([...met(6.6), ...met(6.7), ...met(8.1)], [true, true, false]);
});

test('what is written by hand below its heading is kept', () => {
  const first = print([]);
  assert.match(first, /## Missed aims: profile and what was tried\n\nThis section is kept by hand/);
  const edited = `${first.replace('Accord beside', 'Old')}\nThe list spends its time in JSON.\n`;
  const second = print([], edited);
  assert.match(second, /^# Accord beside Glance\n/);
  assert.match(second, /\nThe list spends its time in JSON\.\n$/);
  assert.equal(print([], second), second);
});

test('only a whole run goes to the file', () => {
  assert.equal(readOptions({}).out, 'bench/RESULTS.md');
  assert.equal(readOptions({ quick: true }).out, null);
  assert.equal(readOptions({ only: 'show' }).out, null);
  assert.throws(() => readOptions({ sides: 'accord,nova' }), /There is no side "nova"/);
});

function print(requests: readonly RequestResult[], earlier = ''): string {
  return printReport(
    {
      began: new Date('2026-11-24T08:00:00Z'),
      minutes: 22,
      machine: ['processors: 2'],
      versions: ['Accord 0.1.0'],
      options: readOptions({}),
      results: resultsOf(requests),
    },
    earlier,
  );
}

function resultsOf(requests: readonly RequestResult[]): Results {
  return { requests, transfers: [], hashes: null };
}

const cost = { seconds: 6, cpuSeconds: 6, peakMemory: 1e8, foreignShare: 0 };

function listed(side: string, callers: number, perSecond: number): RequestResult {
  const rate = { requests: 100, perSecond, mean: 10, p50: 10, p99: 20, failures: 0 };
  return { request: 'list-1000', side, callers, rate, cost };
}

function moved(
  kind: TransferKind,
  side: string,
  seconds: number,
  cpuSeconds: number,
): TransferResult {
  const bytes = 2 * 1024 ** 3;
  return { kind, side, bytes, seconds, cost: { ...cost, cpuSeconds }, unwritten: null };
}
