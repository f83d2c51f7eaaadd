import { Type, type Static } from 'typebox';
import { jobStatuses, jobTypes } from '../../../domain/jobs/job.ts';
import { Id, ItemProblem, named, orNull, Time } from '../schema.ts';

export const Job = named('Job', {
  id: Id,
  type: Type.Enum([...jobTypes]),
  status: Type.Enum([...jobStatuses]),
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  problem: orNull(ItemProblem),
  createdAt: Time,
  startedAt: orNull(Time),
  endedAt: orNull(Time),
});
export type Job = Static<typeof Job>;

export const JobParams = Type.Object({ projectId: Id, jobId: Id });

/** The job that an act has begun. */
export const Begun = named('Begun', { jobId: Id });
export type Begun = Static<typeof Begun>;
