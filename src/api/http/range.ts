// Which bytes of a representation a request asks for (RFC 9110, section 14; one range).
import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '../../domain/fault.ts';

export interface ByteRange {
  /** First byte. */
  readonly start: number;
  /** How many. */
  readonly length: number;
  readonly size: number;
  /** Nothing less than everything was asked for: the answer is 200. */
  readonly whole: boolean;
}

/**
 * Reads `Range` (`a-b`, `a-`, `-n`) or, as Glance does, `Content-Range: bytes a-b/*` of the request. Faults, all of them invalid, told
 * apart by their codes: malformed, several ranges, not satisfiable.
 */
export function readRange(headers: IncomingHttpHeaders, size: number): ByteRange {
  const range = headers.range ?? null;
  if (range !== null)
    return parse(/^bytes=(?<first>\d*)-(?<last>\d*)$/.exec(range.trim()), range, size);
  const contentRange = headers['content-range'] ?? null;
  if (contentRange !== null) {
    return parse(
      /^bytes (?<first>\d+)-(?<last>\d+)\/(?:\*|\d+)$/.exec(contentRange.trim()),
      contentRange,
      size,
    );
  }
  return { start: 0, length: size, size, whole: true };
}

function parse(match: RegExpExecArray | null, text: string, size: number): ByteRange {
  const first = match?.groups?.['first'] ?? '';
  const last = match?.groups?.['last'] ?? '';
  if (match === null && text.includes(',')) {
    throw new Fault(
      'invalid',
      'request.several-ranges',
      `Several ranges are not served: ${text}. Ask for one at a time.`,
    );
  }
  if (match === null || (first === '' && last === '')) {
    throw new Fault(
      'invalid',
      'request.malformed-range',
      `Invalid range: ${text}. Expected one range such as bytes=0-99.`,
    );
  }
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  const backwards = first !== '' && last !== '' && Number(last) < Number(first);
  if (backwards || start >= size || end < start) {
    throw new Fault(
      'invalid',
      'request.range-not-satisfiable',
      `Range ${text} is not in these ${size} bytes.`,
      {
        detail: { size },
      },
    );
  }
  return { start, length: end - start + 1, size, whole: false };
}
