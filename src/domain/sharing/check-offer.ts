// The dry run of an offer: what would become of it, and whom it would go to. It decides as the offer does, and writes nothing.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { lookUpProjects } from '../identity/projects/look-up-projects.ts';
import type { Project } from '../identity/projects/project.ts';
import { decideOffers, type Decision } from './decide-offers.ts';
import { findBatch, permittedImages } from './find-images.ts';
import { memberLimit, ownOffer } from './member.ts';
import { selectMembers } from './queries.ts';

export interface CheckedOffer {
  readonly projects: readonly CheckedProject[];
  readonly images: readonly CheckedImage[];
}

export interface CheckedProject {
  readonly projectId: string;
  /** null: there is none. */
  readonly project: Project | null;
  /** What stands against offering it an image, or, without one, whatever of these images. What stands against an image as such is said there. */
  readonly refusals: readonly { readonly imageId: string | null; readonly fault: Fault }[];
}

export interface CheckedImage {
  readonly imageId: string;
  /** How many members it may have, and how many more; 0 for an image that cannot be seen. */
  readonly limit: number;
  readonly left: number;
  /** Why it cannot be offered to anybody, or null. */
  readonly fault: Fault | null;
}

/** Faults: throttled (too many projects looked up); those of an offer are in the answer. */
export async function checkOffer(
  context: Context,
  actor: Actor,
  offer: { readonly imageIds: readonly string[]; readonly projectIds: readonly string[] },
): Promise<CheckedOffer> {
  const { imageIds, projectIds } = offer;
  const found = await lookUpProjects(context, actor, projectIds);
  const projects = new Map(found.map((project) => [project.id, project]));
  const images = await findBatch(context, context.db, actor, imageIds, 'member.add');
  const members = await selectMembers(context.db, [...permittedImages(images).keys()]);
  const standing = { images, projects, members };
  const decisions = decideOffers(context.settings, standing, { ...offer, options: ownOffer });
  return {
    projects: projectIds.map((projectId) => ({
      projectId,
      project: projects.get(projectId) ?? null,
      refusals: refusalsOf(decisions.filter((decision) => decision.projectId === projectId)),
    })),
    images: imageIds.map((imageId) => {
      const image = images.get(imageId);
      const known = image === undefined || image instanceof Fault ? null : image;
      const limit = known === null ? 0 : memberLimit(context.settings, known);
      const taken = members.filter((member) => member.imageId === known?.id).length;
      const about = decisions.find((decision) => decision.imageId === imageId);
      const fault =
        about !== undefined && 'refusal' in about && about.refusal.about === 'image'
          ? about.refusal.fault
          : null;
      return { imageId, limit, left: Math.max(0, limit - taken), fault };
    }),
  };
}

/** Of the decisions about one project: one refusal where all images are refused for the same reason, which then is the project's own. */
function refusalsOf(decisions: readonly Decision[]): CheckedProject['refusals'] {
  const judged = decisions.filter(
    (decision) => !('refusal' in decision && decision.refusal.about === 'image'),
  );
  const refused = judged.flatMap((decision) =>
    'refusal' in decision ? [{ imageId: decision.imageId, ...decision.refusal }] : [],
  );
  const [first] = refused;
  const isItsOwn =
    first !== undefined &&
    refused.length === judged.length &&
    refused.every(({ about, fault }) => about === 'project' && fault.code === first.fault.code);
  if (isItsOwn) return [{ imageId: null, fault: first.fault }];
  return refused.map(({ imageId, fault }) => ({ imageId, fault }));
}
