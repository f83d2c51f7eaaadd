// What a file's name says about what is in it.
import type { NewImage } from '../../src/api/accord/images/schema.ts';

/** Formats of one file that holds a whole disk. */
export const fileFormats = [
  'qcow2',
  'raw',
  'vmdk',
  'vhd',
  'vhdx',
  'vdi',
  'iso',
  'ploop',
] as const satisfies readonly NewImage['diskFormat'][];
export type FileFormat = (typeof fileFormats)[number];

const formatOf: ReadonlyMap<string, FileFormat> = new Map(
  Object.entries({
    qcow2: 'qcow2',
    qcow: 'qcow2',
    raw: 'raw',
    img: 'raw',
    dd: 'raw',
    vmdk: 'vmdk',
    vhd: 'vhd',
    vpc: 'vhd',
    vhdx: 'vhdx',
    vdi: 'vdi',
    iso: 'iso',
    hds: 'ploop',
  } as const),
);

const ending = /\.([a-z0-9]+)$/i;

/** By the file's ending; null: it says nothing. The service looks into the bytes, so a wrong guess is found out. */
export function guessFormat(fileName: string): FileFormat | null {
  return formatOf.get(ending.exec(fileName)?.[1]?.toLowerCase() ?? '') ?? null;
}

/** The file's name, without an ending that only says its format. */
export function nameFor(fileName: string): string {
  return guessFormat(fileName) === null ? fileName : fileName.replace(ending, '');
}
