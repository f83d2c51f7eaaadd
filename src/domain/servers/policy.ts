// Who may do what with servers, what they are made as, and the keys that they let in by. All of it is a project's own: nobody sees another's.
import { projectIdOf, type Actor, type ProjectScope } from '../actor.ts';
import { Fault } from '../fault.ts';
import { allows, type PolicyTable } from '../policy.ts';

export const serverActions = [
  'server.list',
  'server.show',
  'server.create',
  'server.start',
  'server.stop',
  'server.reboot',
  'server.change-os',
  'server.reinstall',
  'server.attach-disk',
  'server.detach-disk',
  'server.capture',
  'server.back-up',
  'server.delete',
  'server.update',
  'server.console',
  'flavor.list',
  'engine.show',
  'key-pair.list',
  'key-pair.create',
  'key-pair.delete',
] as const;
export type ServerAction = (typeof serverActions)[number];

export const serverPolicy: PolicyTable<ServerAction, 'own'> = {
  'server.list': { own: 'reader' },
  'server.show': { own: 'reader' },
  'server.create': { own: 'member' },
  'server.start': { own: 'member' },
  'server.stop': { own: 'member' },
  'server.reboot': { own: 'member' },
  'server.change-os': { own: 'member' },
  'server.reinstall': { own: 'member' },
  'server.attach-disk': { own: 'member' },
  'server.detach-disk': { own: 'member' },
  'server.capture': { own: 'member' },
  'server.back-up': { own: 'member' },
  'server.delete': { own: 'member' },
  'server.update': { own: 'member' },
  // What is on a screen is not for readers: they see what there is, not what is in it.
  'server.console': { own: 'member' },
  'flavor.list': { own: 'reader' },
  'engine.show': { own: 'reader' },
  'key-pair.list': { own: 'reader' },
  'key-pair.create': { own: 'member' },
  'key-pair.delete': { own: 'member' },
};

/** What keeps the actor from doing this in its project; null: nothing does. */
export function refusalOfServers(actor: Actor, action: ServerAction): Fault | null {
  if (projectIdOf(actor) !== null && allows(serverPolicy, actor, 'own', action)) return null;
  return new Fault(
    'forbidden',
    'server.forbidden',
    'Your role in this project does not allow you to do this.',
    { detail: { action } },
  );
}

/** The project that the actor works in. Throws `forbidden`, also with a token of another scope than a project. */
export function authorizeServers(actor: Actor, action: ServerAction): ProjectScope {
  const refusal = refusalOfServers(actor, action);
  if (refusal !== null) throw refusal;
  if (actor.scope.kind !== 'project') throw new TypeError('the scope is of no project');
  return actor.scope.project;
}
