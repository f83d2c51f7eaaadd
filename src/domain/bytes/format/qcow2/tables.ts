// Where the tables of a qcow2 lie and what their first MiB points at.
import { liesWithin, readUpTo, TABLE_READ_LIMIT, u64be } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import { danger } from '../finding.ts';
import type { Danger } from '../finding.ts';
import { overlapping } from '../overlap.ts';
import type { Region } from '../overlap.ts';
import { hasBit } from './header.ts';
import type { Qcow2Header } from './header.ts';
import { tableHolds } from '../scan-table.ts';

const MAX_L1_BYTES = 32 * 1024 * 1024;
const MAX_REFCOUNT_TABLE_BYTES = 8 * 1024 * 1024;
const SNAPSHOT_ENTRY_BYTES = 40;
const MAX_SNAPSHOTS = 65536;

/** The first thing wrong with the tables, given the regions that the header extensions claim. */
export async function checkTables(
  source: ByteSource,
  header: Qcow2Header,
  extensionRegions: Region[],
): Promise<Danger | null> {
  const tables: Region[] = [
    { name: 'L1 table', offset: header.l1Offset, length: header.l1Entries * 8 },
    {
      name: 'refcount table',
      offset: header.refcountOffset,
      length: header.refcountClusters * header.clusterSize,
    },
    {
      name: 'snapshot table',
      offset: header.snapshotsOffset,
      length: header.snapshots * SNAPSHOT_ENTRY_BYTES,
    },
  ];
  const headerRegion = { name: 'header', offset: 0, length: header.clusterSize };
  return (
    checkSizes(header) ??
    checkPlaces(source, header, tables) ??
    checkOverlap([headerRegion, ...tables, ...extensionRegions]) ??
    (await checkL1(source, header, header.l1Offset, header.l1Entries)) ??
    (await checkRefcounts(source, header)) ??
    (await checkSnapshots(source, header))
  );
}

function checkSizes(header: Qcow2Header): Danger | null {
  const l2Entries = header.clusterSize / (hasBit(header, 'extendedL2') ? 16 : 8);
  if (header.l1Entries * 8 > MAX_L1_BYTES) {
    return danger('too-large', 'The L1 table of the qcow2 image is larger than 32 MiB.');
  }
  if (header.l1Entries < Math.ceil(header.virtualSize / (header.clusterSize * l2Entries))) {
    return danger('tables-lie', 'The L1 table of the qcow2 image is too small for its disk.');
  }
  if (header.refcountClusters * header.clusterSize > MAX_REFCOUNT_TABLE_BYTES) {
    return danger('too-large', 'The refcount table of the qcow2 image is larger than 8 MiB.');
  }
  if (header.refcountClusters === 0) {
    return danger('tables-lie', 'The qcow2 image has no refcount table.');
  }
  if (header.snapshots > MAX_SNAPSHOTS) {
    return danger('too-large', 'The qcow2 image claims more than 65536 snapshots.');
  }
  return null;
}

function checkPlaces(source: ByteSource, header: Qcow2Header, tables: Region[]): Danger | null {
  for (const { name, offset, length } of tables) {
    if (length === 0) continue;
    if (offset % header.clusterSize !== 0 || !liesWithin(source, offset, length)) {
      return danger('tables-lie', `The ${name} of the qcow2 image lies outside the file.`);
    }
  }
  return null;
}

function checkOverlap(regions: Region[]): Danger | null {
  const pair = overlapping(regions);
  if (pair === null) return null;
  const [first, second] = pair;
  return danger('tables-lie', `The ${first.name} and ${second.name} of the qcow2 image overlap.`);
}

async function checkL1(
  source: ByteSource,
  header: Qcow2Header,
  offset: number,
  entries: number,
): Promise<Danger | null> {
  // Bits 0-8 and 56-62 are reserved; bit 63 is the "copied" flag.
  const reserved = 0x7f00_0000_0000_01ffn;
  const accepts = (bytes: Buffer, at: number) => {
    const entry = bytes.readBigUInt64BE(at);
    const target = Number(entry & 0x00ff_ffff_ffff_fe00n);
    return (entry & reserved) === 0n && isCluster(source, header, target);
  };
  if (await tableHolds(source, { offset, entries, width: 8, accepts })) return null;
  return danger('tables-lie', 'An L1 entry of the qcow2 image points outside the file.');
}

async function checkRefcounts(source: ByteSource, header: Qcow2Header): Promise<Danger | null> {
  const table = {
    offset: header.refcountOffset,
    entries: (header.refcountClusters * header.clusterSize) / 8,
    width: 8 as const,
    accepts: (bytes: Buffer, at: number) => isCluster(source, header, u64be(bytes, at)),
  };
  if (await tableHolds(source, table)) return null;
  return danger('tables-lie', 'A refcount entry of the qcow2 image points outside the file.');
}

/** Zero, or the start of a cluster of which at least the first byte is in the file. */
function isCluster(source: ByteSource, header: Qcow2Header, offset: number): boolean {
  return offset % header.clusterSize === 0 && offset < source.size;
}

async function checkSnapshots(source: ByteSource, header: Qcow2Header): Promise<Danger | null> {
  if (header.snapshots === 0) return null;
  const bytes = await readUpTo(source, header.snapshotsOffset, TABLE_READ_LIMIT);
  let at = 0;
  for (let index = 0; index < header.snapshots; index += 1) {
    if (at + SNAPSHOT_ENTRY_BYTES > bytes.length) {
      return danger('tables-lie', 'The snapshot table of the qcow2 image does not end.');
    }
    const l1Offset = u64be(bytes, at);
    const l1Bytes = bytes.readUInt32BE(at + 8) * 8;
    if (l1Offset % header.clusterSize !== 0 || !liesWithin(source, l1Offset, l1Bytes)) {
      return danger('tables-lie', 'A snapshot of the qcow2 image lies outside the file.');
    }
    const names = bytes.readUInt16BE(at + 12) + bytes.readUInt16BE(at + 14);
    const length = SNAPSHOT_ENTRY_BYTES + bytes.readUInt32BE(at + 36) + names;
    at += Math.ceil(length / 8) * 8;
  }
  return null;
}
