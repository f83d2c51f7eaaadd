// What is under way is asked for again and again: the stream of changes tells when something has begun or ended, not how far it is.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Job } from '../../src/api/accord/jobs/schema.ts';
import { keys } from './keys.ts';

const pollMilliseconds = 1000;

interface WithJob {
  readonly status: string;
  readonly job: Job | null;
}

/** True while a job does something to it. */
export function isUnderWay({ status, job }: WithJob): boolean {
  return (
    status === 'building' ||
    status === 'creating' ||
    job?.status === 'waiting' ||
    job?.status === 'running'
  );
}

/** How long until these are asked for again; false: until something tells that they have changed. */
export function pauseFor(items: readonly WithJob[]): number | false {
  return items.some(isUnderWay) ? pollMilliseconds : false;
}

/** Something that is done to servers, disks or what they are made with: after it any of a project's lists may be different. */
export function useAct<Wanted, Answer>(
  projectId: string,
  act: (wanted: Wanted) => Promise<Answer>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: async () => await client.invalidateQueries({ queryKey: keys.project(projectId) }),
  });
}
