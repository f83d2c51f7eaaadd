import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';

/** A call of a route that becomes a WebSocket; it ends at once when it does. */
export async function askForSocket(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; text: string }> {
  const request = get(url, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      ...headers,
    },
  });
  const answers = [once(request, 'response'), once(request, 'upgrade')];
  const [response] = (await Promise.race(answers)) as [IncomingMessage];
  const status = response.statusCode ?? 0;
  if (status !== 101) return { status, text: await textOf(response) };
  request.destroy();
  return { status, text: '' };
}
