// Every route of every façade, called by those who have no business there: nobody, an outsider, somebody without a role. A new route is walked
// too; one with a path parameter that is not known here fails until somebody has said whose id it is.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { facadesFor } from '../../src/api/facades.ts';
import type { Route } from '../../src/api/http/route.ts';
import { createAccessKey } from '../../src/domain/identity/access-keys/create-access-key.ts';
import { createCredential } from '../../src/domain/identity/application-credentials/create-credential.ts';
import { backUpServer } from '../../src/domain/backups/back-up-server.ts';
import { showBackup } from '../../src/domain/backups/list-backups.ts';
import { createDisks } from '../../src/domain/disks/create-disks.ts';
import { createServers } from '../../src/domain/servers/create-servers.ts';
import { showServer } from '../../src/domain/servers/show-server.ts';
import { addImage, plain } from '../../src/domain/servers/servers.fixture.ts';
import type { Engine } from '../../src/drivers/engine/engine.ts';
import { FakeEngine } from '../../src/drivers/engine/fake-engine.ts';
import { createVault } from '../../src/domain/vaults/create-vault.ts';
import { showVault } from '../../src/domain/vaults/read-vaults.ts';
import { showProject } from '../../src/domain/identity/projects/read-projects.ts';
import { newHexId } from '../../src/lib/ids.ts';
import { testService, type TestService } from '../support/test-service.ts';
import { askForSocket } from './ask-for-socket.ts';
import { bodyFor } from './route-bodies.ts';
import { fill, never, type Ids } from './route-ids.ts';
import { makeImage } from './stage.ts';
import { assemble, roleNamed, signIn, type Cast } from './cast.ts';

const routes = facadesFor({ publicUrl: '' }).flatMap((facade) =>
  facade.routes.map((route) => ({ ...route, facade: facade.name })),
);
type Walked = (typeof routes)[number];

/** What everybody who is signed in may read: it belongs to nobody, or it is how those who know a project's id learn whom they share with. */
const common: ReadonlySet<string> = new Set([
  'GET /v3/regions/:id',
  'GET /v3/limits/model',
  'GET /api/v1/directory/projects/:projectId',
]);

/** What the service itself tells everybody who is signed in. */
const aboutTheService = /^\/v2(\/(schemas\/|info\/(import|stores)$)|$)/;

interface Reply {
  readonly status: number;
  readonly text: string;
}

/** A call, with somebody's token as its subject where tokens themselves are spoken of. */
async function call(
  { service, cast }: World,
  route: Walked,
  ids: Ids,
  token: string | null,
): Promise<Reply> {
  const path = fill(route, ids);
  if (route.access !== 'anyone' && route.socket !== undefined) {
    return await askForSocket(
      `${service.url}${path}`,
      token === null ? {} : credentials(route, token),
    );
  }
  const { body, type } = bodyFor(route);
  const response = await fetch(`${service.url}${path}`, {
    method: route.method,
    redirect: 'manual',
    headers: {
      accept: 'application/json',
      ...(token === null ? {} : credentials(route, token)),
      'x-subject-token': cast.owner.token,
      ...(body === null ? {} : { 'content-type': type }),
    },
    ...(body === null ? {} : { body }),
  });
  if (response.headers.get('content-type') === 'text/event-stream') {
    // It goes on as long as somebody listens.
    await response.body?.cancel();
    return { status: response.status, text: '' };
  }
  return { status: response.status, text: await response.text() };
}

function credentials(route: Walked, token: string): Record<string, string> {
  return route.facade === 'accord'
    ? { authorization: `Bearer ${token}` }
    : { 'x-auth-token': token };
}

function needsToken(route: Walked): boolean {
  return route.access !== 'anyone';
}

/** Routes that answer for somebody: not those whose answer everybody gets. */
function isSomebodys(route: Walked): boolean {
  return needsToken(route) && !common.has(nameOf(route));
}

function withIds(route: Walked): boolean {
  return route.path.includes(':');
}

function nameOf(route: Pick<Route, 'method' | 'path'>): string {
  return `${route.method} ${route.path}`;
}

interface World {
  readonly service: TestService;
  readonly cast: Cast;
  readonly theirs: Ids;
}

/** The owner of the cast with one of everything. */
async function furnish(t: TestContext): Promise<World> {
  const openEngine = async (): Promise<Engine> => new FakeEngine();
  const service = await testService(t, {}, ['default'], [], openEngine);
  const { context } = service;
  const cast = await assemble(service);
  const { owner } = cast;
  const asAdmin = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${service.url}${path}`, {
      method,
      headers: { 'x-auth-token': cast.admin.token, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
  const { services } = (await asAdmin('GET', '/v3/services')) as { services: { id: string }[] };
  const { endpoints } = (await asAdmin('GET', '/v3/endpoints')) as { endpoints: { id: string }[] };
  const namespace = `OS::${newHexId()}`;
  await asAdmin('POST', '/v2/metadefs/namespaces', {
    namespace,
    visibility: 'private',
    owner: owner.projectId,
  });
  const credential = await createCredential(context, owner.actor, owner.actor.userId, {
    name: 'theirs',
  });
  const { accessKey } = await createAccessKey(context, owner.actor, {
    userId: owner.actor.userId,
  });
  const image = await makeImage(context, cast, {
    consent: 'strict',
    status: 'active',
    visibility: 'shared',
    member: 'accepted',
  });
  const system = await addImage(context, owner, {});
  const { jobId, serverIds } = await createServers(context, owner.actor, plain(system));
  const { diskIds } = await createDisks(context, owner.actor, { name: 'theirs', size: 1 });
  await service.runJobs();
  const vault = await createVault(context, owner.actor, {
    name: 'theirs',
    capacity: 10,
    objectType: 'server',
    protectType: 'backup',
  });
  const { backupId } = await backUpServer(context, owner.actor, serverIds[0] ?? assert.fail(), {
    vaultId: vault.id,
    name: 'theirs',
  });
  await service.runJobs();
  const theirs: Ids = {
    ...never(),
    image,
    job: jobId,
    server: serverIds[0] ?? assert.fail(),
    disk: diskIds[0] ?? assert.fail(),
    vault: vault.id,
    backup: backupId,
    project: owner.projectId ?? assert.fail(),
    otherProject: cast.recipient.projectId ?? assert.fail(),
    user: owner.actor.userId,
    domain: owner.actor.domainId,
    role: await roleNamed(context, 'member'),
    otherRole: await roleNamed(context, 'reader'),
    credential: credential.credential.id,
    accessKey: accessKey.id,
    service: services[0]?.id ?? assert.fail(),
    endpoint: endpoints[0]?.id ?? assert.fail(),
    region: 'RegionOne',
    namespace,
  };
  return { service, cast, theirs };
}

function holdsAny(text: string, ids: Ids): boolean {
  const { image, project, user, credential, accessKey, namespace, job } = ids;
  const { server, disk, vault, backup } = ids;
  const held = [image, project, user, credential, accessKey, namespace, job];
  held.push(server, disk, vault, backup);
  return held.some((id) => text.includes(id));
}

const huawei: ReadonlySet<string> = new Set(['jobs', 'ims', 'ecs', 'evs', 'cbr']);

/** The services of Huawei Cloud say with 400 and a code what others say with a status: no image, no job, another project's path. */
function isRefusal(route: Walked, { status, text }: Reply): boolean {
  const refusal = /"(IMG\.00(23|27|30)|Common\.0011|Ecs\.0023|EVS\.0001)"/;
  return [403, 404].includes(status) || (huawei.has(route.facade) && refusal.test(text));
}

/** The answer's text with every id that was asked about taken out. */
function without(text: string, ids: Ids): string {
  const told = text.replaceAll(/req-[0-9a-f-]{36}/g, '<request>');
  return Object.values(ids).reduce<string>((left, id) => left.replaceAll(id, '<id>'), told);
}

/** The owner still has its image, as it was, and its project. */
async function assertUntouched({ service, cast, theirs }: World): Promise<void> {
  const response = await fetch(`${service.url}/v2/images/${theirs.image}`, {
    headers: { 'x-auth-token': cast.owner.token },
  });
  assert.equal(response.status, 200);
  const image = (await response.json()) as { name: string; status: string; tags: string[] };
  assert.deepEqual(
    { name: image.name, status: image.status, tags: image.tags },
    { name: 'scenario', status: 'active', tags: [] },
  );
  const { server, disks } = await showServer(service.context, cast.owner.actor, theirs.server);
  assert.deepEqual([server.name, server.status, server.task], ['one', 'running', null]);
  assert.equal(disks.length, 1);
  const { backup } = await showBackup(service.context, cast.owner.actor, theirs.backup);
  assert.deepEqual([backup.name, backup.status, backup.imageId], ['theirs', 'available', null]);
  const vault = await showVault(service.context, cast.owner.actor, theirs.vault);
  assert.deepEqual([vault.name, vault.capacity, vault.status], ['theirs', 10, 'available']);
}

test('nobody gets past the door of a route that needs a token', async (t) => {
  const world = await furnish(t);
  for (const token of [null, 'garbage', 'e30.e30.e30']) {
    for (const route of routes) {
      const { status, text } = await call(world, route, world.theirs, token);
      if (needsToken(route)) assert.equal(status, 401, `${nameOf(route)}: ${text}`);
      else assert.ok(status < 500, `${nameOf(route)}: ${text}`);
    }
  }
  t.diagnostic(`${routes.length} routes`);
});

test("an outsider gets nothing of another account's, and cannot tell what exists", async (t) => {
  const world = await furnish(t);
  const { theirs, cast } = world;
  const { token } = cast.stranger;
  const nothing = never();
  const findings: string[] = [];
  for (const route of routes.filter(isSomebodys)) {
    const name = nameOf(route);
    // It would end the outsider's own session.
    if (name === 'DELETE /api/v1/session') continue;
    const seen = await call(world, route, theirs, token);
    if (route.path === '/v3/auth/tokens') assert.equal(seen.status, 403, name);
    else if (!withIds(route)) {
      if (holdsAny(seen.text, theirs)) findings.push(`${name} tells of others: ${seen.text}`);
    } else {
      const unseen = await call(world, route, nothing, token);
      if (!isRefusal(route, seen)) findings.push(`${name}: ${seen.status} ${seen.text}`);
      const told = `${seen.status} ${without(seen.text, theirs)}`;
      const untold = `${unseen.status} ${without(unseen.text, nothing)}`;
      if (told !== untold) findings.push(`${name}: ${told}, but for what does not exist ${untold}`);
    }
  }
  assert.deepEqual(findings, []);
  await assertUntouched(world);
});

test("an outsider gets nothing of another project's below its own project's path", async (t) => {
  const world = await furnish(t);
  const { theirs, cast } = world;
  const project = cast.stranger.projectId ?? assert.fail();
  const findings: string[] = [];
  for (const route of routes) {
    if (route.facade !== 'accord' || !/:(server|disk|job|vault|backup)Id/.test(route.path))
      continue;
    const something = { ...theirs, project };
    const seen = await call(world, route, something, cast.stranger.token);
    const nothing = { ...never(), project };
    const unseen = await call(world, route, nothing, cast.stranger.token);
    const told = `${seen.status} ${without(seen.text, something)}`;
    const untold = `${unseen.status} ${without(unseen.text, nothing)}`;
    if (seen.status !== 404) findings.push(`${nameOf(route)}: ${seen.status} ${seen.text}`);
    if (told !== untold) findings.push(`${nameOf(route)}: ${told}, but for nothing ${untold}`);
  }
  assert.deepEqual(findings, []);
  await assertUntouched(world);
});

test('a reader sees servers, disks, vaults and backups, but neither changes them nor looks into them', async (t) => {
  const world = await furnish(t);
  const { service, theirs } = world;
  const owned = await showProject(service.context, null, theirs.project);
  const { token } = await service.person({ role: 'reader', project: owned });
  const findings: string[] = [];
  for (const route of routes) {
    if (
      route.facade !== 'accord' ||
      !/^(servers|disks|vaults|backups)$/.test(route.document?.tag ?? '')
    )
      continue;
    const isRead = route.method === 'GET' && !/\/(log|serial|screen)$/.test(route.path);
    const { status, text } = await call(world, route, theirs, token);
    if (status !== (isRead ? 200 : 403)) findings.push(`${nameOf(route)}: ${status} ${text}`);
  }
  assert.deepEqual(findings, []);
  await assertUntouched(world);
});

test('a user without a role that rules know gets nothing of its own project', async (t) => {
  const world = await furnish(t);
  const { token } = world.cast.ownerWithoutRole;
  const findings: string[] = [];
  for (const route of routes) {
    if (route.facade !== 'glance' || route.access !== 'signed-in') continue;
    if (aboutTheService.test(route.path)) continue;
    const { status, text } = await call(world, route, world.theirs, token);
    if (![403, 404].includes(status)) findings.push(`${nameOf(route)}: ${status} ${text}`);
  }
  assert.deepEqual(findings, []);
  await assertUntouched(world);
});

test('a token without a scope gets nothing of anybody', async (t) => {
  const world = await furnish(t);
  const person = await world.service.person();
  const { token } = await signIn(world.service.context, person, { kind: 'unscoped' });
  const findings: string[] = [];
  for (const route of routes) {
    if (!isSomebodys(route) || nameOf(route) === 'DELETE /api/v1/session') continue;
    const { status, text } = await call(world, route, world.theirs, token);
    const got = status < 400 && (withIds(route) || holdsAny(text, world.theirs));
    assert.ok(status < 500, `${nameOf(route)}: ${text}`);
    if (got) findings.push(`${nameOf(route)}: ${status} ${text}`);
  }
  assert.deepEqual(findings, []);
  await assertUntouched(world);
});

test('ids of any shape break nothing', async (t) => {
  const world = await furnish(t);
  const { cast, theirs } = world;
  const odd = [
    '\0',
    'a\0b',
    '😀',
    "'; --",
    'x'.repeat(900),
    '%',
    '00000000-0000-0000-0000-000000000000',
  ];
  const findings: string[] = [];
  for (const route of routes.filter((each) => each.path.includes(':'))) {
    for (const id of odd) {
      const all = Object.fromEntries(Object.keys(theirs).map((key) => [key, id])) as unknown as Ids;
      for (const ids of [all, { ...all, image: theirs.image }]) {
        const { status, text } = await call(world, route, ids, cast.admin.token);
        if (status >= 500) findings.push(`${nameOf(route)} with ${JSON.stringify(id)}: ${text}`);
      }
    }
  }
  assert.deepEqual(findings, []);
});
