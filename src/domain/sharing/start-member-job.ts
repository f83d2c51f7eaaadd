// Batches that are carried out as jobs. What is wrong with a request as such is said at once; everything else the job says, pair by pair.
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { startJob } from '../jobs/start-job.ts';
import type { AnswerJobInput, MemberJobInput } from './member-jobs.ts';

/**
 * Offers every image to every project, or with `remove-members` takes these offers back; resolves to the job's id. What is named twice counts once.
 * Faults: invalid (too many images or projects), forbidden (role, scope).
 */
export async function startMemberJob(
  context: Context,
  actor: Actor,
  type: 'add-members' | 'remove-members',
  { imageIds, projectIds }: MemberJobInput,
): Promise<string> {
  const projects = [...new Set(projectIds)];
  refuseAbove(context.settings.projectsPerBatch, 'projects', projects);
  const input: MemberJobInput = {
    imageIds: imagesOfBatch(context, imageIds),
    projectIds: projects,
  };
  return await startJob(context, actor, type, input);
}

/**
 * Answers the offers of every image for one project; resolves to the job's id. Faults: invalid (another project than the actor's, unless it is an
 * administrator; too many images), forbidden (role, scope).
 */
export async function startAnswerJob(
  context: Context,
  actor: Actor,
  { imageIds, ...answer }: AnswerJobInput,
): Promise<string> {
  if (answer.projectId !== projectIdOf(actor) && actor.role !== 'admin') {
    throw new Fault(
      'invalid',
      'project.mismatch',
      `The request is not for the project ${answer.projectId} that it answers for.`,
      { detail: { projectId: answer.projectId } },
    );
  }
  const input: AnswerJobInput = { ...answer, imageIds: imagesOfBatch(context, imageIds) };
  return await startJob(context, actor, 'answer-offers', input);
}

/** The ids of images are the same in any case. */
function imagesOfBatch({ settings }: Context, imageIds: readonly string[]): string[] {
  const images = [...new Set(imageIds.map((id) => id.toLowerCase()))];
  refuseAbove(settings.imagesPerBatch, 'images', images);
  return images;
}

function refuseAbove(limit: number, what: 'images' | 'projects', ids: readonly string[]): void {
  if (ids.length <= limit) return;
  throw new Fault(
    'invalid',
    'batch.too-large',
    `The request names ${ids.length} ${what}; at most ${limit} are carried out at once.`,
    { detail: { what, count: ids.length, limit } },
  );
}
