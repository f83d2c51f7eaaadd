// The beginning of an image that is made of a disk, in the transaction of whoever asks for it.
import type { DbOrTx, Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { draftImage, insertDraft } from '../images/create-image.ts';
import { startJobIn } from '../jobs/start-job.ts';
import { diskEvent } from './disk-event.ts';
import type { CaptureInput } from './disk-jobs.ts';
import type { Disk } from './disk.ts';
import { selectImageFacts, updateDiskRow } from './queries.ts';

export interface CaptureOrder {
  /** Of the image. */
  readonly name: string;
  readonly properties?: Readonly<Record<string, string>> | undefined;
  readonly tags?: readonly string[] | undefined;
  /** MB; default: what the image asks for that the disk was made from. */
  readonly minRam?: number | undefined;
}

/** What an image says of the system on its disk. It holds for whatever is made of that disk. */
const factsOfTheSystem: ReadonlySet<string> = new Set([
  'os_type',
  'os_distro',
  'os_version',
  'os_admin_user',
  'architecture',
  'hw_architecture',
  'hw_firmware_type',
  '__os_type',
  '__os_version',
  '__os_bit',
  '__platform',
]);

export interface SystemFacts {
  readonly properties: Readonly<Record<string, string>>;
  /** MB. */
  readonly minRam: number;
}

/** What is known of the system on a disk by the image that it was made from. */
export async function systemFactsOf(
  db: DbOrTx,
  { source }: Pick<Disk, 'source'>,
): Promise<SystemFacts> {
  const facts = source === null ? null : await selectImageFacts(db, source.imageId);
  const kept = Object.entries(facts?.properties ?? {}).filter(([key]) => factsOfTheSystem.has(key));
  return { properties: Object.fromEntries(kept), minRam: facts?.minRam ?? 0 };
}

/**
 * Makes the image, `importing`, and begins the job that brings its bytes: of a server's system disk a system image, of any other a data image. The disk
 * is locked; it is `capturing` until the job ends, and so is the server `serverId`, whose row the caller sets so, with the job: the job sets both back.
 * Faults: those of createImage; conflict (something else is being done to the disk).
 */
export async function startCapture(
  context: Context,
  tx: Tx,
  actor: Actor,
  disk: Disk,
  serverId: string | null,
  order: CaptureOrder,
): Promise<{ jobId: string; imageId: string }> {
  const busy = refusalToCopy(disk);
  if (busy !== null) throw busy;
  const facts = await systemFactsOf(tx, disk);
  const madeFrom =
    disk.kind === 'system' && serverId !== null
      ? { source_server_id: serverId }
      : { source_disk_id: disk.id };
  const draft = await draftImage(
    context,
    actor,
    {
      name: order.name,
      kind: disk.kind === 'system' ? 'system' : 'data',
      visibility: 'private',
      diskFormat: 'qcow2',
      containerFormat: 'bare',
      minDisk: disk.size,
      minRam: order.minRam ?? (disk.kind === 'system' ? facts.minRam : 0),
      properties: order.properties ?? {},
      tags: order.tags ?? [],
    },
    { ...facts.properties, ...order.properties, ...madeFrom },
  );
  const image = await insertDraft(context, tx, actor, draft, 'importing');
  const input: CaptureInput = {
    imageId: image.id,
    imageName: order.name,
    diskId: disk.id,
    serverId,
    kind: disk.kind,
  };
  const jobId = await startJobIn(tx, actor, 'capture-image', input);
  const after = await updateDiskRow(tx, disk.id, { status: 'capturing', job_id: jobId });
  await recordEvent(tx, actor, diskEvent('disk.capture', disk, after));
  return { jobId, imageId: image.id };
}

/** Why the bytes of a disk cannot be copied now, or null. */
export function refusalToCopy({ id, status }: Disk): Fault | null {
  if (status === 'available' || status === 'in-use') return null;
  return new Fault(
    'conflict',
    'disk.wrong-status',
    `Disk ${id} is ${status}: wait until that has ended.`,
    { detail: { diskId: id, status } },
  );
}
