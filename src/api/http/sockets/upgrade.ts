// Which requests become WebSockets. Any other that would like its connection to become something else is answered as if it did not: clients
// offer HTTP/2 so, and do not insist.
import type { IncomingMessage } from 'node:http';
import type { Facade } from '../facade.ts';

/** True for a request that wants a WebSocket, wherever it goes. */
export function wantsSocket({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** True for a request that a route of these façades makes a WebSocket of. */
export function asksForSocket(
  facades: readonly Pick<Facade, 'routes'>[],
): (request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>) => boolean {
  const paths = facades
    .flatMap(({ routes }) => routes)
    .filter((route) => route.access !== 'anyone' && route.socket !== undefined)
    .map(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`));
  return (request) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    return (
      request.method === 'GET' && wantsSocket(request) && paths.some((each) => each.test(path))
    );
  };
}
