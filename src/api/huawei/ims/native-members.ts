// Members by Glance's paths, where the image service of Huawei Cloud does otherwise than Glance: a private image is offered as it is, and an answer is yes or no.
import { Type } from 'typebox';
import { answerShares } from '../../../domain/sharing/answer-shares.ts';
import { ownOffer, soleMember } from '../../../domain/sharing/member.ts';
import { shareImages } from '../../../domain/sharing/share-images.ts';
import type { Answer, SignedInCall } from '../../http/route.ts';
import { readBody } from '../../http/validation.ts';
import { memberType, presentMember } from './present-member.ts';

const newMember = Type.Object({ member: Type.String({ minLength: 1, maxLength: 255 }) });
const newStatus = Type.Object({
  status: Type.Union([Type.Literal('accepted'), Type.Literal('rejected')]),
  vault_id: Type.Optional(Type.String()),
});

export async function addMember({ context, actor, params, body }: SignedInCall): Promise<Answer> {
  const { image_id: imageId } = params as { image_id: string };
  const { member: projectId } = readBody(newMember, body);
  const offer = { imageIds: [imageId], projectIds: [projectId], options: ownOffer };
  return { status: 200, body: presentMember(soleMember(await shareImages(context, actor, offer))) };
}

export async function answerOffer({ context, actor, params, body }: SignedInCall): Promise<Answer> {
  const { image_id: imageId, member_id: projectId } = params as Record<
    'image_id' | 'member_id',
    string
  >;
  const { status, vault_id: vaultId } = readBody(newStatus, body);
  const answer = { imageIds: [imageId], projectId, status, vaultId, needsBytes: true };
  return {
    status: 200,
    body: presentMember(soleMember(await answerShares(context, actor, answer))),
  };
}

/** Glance's answer with what the service tells of each member beside. */
export function withMemberType(answer: Answer): Answer {
  if (answer === 'sent') return answer;
  const body = answer.body as Record<string, unknown>;
  const { members } = body as { members?: readonly object[] };
  return {
    ...answer,
    body:
      members === undefined
        ? { ...body, ...memberType }
        : { ...body, members: members.map((each) => ({ ...each, ...memberType })) },
  };
}
