// Who may begin jobs and look at them. What a job does is decided by the policy of what it does it to.
import type { Actor, ProjectScope } from '../actor.ts';
import { Fault } from '../fault.ts';
import { allows, type PolicyTable } from '../policy.ts';

export const jobPolicy: PolicyTable<'job.start' | 'job.show', 'own'> = {
  'job.start': { own: 'member' },
  'job.show': { own: 'reader' },
};

/** The project that the actor works in. Throws `forbidden`, also with a token of another scope than a project. */
export function authorizeJob({ role, scope }: Actor, action: keyof typeof jobPolicy): ProjectScope {
  if (scope.kind === 'project' && allows(jobPolicy, { role }, 'own', action)) return scope.project;
  throw new Fault('forbidden', 'job.forbidden', 'Your role does not allow you to do this.', {
    detail: { action },
  });
}
