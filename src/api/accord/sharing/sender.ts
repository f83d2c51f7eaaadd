// The sender's side: offering images, seeing how the offers stand, and taking them back.
import type { ProjectName as Names } from '../../../domain/identity/projects/project.ts';
import { ProjectNames } from '../../../domain/identity/projects/project-names.ts';
import { listMembers } from '../../../domain/sharing/list-members.ts';
import { ownOffer, type Member as DomainMember } from '../../../domain/sharing/member.ts';
import { shareImages } from '../../../domain/sharing/share-images.ts';
import { withdrawAllShares, withdrawShares } from '../../../domain/sharing/withdraw-shares.ts';
import type { Route } from '../../http/route.ts';
import { presentItemProblem } from '../errors.ts';
import { inProjectRoute } from '../route.ts';
import { ImageParams, ProjectParams } from '../schema.ts';
import {
  Members,
  Share,
  ShareResults,
  Withdrawal,
  WithdrawalResults,
  type Member,
} from './schema.ts';

const tag = 'shares';

export const senderRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'GET',
    path: '/images/:imageId/members',
    tag,
    summary: 'Lists whom an image is offered to, and how they have answered; oldest first.',
    schema: { params: ImageParams },
    answer: Members,
    handle: async ({ context, actor, params }) => {
      const members = await listMembers(context, actor, params.imageId);
      const names = await ProjectNames.of(
        context.db,
        members.map(({ projectId }) => projectId),
      );
      return { items: members.map((member) => presentMember(member, names.get(member.projectId))) };
    },
  }),
  inProjectRoute({
    method: 'POST',
    path: '/shares',
    tag,
    summary: 'Offers every image to every project; what succeeds stays beside what fails.',
    schema: { params: ProjectParams, body: Share },
    answer: ShareResults,
    handle: async ({ context, actor, body }) => {
      const { imageIds, projectIds, message } = body;
      const outcomes = await shareImages(context, actor, {
        imageIds,
        projectIds,
        options: ownOffer,
        ...(message === undefined ? {} : { message }),
      });
      const names = await ProjectNames.of(context.db, projectIds);
      return {
        results: outcomes.map((outcome) => {
          const { imageId, projectId } = outcome;
          return 'fault' in outcome
            ? { imageId, projectId, problem: presentItemProblem(outcome.fault) }
            : { imageId, projectId, member: presentMember(outcome.member, names.get(projectId)) };
        }),
      };
    },
  }),
  inProjectRoute({
    method: 'POST',
    path: '/withdrawals',
    tag,
    summary: 'Takes offers back, answered or not: of some projects, or without any of all members.',
    schema: { params: ProjectParams, body: Withdrawal },
    answer: WithdrawalResults,
    handle: async ({ context, actor, body: { imageIds, projectIds } }) => {
      if (projectIds === undefined) {
        const outcomes = await withdrawAllShares(context, actor, imageIds);
        return {
          results: outcomes.map((outcome) =>
            'fault' in outcome
              ? {
                  imageId: outcome.imageId,
                  projectId: null,
                  problem: presentItemProblem(outcome.fault),
                }
              : { imageId: outcome.imageId, projectId: outcome.member.projectId },
          ),
        };
      }
      const outcomes = await withdrawShares(context, actor, { imageIds, projectIds });
      return {
        results: outcomes.map((outcome) => ({
          imageId: outcome.imageId,
          projectId: outcome.projectId,
          ...('fault' in outcome ? { problem: presentItemProblem(outcome.fault) } : {}),
        })),
      };
    },
  }),
];

function presentMember(member: DomainMember, project: Names): Member {
  const { status, message, createdAt, updatedAt } = member;
  return { project, status, message, createdAt, updatedAt };
}
