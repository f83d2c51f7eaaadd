// Routes that become WebSockets. Who asks is found out, and what it asks for is opened, before there is one: a refusal is an ordinary answer.
import fastifyWebsocket, { type WebSocket } from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Duplex } from 'node:stream';
import type { Context } from '../../../domain/context.ts';
import { Fault } from '../../../domain/fault.ts';
import { callOf, schemaOf } from '../call.ts';
import type { Facade } from '../facade.ts';
import type { SignedInCall, SignedInRoute, SocketPart } from '../route.ts';
import { endForError, endSocket, terminateSoon } from './end-socket.ts';
import type { OpenSockets } from './open-sockets.ts';
import { relay } from './relay.ts';

/** Bytes of one message at most; a longer one ends the WebSocket with 1009. */
const messageAtMost = 262_144;
/** Finds out that the client is gone, or that it may not go on. */
const checkMilliseconds = 15_000;

/** What is open for a request that is about to become a WebSocket. */
interface Opened {
  readonly call: SignedInCall;
  readonly stream: Duplex;
}

export async function mountSockets(
  scope: FastifyInstance,
  context: Context,
  facade: Facade,
  sockets: OpenSockets,
): Promise<void> {
  await scope.register(fastifyWebsocket, {
    options: {
      maxPayload: messageAtMost,
      // Some clients that speak RFB ask for it, and a browser insists on an answer.
      handleProtocols: (asked) => asked.has('binary') && 'binary',
    },
    // The open ones are told by whoever closes the server.
    preClose: (done) => done(),
    errorHandler: (error, socket, request) => {
      request.log.debug(error);
      terminateSoon(socket);
    },
  });
  for (const route of facade.routes) {
    if (route.access === 'anyone' || route.socket === undefined) continue;
    mountSocket(scope, context, facade, route, route.socket, sockets);
  }
}

function mountSocket(
  scope: FastifyInstance,
  context: Context,
  facade: Facade,
  route: SignedInRoute,
  part: SocketPart,
  sockets: OpenSockets,
): void {
  const calls = new WeakMap<FastifyRequest, SignedInCall>();
  const opened = new WeakMap<FastifyRequest, Opened>();
  const callBy = async (request: FastifyRequest, reply: FastifyReply): Promise<SignedInCall> => {
    const actor = await facade.authenticate(context, request, route.access);
    return { ...callOf(context, request, reply), actor };
  };
  scope.route({
    method: route.method,
    url: route.path,
    schema: schemaOf(route),
    onRequest: async (request, reply) => {
      // A refusal ends the connection, which nobody must send another request on.
      if (request.ws) reply.header('connection', 'close');
      calls.set(request, await callBy(request, reply));
    },
    preHandler: async (request) => {
      const call = calls.get(request);
      if (!request.ws || call === undefined) return;
      const { socket } = request.raw;
      const leave = sockets.take(call.actor.userId, context.settings.socketsPerUser);
      socket.once('close', leave);
      if (socket.destroyed) leave();
      opened.set(request, { call, stream: await openFor(part, call) });
    },
    handler: async (request) => await route.handle(calls.get(request) as SignedInCall),
    wsHandler: (socket, request) => {
      const { call, stream } = opened.get(request) as Opened;
      relay(socket, stream, (error) => {
        if (error !== null) request.log.debug(error);
        endSocket(socket, 'ended', 'socket.ended');
      });
      sockets.add(socket);
      keepWatch(socket, async () => {
        try {
          await part.mayGoOn(await callBy(request, call.reply));
        } catch (error) {
          if (!(error instanceof Fault)) request.log.error(error);
          endForError(socket, error);
          stream.destroy();
        }
      });
    },
  });
}

/** The stream, which ends with the connection also when that never becomes a WebSocket. */
async function openFor(part: SocketPart, call: SignedInCall): Promise<Duplex> {
  const { socket } = call.raw;
  const stream = await part.open(call);
  // Until it is joined, an error of it concerns nobody.
  stream.on('error', () => {});
  socket.once('close', () => stream.destroy());
  if (socket.destroyed) stream.destroy();
  return stream;
}

/** Ends a WebSocket whose client is silent, and asks whether it may go on, again and again. */
function keepWatch(socket: WebSocket, mayGoOn: () => Promise<void>): void {
  let isHeard = true;
  socket.on('pong', () => (isHeard = true));
  const timer = setInterval(() => {
    if (!isHeard) {
      socket.terminate();
      return;
    }
    // While it is not read, nothing is heard of it.
    isHeard = socket.isPaused;
    socket.ping();
    void mayGoOn();
  }, checkMilliseconds);
  socket.once('close', () => clearInterval(timer));
}
