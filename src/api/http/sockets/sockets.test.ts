import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import type { Actor } from '../../../domain/actor.ts';
import type { Context } from '../../../domain/context.ts';
import { Fault } from '../../../domain/fault.ts';
import type { Facade } from '../facade.ts';
import { openRoute, projectSocket } from '../route.ts';
import { buildServer } from '../server.ts';

/** The program that a WebSocket is joined with. */
class FarEnd {
  readonly socket: Socket;
  /** Resolves when its connection has closed. */
  readonly closed: Promise<unknown>;
  #heard = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.socket = socket;
    this.closed = once(socket, 'close');
    socket.on('error', () => {});
    socket.on('data', (chunk) => (this.#heard = Buffer.concat([this.#heard, chunk])));
  }

  /** Waits until it has heard as much, from the beginning on. */
  async hears(bytes: Uint8Array | string): Promise<void> {
    const wanted = Buffer.from(bytes);
    while (this.#heard.length < wanted.length) await once(this.socket, 'data');
    assert.deepEqual(this.#heard, wanted);
  }
}

/** A server with one socket, whose far ends come in the order in which they were opened. */
async function setUp(t: TestContext) {
  const farEnds: FarEnd[] = [];
  const program = createServer((socket) => farEnds.push(new FarEnd(socket))).listen(0, '127.0.0.1');
  await once(program, 'listening');
  const state = { signedIn: true };
  const actor = { userId: 'somebody' } as Actor;
  const facade: Facade = {
    name: 'toy',
    prefixes: ['/toy'],
    authenticate: async () => {
      if (!state.signedIn) throw new Fault('unauthenticated', 'toy.unauthorized', 'Who is it?');
      return actor;
    },
    presentFault: ({ kind, code }) => ({
      status: kind === 'unauthenticated' ? 401 : kind === 'throttled' ? 429 : 409,
      body: { code },
    }),
    servesHead: false,
    hidesPaths: false,
    routes: [
      projectSocket({
        path: '/toy/:name',
        socket: {
          open: async ({ params }) => {
            if ((params as { name: string }).name === 'off') {
              throw new Fault('conflict', 'toy.off', 'It is off.');
            }
            const near = connect((program.address() as AddressInfo).port, '127.0.0.1');
            await Promise.all([once(near, 'connect'), once(program, 'connection')]);
            return near;
          },
          mayGoOn: async () => {},
        },
      }),
      openRoute({
        method: 'POST',
        path: '/toy',
        handle: async ({ body }) => ({ status: 200, body: { body } }),
      }),
    ],
  };
  const context = { settings: { socketsPerUser: 2 } } as Context;
  const app = await buildServer(context, [facade], {
    log: 'silent',
    requestBody: 1024,
    idleSeconds: 60,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  t.after(async () => {
    await app.close();
    program.close();
    for (const { socket } of farEnds) socket.destroy();
  });
  const open = async (): Promise<{ socket: WebSocket; far: FarEnd }> => {
    const socket = new WebSocket(`${url}/toy/on`);
    socket.binaryType = 'arraybuffer';
    await once(socket, 'open');
    return { socket, far: farEnds.at(-1) ?? assert.fail('nothing was opened') };
  };
  return { app, url, state, open, farEnds };
}

/** The status and body of a request for a WebSocket that is answered otherwise. */
async function refusedSocket(url: string): Promise<{ status: number; body: unknown }> {
  const request = get(url, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
    },
  });
  request.once('upgrade', () => assert.fail('it became a WebSocket'));
  const [response] = await once(request, 'response');
  return { status: response.statusCode, body: JSON.parse(await text(response)) };
}

/** A WebSocket of which nothing is read or answered by itself. */
async function rawSocket(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const client = connect(Number(port), hostname);
  const head = 'GET /toy/on HTTP/1.1\r\nHost: toy\r\nConnection: Upgrade\r\nUpgrade: websocket';
  const key = `${'A'.repeat(22)}==`;
  client.write(`${head}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`);
  await once(client, 'data');
  client.on('error', () => {});
  return client.resume();
}

async function closeOf(socket: WebSocket): Promise<[number, string]> {
  const [event] = (await once(socket, 'close')) as [CloseEvent];
  return [event.code, event.reason];
}

test('bytes go both ways, and either end closes the other', async (t) => {
  const { open } = await setUp(t);
  const { socket, far } = await open();
  socket.send(new Uint8Array([0, 255]));
  socket.send('text');
  await far.hears(Buffer.from('00ff74657874', 'hex'));
  const answer = once(socket, 'message');
  far.socket.write(Buffer.from([1, 2]));
  const [{ data }] = (await answer) as [MessageEvent];
  assert.deepEqual([...new Uint8Array(data as ArrayBuffer)], [1, 2]);
  socket.close();
  await far.closed;
  const other = await open();
  const closed = closeOf(other.socket);
  other.far.socket.end();
  assert.deepEqual(await closed, [4409, 'socket.ended']);
});

test('what is refused is answered before there is a WebSocket', async (t) => {
  const { url, state, farEnds } = await setUp(t);
  const off = await refusedSocket(`${url}/toy/off`);
  assert.deepEqual(off, { status: 409, body: { code: 'toy.off' } });
  state.signedIn = false;
  const unknown = await refusedSocket(`${url}/toy/on`);
  assert.deepEqual(unknown, { status: 401, body: { code: 'toy.unauthorized' } });
  state.signedIn = true;
  const plain = await fetch(`${url}/toy/on`);
  assert.deepEqual(await plain.json(), { code: 'request.no-web-socket' });
  assert.deepEqual(farEnds, []);
});

test('a user has so many at most, and a closed one gives its place back', async (t) => {
  const { url, open } = await setUp(t);
  const [one] = [await open(), await open()];
  const refused = await refusedSocket(`${url}/toy/on`);
  assert.deepEqual(refused, { status: 429, body: { code: 'request.too-many-sockets' } });
  one.socket.close();
  await one.far.closed;
  await open();
});

test('a broken handshake leaves nothing open', async (t) => {
  const { url, farEnds, open } = await setUp(t);
  const { hostname, port } = new URL(url);
  for (let n = 0; n < 3; n += 1) {
    const client = connect(Number(port), hostname);
    const head = 'GET /toy/on HTTP/1.1\r\nHost: toy\r\nConnection: Upgrade\r\nUpgrade: websocket';
    client.write(`${head}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n`);
    assert.match(await text(client), /^HTTP\/1.1 400 /);
    const far = farEnds[n] ?? assert.fail('nothing was opened');
    await far.closed;
  }
  await open();
});

test('a message that is too long ends its WebSocket, and nothing of it goes on', async (t) => {
  const { open } = await setUp(t);
  const { socket, far } = await open();
  socket.send(new Uint8Array(262_145));
  assert.equal((await closeOf(socket))[0], 1009);
  await far.closed;
  await far.hears('');
});

test('neither end is read while the other takes nothing', async (t) => {
  const { url, farEnds } = await setUp(t);
  const client = await rawSocket(url);
  t.after(() => client.destroy());
  client.pause();
  const far = farEnds[0] ?? assert.fail('nothing was opened');
  const piece = Buffer.alloc(65_536, 1);
  let written = 0;
  // Of what is written without end, most stays with whoever writes it.
  while (far.socket.write(piece) || (await drains(far.socket))) {
    written += piece.length;
    assert.ok(written < 64 << 20, 'the stream is read on and on');
  }
  client.resume();
  await once(far.socket, 'drain');
});

/** True when the stream takes more within a moment. */
async function drains(stream: Socket): Promise<boolean> {
  return await Promise.race([
    once(stream, 'drain').then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 300)),
  ]);
}

test('a WebSocket ends once its caller may not go on', async (t) => {
  const { state, open } = await setUp(t);
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { socket, far } = await open();
  const closed = closeOf(socket);
  t.mock.timers.tick(15_000);
  const answer = once(socket, 'message');
  far.socket.write('still there?');
  await answer;
  // It comes after the answer to the ping.
  socket.send('still here');
  await far.hears('still here');
  state.signedIn = false;
  t.mock.timers.tick(15_000);
  assert.deepEqual(await closed, [4401, 'toy.unauthorized']);
  await far.closed;
});

test('a client that answers no ping is given up', async (t) => {
  const { url, farEnds } = await setUp(t);
  t.mock.timers.enable({ apis: ['setInterval'] });
  const client = await rawSocket(url);
  t.mock.timers.tick(15_000);
  t.mock.timers.tick(15_000);
  await Promise.all([once(client, 'close'), farEnds[0]?.closed]);
});

test('open WebSockets are told when the server closes, and do not hold it up', async (t) => {
  const { app, open } = await setUp(t);
  const { socket } = await open();
  const told = closeOf(socket);
  await app.close();
  assert.deepEqual(await told, [1001, 'service.stops']);
});

test('a request that offers another protocol is answered as any other', async (t) => {
  const { url } = await setUp(t);
  const { hostname, port } = new URL(url);
  for (const upgrade of ['h2c', 'websocket']) {
    const client = connect(Number(port), hostname);
    client.write(
      `POST /toy HTTP/1.1\r\nHost: toy\r\nConnection: Upgrade, close\r\nUpgrade: ${upgrade}\r\nContent-Length: 3\r\n\r\n[1]`,
    );
    assert.match(await text(client), /^HTTP\/1.1 200 OK[^]*\{"body":\[1\]\}$/);
  }
});
