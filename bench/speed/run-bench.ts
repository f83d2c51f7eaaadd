// One run: starts all sides, fills them, measures everything in turn, and stops what it has started.
import { once } from 'node:events';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../test/contract/support/temporary-folder.ts';
import { startAccord } from './accord-cloud.ts';
import { startGlance } from './glance-cloud.ts';
import { measureStatements } from './limits/bare-statements.ts';
import { measureHashes } from './limits/hash-rates.ts';
import { describeMachine, describeVersions } from './machine.ts';
import { measureRequest } from './measure-requests.ts';
import { measureTransfers } from './measure-transfers.ts';
import type { Options, Part } from './options.ts';
import { writeRandomFile } from './random-file.ts';
import type { RequestName } from './request-kinds.ts';
import type { RequestResult, Results, TransferResult } from './results.ts';
import type { Cloud } from './side.ts';

const fewImages = 1000;
const manyImages = 20_000;
const pending = 100;

export interface Findings {
  readonly began: Date;
  readonly minutes: number;
  readonly machine: readonly string[];
  readonly versions: readonly string[];
  readonly options: Options;
  readonly results: Results;
}

/** @param log gets a line for each step. Throws when a side fails, and on SIGINT and SIGTERM; nothing runs on then. */
export async function runBench(options: Options, log: (line: string) => void): Promise<Findings> {
  const began = new Date();
  const say = (line: string): void => {
    const seconds = (Date.now() - began.getTime()) / 1000;
    log(`${seconds.toFixed(0).padStart(5)} s  ${line}`);
  };
  const folder = await temporaryFolder();
  const clouds: Cloud[] = [];
  const stopped = new AbortController();
  const interrupted = Promise.race(
    ['SIGINT', 'SIGTERM'].map(async (name) => {
      await once(process, name, { signal: stopped.signal });
      throw new Error(`ended by ${name}`);
    }),
  );
  // When nothing interrupts, it is the abort that ends the waiting.
  interrupted.catch(() => {});
  try {
    await checkDisk(folder.path, options);
    const machine = await describeMachine(folder.path);
    const run = async (): Promise<Results> => {
      say('Starting all sides.');
      for (const start of startsOf(options)) clouds.push(await start(folder.path));
      return await measure({ folder: folder.path, options, clouds, log: say });
    };
    const results = await Promise.race([run(), interrupted]);
    const minutes = (Date.now() - began.getTime()) / 60_000;
    return { began, minutes, machine, versions: await describeVersions(), options, results };
  } finally {
    stopped.abort();
    for (const cloud of clouds) await cloud.stop();
    await folder.remove();
  }
}

/** Bytes go through the page cache to a disk; a folder in memory would say nothing. */
async function checkDisk(folder: string, { imageSize }: Options): Promise<void> {
  const inMemory = 0x01021994;
  const { type, bavail, bsize } = await statfs(folder);
  if (type === inMemory) {
    throw new Error(`${folder} is in memory: set TMPDIR to a folder on a disk.`);
  }
  const gibibyte = 1024 ** 3;
  const needed = 8 * imageSize + 4 * gibibyte;
  if (bavail * bsize < needed) {
    const size = (needed / gibibyte).toFixed(0);
    throw new Error(`${folder} has less than ${size} GiB free: set TMPDIR to a folder that has.`);
  }
}

function startsOf({ sides }: Options): ((folder: string) => Promise<Cloud>)[] {
  const flavours = sides.filter((side) => side !== 'accord');
  return [
    ...(sides.includes('accord') ? [startAccord] : []),
    ...(flavours.length > 0 ? [async (folder: string) => await startGlance(folder, flavours)] : []),
  ];
}

interface Work {
  readonly folder: string;
  readonly options: Options;
  readonly clouds: readonly Cloud[];
  readonly log: (line: string) => void;
}

async function measure(work: Work): Promise<Results> {
  const { folder, options, clouds, log } = work;
  const wants = (part: Part): boolean => options.parts.includes(part);
  const requests: RequestResult[] = [];
  const sides = clouds.flatMap((cloud) => cloud.sides);
  const seed = async (images: number): Promise<void> => {
    log(`Making ${images} images, ${pending} of them offered, on every side.`);
    for (const cloud of clouds) await cloud.seed(images, pending);
  };
  const measureOne = async (request: RequestName): Promise<void> => {
    log(`Measuring ${request}.`);
    requests.push(...(await measureRequest(request, sides, options.pace, folder)));
  };
  if (wants('list')) {
    await seed(fewImages);
    await measureOne('list-1000');
  }
  if (wants('list') || wants('pending') || wants('show') || wants('members')) {
    await seed(manyImages);
  }
  if (wants('list')) await measureOne('list-20000');
  if (wants('pending')) await measureOne('pending');
  if (wants('show')) await measureOne('show');
  if (wants('members')) await measureOne('member-cycle');
  const transfers = wants('bytes') ? await moveBytes(work) : [];
  if (!wants('limits')) return { requests, transfers, hashes: null };
  log('Measuring the limits of the machine.');
  requests.push(...(await measureStatements(folder, options.pace)));
  return { requests, transfers, hashes: await measureHashes(options.pace.warmUpSeconds) };
}

async function moveBytes({ folder, options, clouds, log }: Work): Promise<TransferResult[]> {
  log('Measuring uploads and downloads.');
  const file = join(folder, 'image');
  const smallFile = join(folder, 'small-image');
  await writeRandomFile(file, options.imageSize);
  await writeRandomFile(smallFile, options.imageSize / 32);
  const sides = clouds.flatMap((cloud) => cloud.sides);
  return await measureTransfers({
    sides,
    rounds: options.pace.rounds,
    file,
    smallFile,
    folder,
  });
}
