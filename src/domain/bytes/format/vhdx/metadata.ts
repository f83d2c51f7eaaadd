// The metadata table of a VHDX: typed items at offsets within the metadata region.
import { readAt, u64le } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import { danger } from '../finding.ts';
import type { Danger } from '../finding.ts';
import type { Region } from '../overlap.ts';
import { guidAt, VHDX } from './guid.ts';

const TABLE_LENGTH = 64 * 1024;
const MAX_ITEMS = 2047;
const HAS_PARENT = 2;
const REQUIRED = 4;
const KNOWN: ReadonlySet<string> = new Set(Object.values(VHDX));

export interface VhdxMetadata {
  /** bytes */
  virtualSize: number;
  blockSize: number;
  logicalSector: number;
}

type Refused = { danger: Danger };

/** The disk's measures, or what is wrong with them; a parent is always wrong. */
export async function readVhdxMetadata(
  source: ByteSource,
  region: Region,
): Promise<{ metadata: VhdxMetadata } | Refused> {
  const table = await readAt(source, region.offset, TABLE_LENGTH);
  if (table === null || region.length < TABLE_LENGTH) {
    return lies('The metadata table of the VHDX image does not fit its region.');
  }
  if (table.toString('latin1', 0, 8) !== 'metadata' || table.readUInt16LE(10) > MAX_ITEMS) {
    return lies('The metadata table of the VHDX image is damaged.');
  }
  const places = readItems(table, region);
  if ('danger' in places) return places;
  const item = async (name: string, length: number) => {
    const place = places.items.get(name);
    if (!place || place.length < length) return null;
    return readAt(source, region.offset + place.offset, length);
  };
  const parameters = await item(VHDX.fileParameters, 8);
  const size = await item(VHDX.virtualSize, 8);
  const sector = await item(VHDX.logicalSector, 4);
  if (!parameters || !size || !sector) {
    return lies('The VHDX image does not state its size, its blocks or its sectors.');
  }
  if ((parameters.readUInt32LE(4) & HAS_PARENT) !== 0) return parent();
  const metadata = {
    virtualSize: u64le(size, 0),
    blockSize: parameters.readUInt32LE(0),
    logicalSector: sector.readUInt32LE(0),
  };
  return { metadata };
}

function readItems(table: Buffer, region: Region): { items: Map<string, Region> } | Refused {
  const items = new Map<string, Region>();
  const count = table.readUInt16LE(10);
  for (let index = 0; index < count; index += 1) {
    const at = 32 + index * 32;
    const name = guidAt(table, at);
    if (name === VHDX.parentLocator) return parent();
    if (!KNOWN.has(name) && (table.readUInt32LE(at + 24) & REQUIRED) !== 0) {
      const reason = 'The VHDX image requires metadata that is not understood.';
      return { danger: danger('unknown-feature', reason) };
    }
    if (items.has(name)) return lies('The VHDX image has the same metadata twice.');
    const offset = table.readUInt32LE(at + 16);
    const length = table.readUInt32LE(at + 20);
    if (length > 0 && (offset < TABLE_LENGTH || offset + length > region.length)) {
      return lies('Metadata of the VHDX image lies outside its region.');
    }
    items.set(name, { name, offset, length });
  }
  return { items };
}

function parent(): Refused {
  const reason = 'The VHDX image holds only the difference to another disk.';
  return { danger: danger('refers-elsewhere', reason) };
}

function lies(reason: string): Refused {
  return { danger: danger('tables-lie', reason) };
}
