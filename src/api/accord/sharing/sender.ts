// The sender's side: offering images, seeing how the offers stand, and taking them back.
import { lookUpProject } from '../../../domain/identity/projects/look-up-projects.ts';
import type { Project, ProjectName as Names } from '../../../domain/identity/projects/project.ts';
import { ProjectNames } from '../../../domain/identity/projects/project-names.ts';
import { checkOffer } from '../../../domain/sharing/check-offer.ts';
import { listPlaces } from '../../../domain/sharing/list-members.ts';
import { ownOffer, type Member as DomainMember } from '../../../domain/sharing/member.ts';
import { shareImages } from '../../../domain/sharing/share-images.ts';
import { withdrawAllShares, withdrawShares } from '../../../domain/sharing/withdraw-shares.ts';
import type { Route } from '../../http/route.ts';
import { presentItemProblem } from '../errors.ts';
import { inProjectRoute, userRoute } from '../route.ts';
import { ImageParams, ProjectParams } from '../schema.ts';
import {
  DirectoryEntry,
  Members,
  Share,
  ShareCheck,
  ShareCheckAnswer,
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
      const { members, limit } = await listPlaces(context, actor, params.imageId);
      const names = await ProjectNames.of(
        context.db,
        members.map(({ projectId }) => projectId),
      );
      const items = members.map((member) => presentMember(member, names.get(member.projectId)));
      return { items, limit };
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
    path: '/shares/check',
    tag,
    summary:
      'Says what would become of an offer, and writes nothing; counts as looking the projects up.',
    schema: { params: ProjectParams, body: ShareCheck },
    answer: ShareCheckAnswer,
    handle: async ({ context, actor, body }) => {
      const { projects, images } = await checkOffer(context, actor, body);
      return {
        projects: projects.map(({ projectId, project, refusals }) => ({
          projectId,
          project: project === null ? null : nameOf(project),
          problems: refusals.map(({ imageId, fault }) => ({
            imageId,
            ...presentItemProblem(fault),
          })),
        })),
        images: images.map(({ imageId, left, limit, fault }) => ({
          imageId,
          left,
          limit,
          ...(fault === null ? {} : { problem: presentItemProblem(fault) }),
        })),
      };
    },
  }),
  userRoute({
    method: 'GET',
    path: '/directory/projects/:projectId',
    tag,
    summary: 'Says whose a project is, by its exact id. Look-ups are limited.',
    schema: { params: ProjectParams },
    answer: DirectoryEntry,
    handle: async ({ context, actor, params }) => {
      const project = await lookUpProject(context, actor, params.projectId);
      return { ...nameOf(project), regionId: project.regionId };
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

function nameOf({ id, name, domainId, domainName }: Project): Names {
  return { id, name, accountId: domainId, accountName: domainName };
}

function presentMember(member: DomainMember, project: Names): Member {
  const { status, message, createdAt, updatedAt } = member;
  return { project, status, message, createdAt, updatedAt };
}
