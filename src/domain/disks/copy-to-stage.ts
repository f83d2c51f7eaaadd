// Bytes of disks on their way into the default store: copied by the engine as they are at one instant, then read through. Each copy lies staged under a
// name that something in the database has been given before, else it is swept away.
import { open } from 'node:fs/promises';
import type { Engine } from '../../drivers/engine/engine.ts';
import { chunksOf } from '../../lib/chunks-of.ts';
import { measureBytes } from '../bytes/measure-bytes.ts';
import type { Context } from '../context.ts';
import { engineFault } from '../engine-fault.ts';
import { inspectBytes, type InspectedBytes } from '../images/inspect-bytes.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { tellCopied } from './tell-copied.ts';

/** Copies disks of a server, or of none, at one instant, each to its staged file. Faults: as engineFault says. */
export async function copyToStage(
  context: Pick<Context, 'stores'>,
  run: Pick<JobRun, 'signal' | 'progress'>,
  engine: Engine,
  serverId: string | null,
  copies: readonly { readonly diskId: string; readonly upload: string }[],
): Promise<void> {
  const telling = tellCopied(run);
  const files = copies.map(({ diskId, upload }) => ({
    diskId,
    file: context.stores.default.pathToStage(upload),
  }));
  try {
    await engine.copyDisks(serverId, files, { signal: run.signal, progress: telling.tell });
  } catch (error) {
    run.signal.throwIfAborted();
    throw engineFault(error);
  } finally {
    await telling.settle();
  }
}

type Chunks = AsyncIterable<Uint8Array>;

export interface Inspection {
  /** Passes the bytes on and counts them. */
  readonly counted?: (chunks: Chunks) => Chunks;
  /** Bytes; more are a fault. */
  readonly limit: number;
}

/** Reads a staged copy through, and leaves it on the disk for good. Faults: tooLarge, and those of `counted`. */
export async function inspectStaged(
  context: Pick<Context, 'stores' | 'settings'>,
  upload: string,
  signal: AbortSignal,
  { counted = (chunks) => chunks, limit }: Inspection,
): Promise<InspectedBytes> {
  const file = await open(context.stores.default.pathToStage(upload), 'r+');
  try {
    const measured = await measureBytes(counted(chunksOf(file, signal)), limit);
    const bytes = await inspectBytes(context, { diskFormat: 'qcow2' }, file, measured);
    await file.sync();
    return bytes;
  } finally {
    await file.close();
  }
}
