// The WebSockets of this process: so many of one user at most, and all of them end with the server.
import type { WebSocket } from '@fastify/websocket';
import { Fault } from '../../../domain/fault.ts';
import { endSocket } from './end-socket.ts';

export class OpenSockets {
  readonly #open = new Set<WebSocket>();
  readonly #places = new Map<string, number>();
  #closed = false;

  /** Takes one of a user's places; what it returns gives the place back. Faults: throttled (all are taken). */
  take(userId: string, limit: number): () => void {
    const taken = this.#places.get(userId) ?? 0;
    if (taken >= limit) {
      throw new Fault(
        'throttled',
        'request.too-many-sockets',
        `You have ${limit} connections of this kind open: close one of them first.`,
        { detail: { limit } },
      );
    }
    this.#places.set(userId, taken + 1);
    let isMine = true;
    return () => {
      if (!isMine) return;
      isMine = false;
      const others = (this.#places.get(userId) ?? 1) - 1;
      if (others === 0) this.#places.delete(userId);
      else this.#places.set(userId, others);
    };
  }

  add(socket: WebSocket): void {
    if (this.#closed) {
      end(socket);
      return;
    }
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
  }

  /** Ends all of them, and those that are still to come. */
  close(): void {
    this.#closed = true;
    for (const socket of this.#open) end(socket);
  }
}

function end(socket: WebSocket): void {
  endSocket(socket, 'service-stops', 'service.stops');
}
