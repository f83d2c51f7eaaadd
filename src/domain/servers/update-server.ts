import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { lockServer } from './find-server.ts';
import { updateServerRow } from './queries.ts';
import { serverEvent } from './server-event.ts';
import { checkServerDescription, checkServerName } from './server-names.ts';
import { refusalToServer } from './server.ts';
import { viewServers, type ServerView } from './view-servers.ts';

export interface ServerChange {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** Changes what is said of a server; its guest keeps the host name that it has. Faults: forbidden, notFound, invalid. */
export async function updateServer(
  context: Context,
  actor: Actor,
  serverId: string,
  { name, description, metadata }: ServerChange,
): Promise<ServerView> {
  if (name !== undefined) checkServerName(name);
  if (description !== undefined) checkServerDescription(description);
  const after = await context.db.transaction().execute(async (tx) => {
    const before = await lockServer(tx, actor, serverId, 'server.update');
    const refusal = refusalToServer(before, 'update');
    if (refusal !== null) throw refusal;
    const changed = await updateServerRow(tx, before.id, {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(metadata === undefined ? {} : { metadata: JSON.stringify(metadata) }),
    });
    await recordEvent(tx, actor, serverEvent('server.update', before, changed));
    return changed;
  });
  const [view] = await viewServers(context, actor, [after]);
  if (view === undefined) throw new Error('a server has no view');
  return view;
}
