// How changes of a server appear in the audit trail.
import type { NewEvent } from '../events/record-event.ts';
import type { KeptFault } from '../jobs/job.ts';
import type { Server } from './server.ts';

/** An event with what tells of the change; `before` is null for a new server, `after` for one that is gone. */
export function serverEvent(
  action: string,
  before: Server | null,
  after: Server | null,
  more: object = {},
): NewEvent {
  const server = after ?? before;
  if (server === null) throw new TypeError('an event needs a server');
  return {
    action,
    noun: 'server',
    nounId: server.id,
    projectId: server.projectId,
    before: before === null ? null : factsOf(before),
    after: after === null ? null : { ...factsOf(after), ...more },
  };
}

/** An event of a server that something went wrong with. */
export function serverFailure(server: Server, { code, message }: KeptFault): NewEvent {
  return serverEvent('server.fail', null, server, { fault: { code, message } });
}

function factsOf(server: Server): object {
  const { name, description, status, task, flavorId, source, login, keyName } = server;
  return {
    name,
    ...(description === '' ? {} : { description }),
    status,
    ...(task === null ? {} : { task }),
    flavorId,
    imageId: source.imageId,
    login,
    ...(keyName === null ? {} : { keyName }),
  };
}
