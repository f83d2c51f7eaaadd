// Full-server images: of a server, by way of a new backup in a vault, or of a backup that there is (IMS API reference, "Creating a full-ECS image").
import { Type, type Static } from 'typebox';
import type { Actor } from '../../../domain/actor.ts';
import { backUpServer } from '../../../domain/backups/back-up-server.ts';
import { startServerImage } from '../../../domain/backups/server-image-jobs.ts';
import type { Context } from '../../../domain/context.ts';
import { Fault } from '../../../domain/fault.ts';
import { route, type Route } from '../../http/route.ts';
import { orderOf } from './capture.ts';
import { checkMemory } from './creation-body.ts';

const text = Type.Optional(Type.String());
const whole = Type.Optional(Type.Integer());

const wholeBody = Type.Object({
  name: text,
  description: text,
  instance_id: text,
  vault_id: text,
  backup_id: text,
  whole_image_type: text,
  enterprise_project_id: text,
  max_ram: whole,
  min_ram: whole,
  tags: Type.Optional(Type.Array(Type.String())),
  image_tags: Type.Optional(Type.Array(Type.Object({ key: Type.String(), value: text }))),
});
type WholeBody = Static<typeof wholeBody>;

export const wholeImageRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/cloudimages/wholeimages/action',
    schema: { body: wholeBody },
    handle: async ({ context, actor, body }) => ({
      status: 200,
      body: { job_id: await startWholeImage(context, actor, body) },
    }),
  }),
];

/** Begins to make the image. Faults: as backUpServer and startServerImage; invalid (no source, no vault), unsupported (backups of the older kind). */
async function startWholeImage(context: Context, actor: Actor, body: WholeBody): Promise<string> {
  const { instance_id: serverId = '', backup_id: backupId = '' } = body;
  const image = { ...orderOf(body), minRam: checkMemory('min_ram', body.min_ram) };
  if (serverId !== '' && backupId !== '') {
    throw new Fault(
      'unsupported',
      'image.one-source',
      'A full-server image is made of a server (instance_id) or of a backup (backup_id), not of both.',
    );
  }
  if (serverId === '') {
    checkBackupKind(body);
    return await startServerImage(context, actor, backupId, image);
  }
  const { vault_id: vaultId = '' } = body;
  if (vaultId === '') {
    throw new Fault(
      'invalid',
      'vault.missing',
      'A full-server image is made by way of a backup: vault_id says where that goes.',
    );
  }
  const order = { vaultId, name: image.name, image };
  return (await backUpServer(context, actor, serverId, order)).jobId;
}

/** An older service of that cloud has backups too, and its are meant when nothing is said. */
function checkBackupKind({ backup_id: id = '', whole_image_type: kind = 'CSBS' }: WholeBody): void {
  if (id === '') {
    throw new Fault(
      'invalid',
      'image.whole-source-missing',
      'The body names neither a server (instance_id) nor a backup (backup_id).',
    );
  }
  if (kind === 'CBR') return;
  throw new Fault(
    'unsupported',
    'image.backup-kind-unsupported',
    'Full-server images are made of backups in vaults here: set whole_image_type to CBR.',
    { detail: { wholeImageType: kind } },
  );
}
