// What a run has found, and how to look it up.
import type { HashRates } from './limits/hash-rates.ts';
import type { Cost } from './measure-cost.ts';
import type { RequestName } from './request-kinds.ts';
import type { Rate } from './run-wrk.ts';

export interface RequestResult {
  readonly request: RequestName | 'bare-select' | 'bare-commit';
  readonly side: string;
  readonly callers: number;
  readonly rate: Rate;
  readonly cost: Cost;
}

export type TransferKind =
  | 'small-upload'
  | 'upload'
  | 'small-download'
  | 'download'
  | 'downloads-at-once';

export interface TransferResult {
  readonly kind: TransferKind;
  readonly side: string;
  /** Of all that was moved. */
  readonly bytes: number;
  readonly seconds: number;
  readonly cost: Cost;
  /** Bytes that were not on disk yet when the upload was answered; null for downloads. */
  readonly unwritten: number | null;
}

export interface Results {
  readonly requests: readonly RequestResult[];
  readonly transfers: readonly TransferResult[];
  /** null: not measured. */
  readonly hashes: HashRates | null;
}

export const accordName = 'Accord';
export const nginxName = 'nginx with sendfile';
export const ddName = 'dd with fsync';
export const bareName = 'Node and PostgreSQL';
export const glanceNames = { uwsgi: 'Glance (uWSGI)', eventlet: 'Glance (eventlet)' } as const;

export function requestAt(
  results: Results,
  request: RequestResult['request'],
  callers: number,
  side: string,
): RequestResult | undefined {
  return results.requests.find(
    (each) => each.request === request && each.callers === callers && each.side === side,
  );
}

export function transferAt(
  results: Results,
  kind: TransferKind,
  side: string,
): TransferResult | undefined {
  return results.transfers.find((each) => each.kind === kind && each.side === side);
}

/** What was found for Glance, with one server or both. */
export function glances<T>(find: (side: string) => T | undefined): T[] {
  return Object.values(glanceNames)
    .map(find)
    .filter((each) => each !== undefined);
}

/** Requests a second of the faster Glance; undefined when none was measured. */
export function betterGlance(
  results: Results,
  request: RequestResult['request'],
  callers: number,
): number | undefined {
  const rates = glances((side) => requestAt(results, request, callers, side)?.rate.perSecond);
  return rates.length === 0 ? undefined : Math.max(...rates);
}

/** Bytes a second. */
export function speedOf({ bytes, seconds }: TransferResult): number {
  return bytes / seconds;
}
