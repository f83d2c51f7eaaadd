// With whom backups are shared (CBR API reference, "Backup sharing"). A backup is shared by the full-server image of it: its members are the image's, and what
// is done here is done there.
import { Type } from 'typebox';
import {
  findImageOfBackup,
  listBackupMembers,
} from '../../../domain/backups/list-backup-members.ts';
import type { Actor } from '../../../domain/actor.ts';
import type { Context } from '../../../domain/context.ts';
import { answerShares, memberNotFound } from '../../../domain/sharing/answer-shares.ts';
import { ownOffer, soleMember, type PairOutcome } from '../../../domain/sharing/member.ts';
import { shareImages } from '../../../domain/sharing/share-images.ts';
import { withdrawShares } from '../../../domain/sharing/withdraw-shares.ts';
import { queryOf } from '../../http/query.ts';
import { route, type Route } from '../../http/route.ts';
import { readBody } from '../../http/validation.ts';
import { readMemberQuery } from './member-query.ts';
import { pageOf } from './page.ts';
import { presentMember, type ShownMember } from './present-member.ts';

const ofBackup = Type.Object({ project_id: Type.String(), backup_id: Type.String() });
const ofMember = Type.Object({ ...ofBackup.properties, member_id: Type.String() });
const collection = '/v3/:project_id/backups/:backup_id/members';
const one = `${collection}/:member_id`;

const additionBody = Type.Object({
  members: Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
    minItems: 1,
    maxItems: 10,
    uniqueItems: true,
  }),
});
const answerBody = Type.Object({
  status: Type.Enum(['accepted', 'rejected']),
  vault_id: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});

export const memberRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: collection,
    schema: { params: ofBackup },
    handle: async ({ context, actor, params, body }) => {
      const { members: projectIds } = readBody(additionBody, body);
      const imageId = await findImageOfBackup(context, actor, params.backup_id);
      const offer = { imageIds: [imageId], projectIds, options: ownOffer };
      // All of them, or none.
      const outcomes = await shareImages(context, actor, offer, async (_tx, all) => refuseAny(all));
      const added = new Set(outcomes.map(({ projectId }) => projectId));
      const shown = await membersOf(context, actor, params.backup_id);
      const members = shown.filter(({ dest_project_id: id }) => added.has(id));
      return { status: 200, body: { members, count: members.length } };
    },
  }),
  route({
    method: 'GET',
    path: collection,
    schema: { params: ofBackup },
    handle: async ({ context, actor, params, raw }) => {
      const query = readMemberQuery(queryOf(raw.url));
      const all = await membersOf(context, actor, params.backup_id);
      const found = all.filter(query.letsThrough).toSorted(query.compare);
      return { status: 200, body: { members: pageOf(found, query), count: found.length } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: ofMember },
    handle: async ({ context, actor, params }) => ({
      status: 200,
      body: { member: await memberOf(context, actor, params.backup_id, params.member_id) },
    }),
  }),
  route({
    method: 'PUT',
    path: one,
    schema: { params: ofMember },
    handle: async ({ context, actor, params, body }) => {
      const { status, vault_id: vaultId } = readBody(answerBody, body);
      const { backup_id: backupId, member_id: projectId } = params;
      const imageId = await findImageOfBackup(context, actor, backupId);
      soleMember(
        await answerShares(context, actor, {
          imageIds: [imageId],
          projectId,
          status,
          vaultId: vaultId ?? undefined,
          needsBytes: true,
        }),
      );
      return {
        status: 200,
        body: { member: await memberOf(context, actor, backupId, projectId) },
      };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: ofMember },
    handle: async ({ context, actor, params }) => {
      const imageId = await findImageOfBackup(context, actor, params.backup_id);
      const withdrawal = { imageIds: [imageId], projectIds: [params.member_id] };
      await withdrawShares(context, actor, withdrawal, async (_tx, all) => refuseAny(all));
      return { status: 204 };
    },
  }),
];

/** Throws the first fault among them, and so ends the transaction that they are of. */
function refuseAny(outcomes: readonly PairOutcome[]): void {
  const refused = outcomes.find((outcome) => 'fault' in outcome);
  if (refused !== undefined && 'fault' in refused) throw refused.fault;
}

async function membersOf(context: Context, actor: Actor, backupId: string): Promise<ShownMember[]> {
  const { imageId, members } = await listBackupMembers(context, actor, backupId);
  return members.map((each) => presentMember(backupId, imageId, each));
}

async function memberOf(
  context: Context,
  actor: Actor,
  backupId: string,
  projectId: string,
): Promise<ShownMember> {
  const all = await membersOf(context, actor, backupId);
  const found = all.find(({ dest_project_id: id }) => id === projectId);
  if (found === undefined) throw memberNotFound(all[0]?.image_id ?? backupId, projectId);
  return found;
}
