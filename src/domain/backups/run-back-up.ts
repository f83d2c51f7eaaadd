// The work of `back-up-server`: all disks of a server at one instant become blobs, and these a backup, with an image if one is asked for. It may be cut off at
// any point and begun again: each attempt stages its bytes under new names, which it writes down in the backup's disks first; those of the one before go.
import type { Tx } from '../../db/pool.ts';
import { newUuid } from '../../lib/ids.ts';
import { insertBlob, lockDigest } from '../bytes/queries.ts';
import type { Context } from '../context.ts';
import { copyToStage, inspectStaged } from '../disks/copy-to-stage.ts';
import { diskEvent, diskFailure } from '../disks/disk-event.ts';
import { restOf } from '../disks/disk.ts';
import { lockDisks, releaseServer, updateDiskRow } from '../disks/queries.ts';
import { engineOf } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { publish } from '../images/activate-image.ts';
import { removeImage } from '../images/delete-image.ts';
import type { InspectedBytes } from '../images/inspect-bytes.ts';
import { lockImages, selectSeenImage } from '../images/queries.ts';
import { keptFault, type Job, type KeptFault } from '../jobs/job.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { lockServers } from '../servers/queries.ts';
import { deleteBackupClaim, lockClaimedVaults, settleBackupClaim } from '../vaults/queries.ts';
import type { BackUpInput, BackUpResult } from './back-up-job.ts';
import { backupEvent, backupFailure } from './backup-event.ts';
import type { Backup, BackupDisk } from './backup.ts';
import { fillServerImage } from './fill-server-image.ts';
import {
  lockBackupRow,
  selectCopiedDisks,
  selectUploadsOf,
  updateBackupDisk,
  updateBackupRow,
} from './queries.ts';

/** A disk on its way. */
interface Part extends BackupDisk {
  readonly upload: string;
}

interface TakenPart extends Part {
  readonly bytes: InspectedBytes;
}

const mib = 2 ** 20;

/** Faults: gone (the backup was deleted), quota (of the image), unavailable (no space; engine). */
export async function runBackUp(context: Context, anyRun: JobRun): Promise<void> {
  const run = anyRun as JobRun<BackUpInput>;
  const engine = engineOf(context);
  const { parts, stale } = await claim(context, run);
  try {
    for (const upload of stale) await context.stores.discard(upload);
    const takenAt = new Date().toISOString();
    await copyToStage(context, run, engine, run.job.input.serverId, parts);
    const taken: TakenPart[] = [];
    for (const part of parts) {
      const bytes = await inspectStaged(context, part.upload, run.signal, { limit: Infinity });
      taken.push({ ...part, bytes });
    }
    await finish(context, run, taken, takenAt);
  } finally {
    // Nothing is left under these names when all went well.
    for (const { upload } of parts) await context.stores.discard(upload);
  }
}

/** The image goes, the vault has its room again; the server and its disks are as they were. */
export async function undoBackUp(
  _context: Context,
  tx: Tx,
  anyJob: Job,
  fault: Fault,
): Promise<void> {
  const job = anyJob as Job<BackUpInput>;
  const { backupId, imageId } = job.input;
  const kept = keptFault(fault);
  await release(tx, job, kept);
  const image = await lockImage(tx, imageId);
  const backup = await lockBackupRow(tx, backupId);
  await lockClaimedVaults(tx, {
    imageIds: image === null ? [] : [image.id],
    backupIds: [backupId],
  });
  if (image?.status === 'importing') await removeImage(tx, null, image);
  if (backup?.status !== 'protecting') return;
  await deleteBackupClaim(tx, backupId);
  for (const { id } of backup.disks) await updateBackupDisk(tx, id, { upload: null });
  await updateBackupRow(tx, backupId, { status: 'error', fault: JSON.stringify(kept) });
  await recordEvent(tx, null, backupFailure(backup, kept));
}

/** Gives this attempt the backup, and its disks names to stage bytes under; `stale`: what an attempt before has left. */
async function claim(
  { db }: Context,
  run: JobRun<BackUpInput>,
): Promise<{ parts: readonly Part[]; stale: readonly string[] }> {
  return await db.transaction().execute(async (tx) => {
    const { disks } = await lockUnfinished(tx, run.job);
    await run.hold(tx);
    const stale = await selectUploadsOf(tx, run.job.input.backupId);
    const parts = disks.map((disk) => ({ ...disk, upload: newUuid() }));
    for (const { id, upload } of parts) await updateBackupDisk(tx, id, { upload });
    return { parts, stale };
  });
}

async function finish(
  context: Context,
  run: JobRun<BackUpInput>,
  taken: readonly TakenPart[],
  takenAt: string,
): Promise<void> {
  const { imageId, imageName } = run.job.input;
  const stores = [context.stores.defaultName];
  const stored = taken.reduce((sum, { bytes }) => sum + bytes.size, 0);
  await context.db.transaction().execute(async (tx) => {
    for (const digest of digestsOf(taken)) await lockDigest(tx, digest);
    await release(tx, run.job, null);
    const image = await lockImage(tx, imageId);
    const backup = await lockUnfinished(tx, run.job);
    await run.hold(tx);
    for (const { id, bytes } of taken) {
      await insertBlob(tx, bytes, stores);
      await updateBackupDisk(tx, id, { blob: bytes.digest, stored: bytes.size, upload: null });
    }
    await settleBackupClaim(tx, backup.id, Math.ceil(stored / mib));
    await updateBackupRow(tx, backup.id, { status: 'available', taken_at: takenAt });
    await recordEvent(tx, run.job.actor, backupEvent('backup.take', null, backup));
    const [system] = taken;
    if (image?.status === 'importing' && system !== undefined) {
      await fillServerImage(context, tx, run.job.actor, image, {
        digest: system.bytes.digest,
        md5: system.bytes.md5,
        systemSize: system.size,
        stored,
        stores,
      });
    }
    const result: BackUpResult = { backupId: backup.id, imageId: image?.id ?? null, imageName };
    await run.end(tx, { result, fault: null });
    for (const { upload, bytes } of taken) await publish(context, { upload, stores }, bytes);
  });
}

/** In one order, as everybody who locks several. */
function digestsOf(taken: readonly TakenPart[]): string[] {
  return [...new Set(taken.map(({ bytes }) => bytes.digest))].toSorted();
}

async function lockImage(tx: Tx, imageId: string | null) {
  if (imageId === null) return null;
  await lockImages(tx, [imageId]);
  return await selectSeenImage(tx, imageId, null);
}

async function lockUnfinished(tx: Tx, { input }: Job<BackUpInput>): Promise<Backup> {
  const backup = await lockBackupRow(tx, input.backupId);
  if (backup?.status === 'protecting') return backup;
  throw new Fault(
    'gone',
    'backup.deleted-meanwhile',
    `Backup ${input.backupId} was deleted while it was being made.`,
  );
}

/** The server and its disks can be used again, unless they are no more. */
async function release(
  tx: Tx,
  { id: jobId, input: { serverId, backupId } }: Job<BackUpInput>,
  fault: KeptFault | null,
): Promise<void> {
  const [server] = await lockServers(tx, [serverId], null);
  const released = await releaseServer(tx, serverId, jobId);
  const disks = await lockDisks(tx, await selectCopiedDisks(tx, backupId));
  for (const before of disks) {
    if (before.status !== 'capturing' || before.jobId !== jobId) continue;
    const after = await updateDiskRow(tx, before.id, { status: restOf(before) });
    await recordEvent(
      tx,
      null,
      fault === null ? diskEvent('disk.captured', before, after) : diskFailure(after, fault),
    );
  }
  if (server === undefined || !released) return;
  const why = fault === null ? {} : { fault: { code: fault.code, message: fault.message } };
  await recordEvent(tx, null, {
    action: fault === null ? 'server.backed-up' : 'server.fail',
    noun: 'server',
    nounId: serverId,
    projectId: server.projectId,
    after: { backupId, ...why },
  });
}
