// What the bytes of an image are, against what it was declared to be.
import type { FileHandle } from 'node:fs/promises';
import { fileSource } from '../bytes/file-source.ts';
import { judgeDeclared } from '../bytes/format/declared-format.ts';
import type { Finding } from '../bytes/format/finding.ts';
import { inspectFormat } from '../bytes/format/inspect-format.ts';
import type { ReceivedBytes } from '../bytes/receive-bytes.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { diskFormats, type DiskFormat, type Image } from './image.ts';

export interface InspectedBytes extends ReceivedBytes {
  readonly detectedFormat: string;
  readonly virtualSize: number | null;
  readonly encrypted: boolean;
}

/** Bytes that say themselves what they are. */
export interface RecognisedBytes extends InspectedBytes {
  readonly diskFormat: DiskFormat;
}

/** Reads the format of whole bytes. Faults: invalid (another format than declared, or none that is known under ACCORD_FORMAT=strict). */
export async function inspectBytes(
  context: Pick<Context, 'settings'>,
  image: Pick<Image, 'diskFormat'>,
  file: FileHandle,
  received: ReceivedBytes,
): Promise<InspectedBytes> {
  const finding = await inspectFormat(fileSource(file, received.size));
  return judge(context, image.diskFormat ?? 'raw', finding, received);
}

/**
 * As inspectBytes, where the format is taken from the bytes and what was declared holds only for those that nothing recognises. An ISO image has to
 * be declared all the same. Faults: as inspectBytes.
 */
export async function recogniseBytes(
  context: Pick<Context, 'settings'>,
  image: Pick<Image, 'kind' | 'diskFormat'>,
  file: FileHandle,
  received: ReceivedBytes,
): Promise<RecognisedBytes> {
  const finding = await inspectFormat(fileSource(file, received.size));
  const diskFormat = formatOf(image, finding);
  return { ...judge(context, diskFormat, finding, received), diskFormat };
}

function formatOf(
  { kind, diskFormat }: Pick<Image, 'kind' | 'diskFormat'>,
  finding: Finding,
): DiskFormat {
  if (kind === 'iso' || diskFormat === 'iso') return 'iso';
  if (diskFormat !== null && judgeDeclared(diskFormat, finding).verdict !== 'refused') {
    return diskFormat;
  }
  // What is no format of a disk is taken for the disk itself, and refused when it is not.
  return finding.format === 'iso'
    ? 'raw'
    : (diskFormats.find((each) => each === finding.format) ?? 'raw');
}

function judge(
  context: Pick<Context, 'settings'>,
  declared: DiskFormat,
  finding: Finding,
  received: ReceivedBytes,
): InspectedBytes {
  const judgement = judgeDeclared(declared, finding);
  const unrecognised = judgement.verdict === 'unknown' && context.settings.format === 'strict';
  if (judgement.verdict === 'refused' || unrecognised) {
    throw new Fault(
      'invalid',
      'image.format-mismatch',
      `The bytes are not accepted as ${declared}: ${judgement.reason ?? 'they are not recognised as that format.'}`,
      { detail: { declared, detected: judgement.detectedFormat } },
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
