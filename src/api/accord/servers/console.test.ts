import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import type { Person } from '../../../../test/support/person.ts';
import { revokeToken } from '../../../domain/identity/tokens/subject-token.ts';
import { fakeMachines } from '../../../domain/servers/servers.fixture.ts';
import { stopServer } from '../../../domain/servers/stop-server.ts';
import { base } from '../route.ts';

async function setUp(t: TestContext) {
  const machines = await fakeMachines(t);
  const { service, owner } = machines;
  const [serverId = ''] = await machines.make();
  const pathOf = (kind: string, who: Person = owner): string =>
    `${service.url}${base}/projects/${who.project.id}/servers/${serverId}/${kind}`;
  const open = async (kind: string): Promise<WebSocket> => {
    const socket = new WebSocket(pathOf(kind), {
      headers: { authorization: `Bearer ${owner.token}` },
    });
    socket.binaryType = 'arraybuffer';
    await once(socket, 'open');
    return socket;
  };
  return { ...machines, serverId, pathOf, open };
}

async function nextText(socket: WebSocket): Promise<string> {
  const [{ data }] = (await once(socket, 'message')) as [MessageEvent];
  return Buffer.from(data as ArrayBuffer).toString();
}

async function closeCode(socket: WebSocket): Promise<number> {
  const [event] = (await once(socket, 'close')) as [CloseEvent];
  return event.code;
}

/** The status and code of a request for a WebSocket; 101 when it becomes one. */
async function attempt(url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const request = get(url, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      ...headers,
    },
  });
  const answer = Promise.race([once(request, 'response'), once(request, 'upgrade')]);
  const [response] = await answer;
  if (response.statusCode === 101) {
    request.destroy();
    return '101';
  }
  const { code } = JSON.parse(await text(response)) as { code: string };
  return `${response.statusCode} ${code}`;
}

test('a serial console takes what is typed and shows what comes', async (t) => {
  const { open, engine, serverId } = await setUp(t);
  const socket = await open('serial');
  const echo = nextText(socket);
  socket.send('uname -a\n');
  assert.equal(await echo, 'uname -a\n');
  const printed = nextText(socket);
  engine.print(serverId, 'Linux\n');
  assert.equal(await printed, 'Linux\n');
  const closed = closeCode(socket);
  const other = await open('serial');
  assert.equal(await closed, 4409);
  other.close();
  await closeCode(other);
});

test('a screen speaks RFB', async (t) => {
  const { pathOf, owner } = await setUp(t);
  const socket = new WebSocket(pathOf('screen'), {
    protocols: ['binary'],
    headers: { authorization: `Bearer ${owner.token}` },
  });
  socket.binaryType = 'arraybuffer';
  assert.equal(await nextText(socket), 'RFB 003.008\n');
  assert.equal(socket.protocol, 'binary');
  socket.close();
  await closeCode(socket);
});

test('a console ends when its server stops, and is refused then', async (t) => {
  const { service, open, context, owner, serverId, pathOf } = await setUp(t);
  const closed = closeCode(await open('serial'));
  await stopServer(context, owner.actor, serverId, { hard: true });
  await service.runJobs();
  assert.equal(await closed, 4409);
  const authorization = `Bearer ${owner.token}`;
  assert.equal(await attempt(pathOf('serial'), { authorization }), '409 server.wrong-status');
});

test('a console ends with the session that it belongs to', async (t) => {
  const { open, context, owner } = await setUp(t);
  t.mock.timers.enable({ apis: ['setInterval'] });
  const closed = closeCode(await open('serial'));
  await revokeToken(context, owner.actor, owner.token);
  t.mock.timers.tick(15_000);
  assert.equal(await closed, 4401);
});

test('a console opens for pages of our own alone, and for those who may', async (t) => {
  const { service, owner, pathOf } = await setUp(t);
  const cookie = `accord_session=${owner.token}`;
  for (const kind of ['serial', 'screen']) {
    const url = pathOf(kind);
    for (const origin of ['https://evil.example', 'null', `${service.url}.evil.example`]) {
      const answer = await attempt(url, { cookie, origin });
      assert.equal(answer, '403 request.foreign-origin', origin);
    }
    assert.equal(await attempt(url, { cookie }), '403 request.foreign-origin');
    assert.equal(await attempt(url, { cookie, origin: service.url }), '101');
    assert.equal(await attempt(url, {}), '401 identity.unauthorized');
    const reader = await service.person({ role: 'reader', project: owner.project });
    const asReader = { authorization: `Bearer ${reader.token}` };
    assert.equal(await attempt(url, asReader), '403 server.forbidden');
    const stranger = await service.person();
    const asStranger = { authorization: `Bearer ${stranger.token}` };
    assert.equal(await attempt(url, asStranger), '404 project.not-found');
    assert.equal(await attempt(pathOf(kind, stranger), asStranger), '404 server.not-found');
    const plain = await fetch(url, { headers: { authorization: `Bearer ${owner.token}` } });
    assert.equal(plain.status, 426);
  }
});
