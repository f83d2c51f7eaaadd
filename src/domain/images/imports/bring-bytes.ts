// The bytes of an import from where they are into the staging areas of the stores that they are for.
import type { FileHandle } from 'node:fs/promises';
import { downloadBytes } from '../../bytes/download-bytes.ts';
import type { ReceivedBytes } from '../../bytes/receive-bytes.ts';
import { stageBytes, stageCopy } from '../../bytes/stage-bytes.ts';
import type { Context } from '../../context.ts';
import { inspectBytes, type InspectedBytes } from '../inspect-bytes.ts';
import { reserveAhead } from '../quotas/reserve-bytes.ts';
import { openCopy } from '../read-bytes.ts';
import type { Claim } from './claim-task.ts';

export interface BroughtBytes {
  readonly bytes: {
    readonly received: ReceivedBytes;
    /** null: a copy, of bytes that were looked at before. */
    readonly inspected: InspectedBytes | null;
  };
  /** Where they lie staged under the upload's id. */
  readonly stores: string[];
  readonly failed: string[];
}

interface Source {
  readonly bytes: BroughtBytes['bytes'];
  readonly file: FileHandle;
  /** Puts the bytes into the one store where that takes no copying; null: there is none. */
  readonly near: { readonly store: string; readonly place: () => Promise<void> } | null;
}

/** Brings them to every store, or when the task says that it is enough, to those that can take them, at least one. */
export async function bringBytes(
  context: Context,
  claim: Claim,
  signal: AbortSignal,
): Promise<BroughtBytes> {
  const source = await openSource(context, claim, signal);
  try {
    const { task, upload } = claim;
    const stores: string[] = [];
    const failed: string[] = [];
    let reason: unknown = null;
    for (const store of task.stores) {
      try {
        if (source.near?.store === store) await source.near.place();
        else {
          const into = context.stores.get(store);
          await stageCopy(source.file, source.bytes.received, into, upload, signal);
        }
        stores.push(store);
      } catch (error) {
        if (task.allMustSucceed || signal.aborted) throw error;
        reason = error;
        failed.push(store);
      }
    }
    if (stores.length === 0) throw reason;
    return { bytes: source.bytes, stores, failed };
  } finally {
    await source.file.close();
  }
}

async function openSource(context: Context, claim: Claim, signal: AbortSignal): Promise<Source> {
  const { method } = claim.task;
  if (method === 'glance-direct') return await openStaged(context, claim);
  if (method === 'web-download') return await download(context, claim, signal);
  return await openBlob(context, claim);
}

async function openStaged(context: Context, { image, staged, upload }: Claim): Promise<Source> {
  if (staged === null) throw new Error(`image ${image.id} has no staged bytes`);
  const store = context.stores.get(staged.store);
  const file = await store.openStaged(staged.name);
  try {
    const inspected = await inspectBytes(context, image, file, staged);
    const place = async (): Promise<void> => await store.linkStaged(staged.name, upload);
    return {
      bytes: { received: staged, inspected },
      file,
      near: { store: staged.store, place },
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function download(context: Context, claim: Claim, signal: AbortSignal): Promise<Source> {
  const { image, task, upload } = claim;
  const [first = context.stores.defaultName] = task.stores;
  const store = context.stores.get(first);
  const { imageSizeCap, importAllow } = context.settings;
  const source = downloadBytes(task.source ?? '', { allow: importAllow, signal });
  const counted = reserveAhead(context, upload, image, source, 0);
  const inspected = await stageBytes(store, upload, counted, imageSizeCap, async (file, received) =>
    inspectBytes(context, image, file, received),
  );
  const file = await store.openStaged(upload);
  // It is there already.
  const near = { store: first, place: async (): Promise<void> => {} };
  return { bytes: { received: inspected, inspected }, file, near };
}

async function openBlob(context: Context, { image }: Claim): Promise<Source> {
  if (image.blob === null) throw new Error(`image ${image.id} has no bytes to copy`);
  const blob = await openCopy(context, image.stores, image.blob);
  const received = { size: blob.size, digest: image.blob, md5: image.checksum ?? '' };
  return { bytes: { received, inspected: null }, file: blob.handle, near: null };
}
