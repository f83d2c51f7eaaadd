// Finds the disk format of untrusted bytes by our own readers alone: no tool ever guesses.
// Never throws on bytes, however broken, and reads at most a few MiB whatever the header claims.
import type { ByteSource } from './byte-source.ts';
import { danger } from './finding.ts';
import type { Finding, FoundFormat, Sighting } from './finding.ts';
import { probeIso } from './iso.ts';
import { probeLuks } from './luks.ts';
import { findPartitionTable } from './partition-table.ts';
import type { PartitionTable } from './partition-table.ts';
import { probePloop } from './ploop.ts';
import { probeQcow2 } from './qcow2/qcow2.ts';
import { probeQed } from './qed.ts';
import { probeVdi } from './vdi.ts';
import { probeVhd } from './vhd.ts';
import { probeVhdx } from './vhdx/vhdx.ts';
import { probeVmdk } from './vmdk/vmdk.ts';

type Structured = Exclude<FoundFormat, 'raw' | 'unknown'>;

type Probe = (source: ByteSource) => Promise<Sighting | null>;

const PROBES: readonly (readonly [Structured, Probe])[] = [
  ['qcow2', probeQcow2],
  ['vmdk', probeVmdk],
  ['vhd', probeVhd],
  ['vhdx', probeVhdx],
  ['vdi', probeVdi],
  ['qed', probeQed],
  ['luks', probeLuks],
  ['ploop', probePloop],
  ['iso', probeIso],
];

/**
 * Inspects a finished file. Two container formats at once are a polyglot, and so is a partition
 * table in front of a container; an ISO or a fixed VHD with a partition table is an honest disk.
 * Rejects only when the source itself cannot be read.
 */
export async function inspectFormat(source: ByteSource): Promise<Finding> {
  const seen: { format: Structured; sighting: Sighting }[] = [];
  for (const [format, probe] of PROBES) {
    const sighting = await probe(source);
    if (sighting !== null) seen.push({ format, sighting });
  }
  const table = await findPartitionTable(source);
  const partitionTable = table === 'boot-sector' ? null : table;
  const [first] = seen;
  if (first === undefined) return { ...bare(source, table), partitionTable };
  const names: string[] = seen.map(({ format }) => format);
  if (table !== null && !holdsPartitions(first)) names.push('a partitioned disk');
  const { virtualSize, encrypted, danger: ownDanger } = first.sighting;
  const found = { format: first.format, virtualSize, encrypted, partitionTable };
  if (names.length === 1) return { ...found, danger: ownDanger };
  const reason = `The bytes are several formats at once: ${names.join(' and ')}.`;
  return { ...found, danger: danger('polyglot', reason) };
}

function bare(source: ByteSource, table: PartitionTable | null): Omit<Finding, 'partitionTable'> {
  const nothing = { encrypted: false, danger: null };
  if (table !== null) return { format: 'raw', virtualSize: source.size, ...nothing };
  return { format: 'unknown', virtualSize: source.size === 0 ? 0 : null, ...nothing };
}

function holdsPartitions({
  format,
  sighting,
}: {
  format: Structured;
  sighting: Sighting;
}): boolean {
  return format === 'iso' || ('fixed' in sighting && sighting.fixed === true);
}
