// What the bytes of an image are, against what it was declared to be.
import type { FileHandle } from 'node:fs/promises';
import { fileSource } from '../bytes/file-source.ts';
import { judgeDeclared } from '../bytes/format/declared-format.ts';
import { inspectFormat } from '../bytes/format/inspect-format.ts';
import type { ReceivedBytes } from '../bytes/receive-bytes.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import type { Image } from './image.ts';

export interface InspectedBytes extends ReceivedBytes {
  readonly detectedFormat: string;
  readonly virtualSize: number | null;
  readonly encrypted: boolean;
}

/** Reads the format of whole bytes. Faults: invalid (another format than declared, or none that is known under ACCORD_FORMAT=strict). */
export async function inspectBytes(
  context: Pick<Context, 'settings'>,
  image: Pick<Image, 'diskFormat'>,
  file: FileHandle,
  received: ReceivedBytes,
): Promise<InspectedBytes> {
  const finding = await inspectFormat(fileSource(file, received.size));
  const judgement = judgeDeclared(image.diskFormat ?? 'raw', finding);
  const unrecognised = judgement.verdict === 'unknown' && context.settings.format === 'strict';
  if (judgement.verdict === 'refused' || unrecognised) {
    throw new Fault(
      'invalid',
      'image.format-mismatch',
      `The bytes are not accepted as ${image.diskFormat}: ${judgement.reason ?? 'they are not recognised as that format.'}`,
      { detail: { declared: image.diskFormat, detected: judgement.detectedFormat } },
    );
  }
  return {
    ...received,
    detectedFormat: judgement.detectedFormat,
    // Bytes of no format at all are the disk itself when they were declared to be.
    virtualSize: finding.virtualSize ?? (judgement.verdict === 'ok' ? received.size : null),
    encrypted: finding.encrypted,
  };
}
