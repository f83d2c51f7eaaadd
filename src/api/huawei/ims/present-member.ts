// Domain → members of the image service. Pure.
import type { Member } from '../../../domain/sharing/member.ts';
import type { MemberPage } from '../../../domain/sharing/list-members.ts';
import type { MemberJob } from '../../../domain/sharing/member-jobs.ts';
import { seconds } from '../../http/timestamp.ts';
import { imsCode } from './errors.ts';

/** Projects are the only members here. */
export const memberType = { member_type: 'project' } as const;

export function presentMember(member: Member): Record<string, unknown> {
  return {
    member_id: member.projectId,
    ...memberType,
    image_id: member.imageId,
    status: member.status,
    created_at: seconds(member.createdAt),
    updated_at: seconds(member.updatedAt),
    schema: '/v2/schemas/member',
  };
}

export function presentMemberPage({ members, next }: MemberPage): Record<string, unknown> {
  return {
    members: members.map(presentMember),
    schema: '/v2/schemas/members',
    page_info: {
      next_marker: next === null ? null : writeMarker(next),
      current_count: members.length,
    },
  };
}

/** A text that clients give back and do not read. */
export function writeMarker(projectId: string): string {
  return Buffer.from(projectId).toString('base64');
}

/** The pairs of a job. Of a withdrawal only those that failed: when it goes well there are none in the samples of the API reference. */
export function presentPairs({ type, result }: MemberJob): Record<string, unknown>[] {
  const pairs = result?.pairs ?? [];
  const told = type === 'remove-members' ? pairs.filter(({ fault }) => fault) : pairs;
  return told.map(({ imageId, projectId, fault }) => ({
    image_id: imageId,
    project_id: projectId,
    status: fault === undefined ? 'success' : 'failed',
    ...(fault === undefined ? {} : { error_code: imsCode(fault), error_msg: fault.message }),
  }));
}
