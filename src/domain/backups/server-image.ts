// A full-server image as a row: what it says of itself it has from the backup that stands behind it.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { draftImage, type ImageDraft } from '../images/create-image.ts';
import type { Backup, BackupDisk } from './backup.ts';

export interface ServerImageOrder {
  readonly name: string;
  readonly properties?: Readonly<Record<string, string>> | undefined;
  readonly tags?: readonly string[] | undefined;
  /** MB; default: what the image asks for that the server was made from. */
  readonly minRam?: number | undefined;
}

type Behind = Pick<Backup, 'id' | 'facts' | 'foreignImageId' | 'serverId'> & {
  readonly disks: readonly Pick<BackupDisk, 'slot' | 'size'>[];
};

/** Checks and drafts an image; private. Faults: as createImage. */
export async function draftServerImage(
  context: Context,
  actor: Actor,
  backup: Behind,
  order: ServerImageOrder,
): Promise<ImageDraft> {
  const { facts, foreignImageId, serverId, disks } = backup;
  const draft = await draftImage(
    context,
    actor,
    {
      name: order.name,
      kind: 'system',
      visibility: 'private',
      diskFormat: 'qcow2',
      containerFormat: 'bare',
      minDisk: disks.find(({ slot }) => slot === 0)?.size ?? 0,
      minRam: order.minRam ?? facts.minRam,
      properties: order.properties ?? {},
      tags: order.tags ?? [],
    },
    { ...facts.properties, ...order.properties, source_server_id: serverId },
  );
  return {
    ...draft,
    kind: 'server',
    backup_id: backup.id,
    foreign_backup: foreignImageId !== null,
  };
}
