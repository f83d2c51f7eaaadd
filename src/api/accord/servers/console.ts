// A server's log, serial console and screen.
import { openServerConsole, readServerLog } from '../../../domain/servers/server-console.ts';
import { findServer } from '../../../domain/servers/find-server.ts';
import type { Route, SignedInCall } from '../../http/route.ts';
import { inProjectRoute, inProjectSocket } from '../route.ts';
import { Log, LogQuery, ServerParams } from './schema.ts';

const tag = 'servers';
const one = '/servers/:serverId';

/** The role may have gone, or the server; whether that runs its console tells itself. */
async function mayGoOn(call: SignedInCall<{ params: typeof ServerParams }>): Promise<void> {
  const { context, actor, params } = call;
  await findServer(context.db, actor, params.serverId, 'server.console');
}

export const consoleRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'GET',
    path: `${one}/log`,
    tag,
    summary: 'Shows what a server has written to its serial console, from an offset.',
    schema: { params: ServerParams, query: LogQuery },
    answer: Log,
    handle: async ({ context, actor, params, query }) =>
      await readServerLog(context, actor, params.serverId, query.from ?? 0),
  }),
  inProjectSocket({
    path: `${one}/serial`,
    tag,
    summary: 'Opens the serial console of a server that runs; whoever has it open loses it.',
    schema: { params: ServerParams },
    open: async ({ context, actor, params }) =>
      await openServerConsole(context, actor, params.serverId, 'serial'),
    mayGoOn,
  }),
  inProjectSocket({
    path: `${one}/screen`,
    tag,
    summary: 'Opens the screen of a server that runs, as the protocol RFB (VNC) has it.',
    schema: { params: ServerParams },
    open: async ({ context, actor, params }) =>
      await openServerConsole(context, actor, params.serverId, 'screen'),
    mayGoOn,
  }),
];
