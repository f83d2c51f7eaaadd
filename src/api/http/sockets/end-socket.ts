import type { WebSocket } from '@fastify/websocket';
import { Fault, type FaultKind } from '../../../domain/fault.ts';

/** Why a WebSocket ends, as its close code: one of RFC 6455, or 4000 and what of its status a request would be answered with. */
const codes = {
  'service-stops': 1001,
  broken: 1011,
  unauthenticated: 4401,
  forbidden: 4403,
  'not-found': 4404,
  ended: 4409,
} as const;
type SocketEnd = keyof typeof codes;

/** A client that does not close its side is not waited for longer. */
const graceMilliseconds = 1000;

/** Closes a WebSocket, whatever its client does, with a stable code as the reason. Nothing happens to one that is closing. */
export function endSocket(socket: WebSocket, end: SocketEnd, reason: string): void {
  if (socket.readyState !== socket.OPEN) return;
  // The client's answer must be read, also when nothing else is any more.
  socket.resume();
  socket.close(codes[end], reason);
  terminateSoon(socket);
}

/** Closes a WebSocket for what has stopped it from going on. */
export function endForError(socket: WebSocket, error: unknown): void {
  if (error instanceof Fault) endSocket(socket, endFor(error.kind), error.code);
  else endSocket(socket, 'broken', 'internal');
}

/** Lets a WebSocket that is closing close by itself, but not for ever. */
export function terminateSoon(socket: WebSocket): void {
  const timer = setTimeout(() => socket.terminate(), graceMilliseconds);
  socket.once('close', () => clearTimeout(timer));
}

function endFor(kind: FaultKind): SocketEnd {
  if (kind === 'unauthenticated' || kind === 'forbidden') return kind;
  if (kind === 'notFound') return 'not-found';
  return kind === 'internal' ? 'broken' : 'ended';
}
