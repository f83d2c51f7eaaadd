// The text descriptor of a VMDK (VMware, Virtual Disk Format 5.0), read strictly: a line that is
// not one of the four known shapes, or any word about another file, is a danger.
import { isUtf8 } from 'node:buffer';
import { danger } from '../finding.ts';
import type { Danger } from '../finding.ts';

const ALLOWED_TYPES = new Set(['monolithicSparse', 'streamOptimized']);
const SETTING = /^([A-Za-z0-9_.:]{1,128})\s*=\s*(?:"([^"]*)"|([^"\s]*))$/;
const EXTENT = /^(?:RW|RDONLY) (\d{1,16}) ([A-Z]{1,16}) "([^"]{1,255})"(?: \d{1,16})?$/;
/** Controls, invisible characters, and whatever another reader could take for a line's end. */
const UNPRINTABLE = /\r(?!\n)|(?![\t\r\n])\p{C}|\p{Zl}|\p{Zp}/u;
const MAX_LINES = 4096;
const NO_PARENT = 'ffffffff';

/** Judges a descriptor embedded in a sparse VMDK; `bytes` may be padded with NULs. */
export function checkVmdkDescriptor(bytes: Buffer): Danger | null {
  const text = textOf(bytes);
  if (text === null) return lies('is not plain text');
  const settings = new Map<string, string>();
  const extents: string[] = [];
  const lines = text.split(/\r?\n/, MAX_LINES + 1).map((line) => line.trim());
  if (lines.length > MAX_LINES) return lies('has too many lines');
  for (const line of lines) {
    if (line === '' || line.startsWith('#')) continue;
    const setting = SETTING.exec(line);
    if (setting === null) {
      extents.push(line);
      continue;
    }
    const name = (setting[1] ?? '').toLowerCase();
    if (settings.has(name)) return lies(`says "${name}" twice`);
    settings.set(name, setting[2] ?? setting[3] ?? '');
  }
  return checkSettings(settings) ?? checkExtents(extents);
}

function lies(what: string): Danger {
  return danger('tables-lie', `The descriptor of the VMDK image ${what}.`);
}

/** The text before the first NUL; null when it is not clean UTF-8 or something follows it. */
function textOf(bytes: Buffer): string | null {
  const end = bytes.indexOf(0);
  const used = end === -1 ? bytes : bytes.subarray(0, end);
  if (!isUtf8(used) || bytes.subarray(used.length).some((byte) => byte !== 0)) return null;
  const text = used.toString('utf8');
  return UNPRINTABLE.test(text) ? null : text;
}

function checkSettings(settings: Map<string, string>): Danger | null {
  if (settings.has('parentfilenamehint')) {
    return danger('refers-elsewhere', 'The VMDK image names a parent disk.');
  }
  if ((settings.get('parentcid') ?? NO_PARENT).toLowerCase() !== NO_PARENT) {
    return danger('refers-elsewhere', 'The VMDK image holds only the difference to another disk.');
  }
  if ((settings.get('changetrackpath') ?? '') !== '') {
    return danger('refers-elsewhere', 'The VMDK image names a change-tracking file.');
  }
  const type = settings.get('createtype');
  if (type === undefined) return lies('does not state its type');
  return ALLOWED_TYPES.has(type)
    ? null
    : danger('refers-elsewhere', 'Only monolithicSparse and streamOptimized VMDKs are accepted.');
}

function checkExtents(extents: string[]): Danger | null {
  const [only, ...more] = extents;
  if (only === undefined) return lies('lists no extent');
  if (more.length > 0) {
    return danger('refers-elsewhere', 'The VMDK image lists more than one extent.');
  }
  const extent = EXTENT.exec(only);
  if (extent === null) return lies('has a line that is not understood');
  if (extent[2] !== 'SPARSE') {
    return danger('refers-elsewhere', 'The VMDK image keeps its data in another file.');
  }
  return /[/\\:]|^\.\.?$/.test(extent[3] ?? '')
    ? danger('refers-elsewhere', 'An extent of the VMDK image has a path to another file.')
    : null;
}
