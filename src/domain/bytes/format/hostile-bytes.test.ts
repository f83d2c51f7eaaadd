// Random damage to sound samples: inspection never throws, always ends, and reads little.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { inspectFormat } from './inspect-format.ts';
import { sampleIso, sampleLuks, samplePloop, sampleVdi, writeGpt } from './samples/plain.ts';
import { sampleQcow2 } from './samples/qcow2.ts';
import { countingSource, memorySource } from './samples/sources.ts';
import { sampleDynamicVhd, sampleFixedVhd } from './samples/vhd.ts';
import { sampleVhdx, VHDX_PLACES } from './samples/vhdx.ts';
import { sampleStreamVmdk, sampleVmdk } from './samples/vmdk.ts';

const SEED = 20240611;
const READ_BOUND = 4 * 1024 * 1024;

/** Each sample with the stretches of it where a changed byte can matter most. */
const samples: [name: string, bytes: Buffer, hot: [from: number, to: number][]][] = [
  [
    'qcow2',
    sampleQcow2(),
    [
      [4, 160],
      [65536, 65600],
      [196608, 196640],
    ],
  ],
  [
    'vmdk',
    sampleVmdk(),
    [
      [4, 80],
      [512, 800],
    ],
  ],
  [
    'stream vmdk',
    sampleStreamVmdk(),
    [
      [4, 80],
      [512, 800],
      [65536, 67072],
    ],
  ],
  [
    'dynamic vhd',
    sampleDynamicVhd(),
    [
      [8, 100],
      [512, 600],
      [1536, 1600],
      [2048, 2560],
    ],
  ],
  ['fixed vhd', sampleFixedVhd(), [[65536 + 8, 65536 + 90]]],
  [
    'vhdx',
    sampleVhdx(),
    [
      [65536, 65640],
      [196608, 196700],
      [2097152, 2097300],
      [2162688, 2162720],
    ],
  ],
  [
    'vdi',
    sampleVdi(),
    [
      [64, 90],
      [340, 460],
      [512, 528],
    ],
  ],
  ['luks', sampleLuks(), [[6, 300]]],
  ['ploop', samplePloop(), [[16, 90]]],
  [
    'iso',
    sampleIso(),
    [
      [0, 600],
      [32768, 32800],
    ],
  ],
  ['gpt', writeGpt(Buffer.alloc(65536)), [[440, 604]]],
];

async function inspectBounded(bytes: Buffer): Promise<void> {
  const source = countingSource(memorySource(bytes));
  const finding = await inspectFormat(source);
  const { virtualSize } = finding;
  assert.ok(virtualSize === null || (Number.isSafeInteger(virtualSize) && virtualSize >= 0));
  assert.ok(source.given() <= READ_BOUND, `${source.given()} bytes were read`);
}

describe('inspection of damaged bytes', () => {
  for (const [name, bytes, hot] of samples) {
    const place = fc
      .constantFrom(...hot)
      .chain(([from, to]) => fc.integer({ min: from, max: to - 1 }));
    const value = fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255));
    const damage = fc.array(fc.tuple(place, value, fc.integer({ min: 1, max: 8 })), {
      minLength: 1,
      maxLength: 6,
    });

    test(`a damaged ${name} never throws and reads little`, async () => {
      const property = fc.asyncProperty(damage, async (changes) => {
        const copy = Buffer.from(bytes);
        for (const [at, byte, run] of changes) copy.fill(byte, at, Math.min(at + run, copy.length));
        await inspectBounded(copy);
      });
      await fc.assert(property, { seed: SEED, numRuns: 300 });
    });

    test(`a ${name} cut anywhere never throws`, async () => {
      const length = fc.oneof(fc.nat(4096), fc.nat(bytes.length));
      const property = fc.asyncProperty(length, async (kept) => {
        await inspectBounded(bytes.subarray(0, kept));
      });
      await fc.assert(property, { seed: SEED, numRuns: 100 });
    });
  }

  test('a VHDX whose damage is sealed again never throws and reads little', async () => {
    const at = fc.oneof(
      fc.integer({ min: VHDX_PLACES.regionTables[0], max: VHDX_PLACES.regionTables[0] + 90 }),
      fc.integer({ min: VHDX_PLACES.metadata, max: VHDX_PLACES.metadata + 130 }),
      fc.integer({ min: VHDX_PLACES.items, max: VHDX_PLACES.items + 20 }),
    );
    const property = fc.asyncProperty(fc.array(fc.tuple(at, fc.nat(255))), async (changes) => {
      const damaged = sampleVhdx((bytes) => {
        for (const [place, byte] of changes) bytes[place] = byte;
        bytes.copyWithin(
          VHDX_PLACES.regionTables[1],
          VHDX_PLACES.regionTables[0],
          VHDX_PLACES.regionTables[0] + 65536,
        );
      });
      await inspectBounded(damaged);
    });
    await fc.assert(property, { seed: SEED, numRuns: 150 });
  });

  test('bytes of any kind never throw', async () => {
    const magics = samples.map(([, bytes]) => bytes.subarray(0, 16));
    const property = fc.asyncProperty(
      fc.constantFrom(Buffer.alloc(0), ...magics),
      fc.uint8Array({ maxLength: 2048 }),
      async (magic, rest) => inspectBounded(Buffer.concat([magic, rest])),
    );
    await fc.assert(property, { seed: SEED, numRuns: 2000 });
  });

  test('a source that gives fewer bytes than its size promises never makes inspection throw', async () => {
    for (const [, bytes] of samples) {
      const half = memorySource(bytes.subarray(0, bytes.length / 2));
      await assert.doesNotReject(inspectFormat(countingSource(half, bytes.length)));
    }
  });
});
