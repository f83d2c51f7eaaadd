// Who may read the trail, and read and dismiss notices. A project has its own part of the trail; all of it is the operator's to read.
import { projectIdOf, type Actor } from '../actor.ts';
import { Fault } from '../fault.ts';
import { allows, type PolicyTable } from '../policy.ts';

export type EventsAction = 'event.list' | 'notice.list' | 'notice.dismiss';

/** `own`: what concerns the actor's project; `all`: whatever there is. */
export type EventsRelation = 'own' | 'all';

export const eventsPolicy: PolicyTable<EventsAction, EventsRelation> = {
  'event.list': { own: 'reader', all: 'admin' },
  'notice.list': { own: 'reader', all: 'nobody' },
  'notice.dismiss': { own: 'member', all: 'nobody' },
};

/** The actor's project, when the actor may do this with what concerns it. Throws `forbidden`. */
export function authorizeOwnEvents(actor: Actor, action: EventsAction): string {
  const projectId = projectIdOf(actor);
  if (projectId === null || !allows(eventsPolicy, actor, 'own', action)) throw refused(action);
  return projectId;
}

/** Passes when the actor may do this with what concerns anybody. Throws `forbidden`. */
export function authorizeAllEvents({ role, scope }: Actor, action: EventsAction): void {
  // An account's administrator is no operator.
  if (scope.kind === 'domain' || !allows(eventsPolicy, { role }, 'all', action)) {
    throw refused(action);
  }
}

function refused(action: EventsAction): Fault {
  return new Fault(
    'forbidden',
    'event.forbidden',
    'Your role in this project does not allow you to do this.',
    { detail: { action } },
  );
}
