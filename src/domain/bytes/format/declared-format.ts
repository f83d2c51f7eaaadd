// What an uploader says the bytes are, against what they are.
import type { Finding, FoundFormat } from './finding.ts';

export interface Judgement {
  verdict: 'ok' | 'unknown' | 'refused';
  /** what was found, for people to read; a tool is always told the declared format */
  detectedFormat: string;
  /** one plain English sentence when refused, else null */
  reason: string | null;
}

/** Declared formats whose bytes are taken as they are. */
const TAKEN_AS_IS = new Set(['raw', 'ami', 'ari', 'aki']);

/**
 * Judges a declared format (Glance's names: raw, qcow2, vhd, vhdx, vmdk, vdi, iso, ploop, ami, ari,
 * aki). Any danger, and bytes recognised as another format, are refused; bytes that nothing
 * recognises are fine as raw and `unknown` under a structured format; an empty file is fine always.
 */
export function judgeDeclared(declared: string, finding: Finding): Judgement {
  const { format, danger } = finding;
  if (danger !== null) return { verdict: 'refused', detectedFormat: format, reason: danger.reason };
  if (format === 'unknown') return judgeUnrecognised(declared, finding);
  if (format === declared || isDiskAsIs(declared, finding)) {
    return { verdict: 'ok', detectedFormat: format, reason: null };
  }
  const reason = `The image was declared ${declared}, but its bytes are ${describe(format)}.`;
  return { verdict: 'refused', detectedFormat: format, reason };
}

function judgeUnrecognised(declared: string, finding: Finding): Judgement {
  if (TAKEN_AS_IS.has(declared)) return { verdict: 'ok', detectedFormat: declared, reason: null };
  const verdict = finding.virtualSize === 0 ? 'ok' : 'unknown';
  return { verdict, detectedFormat: 'unknown', reason: null };
}

/** A partitioned or encrypted disk, or an ISO made to be written onto a disk as it is. */
function isDiskAsIs(declared: string, { format, partitionTable }: Finding): boolean {
  if (!TAKEN_AS_IS.has(declared)) return false;
  return format === 'raw' || format === 'luks' || (format === 'iso' && partitionTable !== null);
}

function describe(format: FoundFormat): string {
  return format === 'raw' ? 'a plain disk' : format;
}
