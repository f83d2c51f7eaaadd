// Listeners on this machine that a guest must not reach, each of which counts what has come to it.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  /** Connections and packets so far. */
  readonly heard: () => number;
  close(): void;
}

export async function listenTcp(address: string): Promise<Listener> {
  let heard = 0;
  const server = createServer((socket) => {
    heard += 1;
    socket.on('error', () => undefined).end('hello\n');
  });
  server.listen(0, address);
  await once(server, 'listening');
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('no port');
  return {
    protocol: 'tcp',
    address,
    port: place.port,
    heard: () => heard,
    close: () => void server.close(),
  };
}

export async function listenUdp(address: string): Promise<Listener> {
  let heard = 0;
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', () => (heard += 1));
  socket.bind(0, address);
  await once(socket, 'listening');
  const { port } = socket.address();
  return { protocol: 'udp', address, port, heard: () => heard, close: () => socket.close() };
}
