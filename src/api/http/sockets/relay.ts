// A WebSocket and a stream, joined: what comes from one goes to the other. Neither is read while the other takes nothing, so what waits here is bounded.
import type { Duplex } from 'node:stream';
import type { WebSocket } from '@fastify/websocket';

/** Bytes that may wait for the client before the stream is not read any more. */
const mostWaiting = 262_144;

/** Joins them until the WebSocket closes, which ends the stream too; `onEnd` is called once when the stream ends before. */
export function relay(
  socket: WebSocket,
  stream: Duplex,
  onEnd: (error: Error | null) => void,
): void {
  let ended = false;
  const end = (error: Error | null): void => {
    if (ended) return;
    ended = true;
    stream.destroy();
    onEnd(error);
  };
  stream.on('error', end);
  stream.once('end', () => end(null));
  stream.once('close', () => end(null));
  stream.on('data', (chunk: Uint8Array) => {
    socket.send(chunk, { binary: true }, () => {
      if (stream.isPaused() && socket.bufferedAmount < mostWaiting) stream.resume();
    });
    if (socket.bufferedAmount >= mostWaiting) stream.pause();
  });
  stream.on('drain', () => socket.resume());
  socket.on('message', (message) => {
    // Pieces and bare memory come only to those who ask for them.
    if (ended || !Buffer.isBuffer(message)) return;
    if (!stream.write(message)) socket.pause();
  });
  socket.once('close', () => {
    ended = true;
    stream.destroy();
  });
}
