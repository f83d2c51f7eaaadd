import { Type } from 'typebox';
import { Fault } from '../../domain/fault.ts';
import { memberStatuses, type MemberStatus } from '../../domain/images/image.ts';
import { answerShares } from '../../domain/sharing/answer-shares.ts';
import { listMembers, showMember } from '../../domain/sharing/list-members.ts';
import { soleMember } from '../../domain/sharing/member.ts';
import { shareImages } from '../../domain/sharing/share-images.ts';
import { withdrawShares } from '../../domain/sharing/withdraw-shares.ts';
import { route, type Route } from '../http/route.ts';
import { imageParams } from './images.ts';
import { presentMember } from './present.ts';

const memberParams = Type.Object({ image_id: Type.String(), member_id: Type.String() });
const collection = '/v2/images/:image_id/members';
const single = '/v2/images/:image_id/members/:member_id';

/** Glance offers images that have no bytes yet, and never makes a private image shared by itself. */
const options = { needsActive: false, makesShared: false } as const;

export const memberRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: collection,
    schema: { params: imageParams },
    async handle({ context, actor, params }) {
      const members = await listMembers(context, actor, params.image_id);
      return {
        status: 200,
        body: { members: members.map(presentMember), schema: '/v2/schemas/members' },
      };
    },
  }),
  route({
    method: 'POST',
    path: collection,
    schema: { params: imageParams },
    async handle({ context, actor, params, body }) {
      const projectIds = [memberIdOf(body)];
      const offer = { imageIds: [params.image_id], projectIds, options };
      const member = soleMember(await shareImages(context, actor, offer));
      return { status: 200, body: presentMember(member) };
    },
  }),
  route({
    method: 'GET',
    path: single,
    schema: { params: memberParams },
    async handle({ context, actor, params }) {
      const member = await showMember(context, actor, params.image_id, params.member_id);
      return { status: 200, body: presentMember(member) };
    },
  }),
  route({
    method: 'PUT',
    path: single,
    schema: { params: memberParams },
    async handle({ context, actor, params, body }) {
      const member = soleMember(
        await answerShares(context, actor, {
          imageIds: [params.image_id],
          projectId: params.member_id,
          status: answerOf(body),
        }),
      );
      return { status: 200, body: presentMember(member) };
    },
  }),
  route({
    method: 'DELETE',
    path: single,
    schema: { params: memberParams },
    async handle({ context, actor, params }) {
      soleMember(
        await withdrawShares(context, actor, {
          imageIds: [params.image_id],
          projectIds: [params.member_id],
        }),
      );
      return { status: 204 };
    },
  }),
];

function memberIdOf(body: unknown): string {
  const id = fieldOf(body, 'member');
  if (id === undefined) throw invalid('Member to be added not specified');
  // Glance takes a number for the text it prints as.
  const text = typeof id === 'number' ? String(id) : id;
  if (typeof text !== 'string' || text === '') throw invalid("Member can't be empty");
  if (text.length > 255 || text.includes('\0'))
    throw invalid('The member id must be a text of at most 255 characters.');
  return text;
}

function answerOf(body: unknown): MemberStatus {
  const status = fieldOf(body, 'status');
  if (status === undefined) throw invalid('Status not specified');
  const known = memberStatuses.find((each) => each === status);
  if (known === undefined) {
    throw invalid('Incorrect request: Status must be "pending", "accepted" or "rejected".');
  }
  return known;
}

function fieldOf(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid('Expected a JSON object in the request body.');
  }
  return Object.hasOwn(body, name) ? (body as Record<string, unknown>)[name] : undefined;
}

function invalid(message: string): Fault {
  return new Fault('invalid', 'request.invalid', message);
}
