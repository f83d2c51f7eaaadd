// Members: offers, answers and withdrawals by the batch, each a job; and lists of them (IMS API reference, "Image sharing").
import type { Static } from 'typebox';
import { Fault } from '../../../domain/fault.ts';
import { listMemberPage, showMember } from '../../../domain/sharing/list-members.ts';
import type { MemberJobInput } from '../../../domain/sharing/member-jobs.ts';
import { startAnswerJob, startMemberJob } from '../../../domain/sharing/start-member-job.ts';
import { route, type Route, type SignedInCall } from '../../http/route.ts';
import { readBody } from '../../http/validation.ts';
import {
  AnswerBody,
  MemberParams,
  MembersBody,
  MembersParams,
  MembersQuery,
} from './member-schema.ts';
import { presentMember, presentMemberPage, writeMarker } from './present-member.ts';

const batch = '/v1/cloudimages/members';
const collection = '/v1/:project_id/cloudimages/:image_id/members';
const defaultLimit = 500;

export const memberRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: batch,
    handle: async (call) => await startBatch(call, 'add-members'),
  }),
  route({
    method: 'PUT',
    path: batch,
    handle: async ({ context, actor, body }) => {
      const { images, project_id: projectId, status, vault_id: vault } = readBody(AnswerBody, body);
      const vaultId = vault ?? undefined;
      const answer = { imageIds: images, projectId, status, vaultId };
      return started(await startAnswerJob(context, actor, answer));
    },
  }),
  route({
    method: 'DELETE',
    path: batch,
    handle: async (call) => await startBatch(call, 'remove-members'),
  }),
  route({
    method: 'GET',
    path: collection,
    schema: { params: MembersParams, query: MembersQuery },
    handle: async ({ context, actor, params, query }) => {
      const limit = Number(query.limit ?? defaultLimit);
      const page = { limit, after: readMarker(query.marker) };
      const found = await listMemberPage(context, actor, params.image_id, page);
      return { status: 200, body: presentMemberPage(found) };
    },
  }),
  route({
    method: 'GET',
    path: `${collection}/:member_id`,
    schema: { params: MemberParams },
    handle: async ({ context, actor, params }) => {
      const member = await showMember(context, actor, params.image_id, params.member_id);
      return { status: 200, body: presentMember(member) };
    },
  }),
];

async function startBatch(
  { context, actor, body }: SignedInCall,
  type: 'add-members' | 'remove-members',
) {
  const input = pairsOf(readBody(MembersBody, body));
  return started(await startMemberJob(context, actor, type, input));
}

function started(jobId: string) {
  return { status: 200, body: { job_id: jobId } };
}

function pairsOf({
  images,
  projects = [],
  domains = [],
  organizations = [],
}: Static<typeof MembersBody>): MemberJobInput {
  if (domains.length + organizations.length > 0) {
    throw new Fault(
      'unsupported',
      'member.project-only',
      'Images are shared with projects only: name them in "projects", and leave "domains" and "organizations" out.',
    );
  }
  if (projects.length === 0) {
    throw new Fault('invalid', 'request.invalid', 'The body names no "projects".');
  }
  return { imageIds: images, projectIds: projects };
}

/** The project that a page comes after. Faults: invalid (not one that a list has given out). */
function readMarker(marker: string | undefined): string | null {
  if (marker === undefined || marker === '') return null;
  const projectId = Buffer.from(marker, 'base64').toString();
  if (writeMarker(projectId) === marker && !projectId.includes('\0')) return projectId;
  throw new Fault(
    'invalid',
    'page.bad-marker',
    'The marker is not one that this list has given out.',
  );
}
