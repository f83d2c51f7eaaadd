// Another system for a server that there is: of another image, or of its own once more. What is on its system disk is lost; its data disks, address, MAC
// and ports stay.
import { newUuid } from '../../lib/ids.ts';
import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import type { Disk } from '../disks/disk.ts';
import { diskSizeFor, insertDisks } from '../disks/insert-disks.ts';
import { updateDiskRow } from '../disks/queries.ts';
import { availableEngine } from '../engine-fault.ts';
import { Fault } from '../fault.ts';
import type { Image } from '../images/image.ts';
import { findUsableImage, type UsableImage } from '../images/use-image.ts';
import { lockForAct, takeForAct, type ActBegun, type ActInput } from './begin-act.ts';
import { systemDiskOf } from './built.ts';
import { refusalToFlavor } from './flavors/flavor.ts';
import { selectFlavor } from './flavors/queries.ts';
import { keepLogin, type KeptLogin, type NewLogin } from './login.ts';
import { checkUserData } from './new-server.ts';
import { authorizeServers } from './policy.ts';
import type { Server } from './server.ts';
import { systemNeedsOf } from './system-needs.ts';

export interface Reinstallation {
  readonly login: NewLogin;
  /** As text. Default: none for another system, the same as before for the same one. */
  readonly userData?: string | null | undefined;
  /** A server that runs is stopped first; else it is refused. */
  readonly stopNow: boolean;
}

/** What the job that does it is asked for. */
export interface OsChangeInput extends ActInput {
  /** The disk that is to be the system disk. */
  readonly diskId: string;
  readonly image: { readonly id: string; readonly name: string | null; readonly owner: string };
  readonly login: KeptLogin;
  readonly userData: string | null;
  readonly instanceId: string;
}

/**
 * Begins to give a server a system of that image, or of its own once more (`imageId` null). Faults: forbidden, notFound, gone, those of the image's use, conflict
 * (the server is busy, or runs and is not to be stopped), unsupported (`server.os-unfit`: other firmware or architecture), invalid (memory, login), quota,
 * unavailable.
 */
export async function beginSystem(
  context: Context,
  actor: Actor,
  serverId: string,
  act: 'change-os' | 'reinstall',
  change: Reinstallation & { readonly imageId: string | null },
): Promise<ActBegun> {
  const project = authorizeServers(actor, `server.${act}`);
  checkUserData(context.settings, change.userData ?? null);
  await availableEngine(context);
  const login = await keepLogin(context.db, project.id, change.login);
  return await context.db.transaction().execute(async (tx) => {
    const { server, disks } = await lockForAct(tx, actor, serverId, act);
    if (server.status === 'running' && !change.stopNow) throw mustBeStopped(server);
    const imageId = change.imageId ?? server.source.imageId;
    const usable = await findUsableImage(context, tx, actor, imageId, 'change-os');
    await checkFits(tx, server, usable.image);
    const old = systemDiskOf(server, disks);
    if (old === undefined) throw new Error(`server ${server.id} has no system disk`);
    const userData = change.userData ?? (act === 'reinstall' ? server.userData : null);
    const { id, name, owner } = usable.image;
    const input: Omit<OsChangeInput, 'serverId'> = {
      diskId: newUuid(),
      image: { id, name, owner },
      login,
      userData,
      instanceId: newUuid(),
    };
    const more = { toImageId: id };
    const begun = await takeForAct(tx, actor, server, act, { type: 'change-os', input, more });
    await insertSystemDisk(context, tx, actor, { server, old, usable, ...begun, id: input.diskId });
    return begun;
  });
}

interface NewSystemDisk {
  readonly id: string;
  readonly server: Server;
  readonly old: Disk;
  readonly usable: UsableImage;
  readonly jobId: string;
}

/** Of the old one's size if the image lets it; without a place, as long as the old one has it. */
async function insertSystemDisk(
  context: Context,
  tx: Tx,
  actor: Actor,
  { id, server, old, usable, jobId }: NewSystemDisk,
): Promise<void> {
  const size = diskSizeFor(context.settings, Math.max(old.size, usable.leastSize), usable);
  const disk = {
    id,
    name: old.name,
    kind: 'system',
    size,
    volumeType: old.volumeType,
    source: usable,
  } as const;
  await insertDisks(context, tx, actor, { ...server, jobId }, [disk]);
  await updateDiskRow(tx, id, { server_id: server.id });
}

/** Faults: invalid (memory), unsupported (other firmware or architecture). */
async function checkFits(tx: Tx, server: Server, image: Image): Promise<void> {
  const flavor = await selectFlavor(tx, server.flavorId);
  const refusal = flavor === undefined ? null : refusalToFlavor(flavor, image.minRam);
  if (refusal !== null) throw refusal;
  const { architecture, firmware } = systemNeedsOf(image);
  if (architecture === server.architecture && firmware === server.firmware) return;
  throw new Fault(
    'unsupported',
    'server.os-unfit',
    `Image ${image.id} needs ${architecture} with ${firmware}; server ${server.id} is ${server.architecture} with ${server.firmware}.`,
    { detail: { serverId: server.id, imageId: image.id, architecture, firmware } },
  );
}

function mustBeStopped({ id }: Server): Fault {
  return new Fault(
    'conflict',
    'server.must-be-stopped',
    `Server ${id} is running: stop it first, or ask for it to be stopped now.`,
    { detail: { serverId: id } },
  );
}
