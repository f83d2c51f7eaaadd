import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { Person } from '../../../../test/support/person.ts';
import { fakeMachines } from '../../../domain/servers/servers.fixture.ts';
import type { CaptureBegun, Disk, DisksBegun } from '../disks/schema.ts';
import type { EventPage } from '../events/schema.ts';
import type { Image } from '../images/schema.ts';
import type { Begun, Job } from '../jobs/schema.ts';
import { inProject } from '../wire.fixture.ts';
import type {
  EngineStatus,
  Flavors,
  ImageUses,
  KeyPairs,
  Log,
  MadeKeyPair,
  NewServers,
  Server,
  ServerPage,
  ServersBegun,
} from './schema.ts';

const password = 'Correct-horse-1';

async function setUp(t: TestContext) {
  const machines = await fakeMachines(t);
  const { service, owner, imageId } = machines;
  const { url } = service;
  const ask = async (method: string, path: string, body?: object, who: Person = owner) =>
    await inProject(url, who, method, path, body);
  /** What answers with 2xx. */
  const get = async <T>(path: string): Promise<T> => {
    const { status, body } = await ask('GET', path);
    assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`);
    return body as T;
  };
  /** Begins a job and waits until it has ended well. */
  const act = async <T extends Begun>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await ask(method, path, body);
    assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
    const begun = answer.body as T;
    await service.runJobs();
    const job = await get<Job>(`/jobs/${begun.jobId}`);
    assert.deepEqual([job.status, job.progress, job.problem], ['succeeded', 1, null]);
    return begun;
  };
  const wanted: NewServers = {
    name: 'web',
    flavorId: 's1.small',
    imageId,
    login: { kind: 'image' },
  };
  const make = async (more: Partial<NewServers> = {}): Promise<string> => {
    const { serverIds } = await act<ServersBegun>('POST', '/servers', { ...wanted, ...more });
    return serverIds[0] ?? assert.fail('no server');
  };
  const show = async (id: string): Promise<Server> => await get<Server>(`/servers/${id}`);
  return { ...machines, url, ask, get, act, wanted, make, show };
}

function codeOf({ status, body }: { status: number; body: unknown }): string {
  return `${status} ${(body as { code: string }).code}`;
}

describe('a server', () => {
  test('is made with its disks, and shows what it is and what can be done', async (t) => {
    const { make, show, imageId, owner } = await setUp(t);
    const login = { kind: 'password', password } as const;
    const server = await show(await make({ login, dataDisks: [{ size: 2 }], diskSize: 3 }));
    assert.deepEqual(
      [server.name, server.status, server.task, server.flavor.id, server.login, server.problem],
      ['web', 'running', null, 's1.small', 'password', null],
    );
    assert.deepEqual(server.image, {
      imageId,
      name: 'system',
      owner: {
        id: owner.project.id,
        name: owner.project.name,
        accountId: owner.project.domainId,
        accountName: owner.project.domainName,
      },
      usable: true,
    });
    assert.deepEqual(
      server.disks.map(({ kind, size, device }) => [kind, size, device]),
      [
        ['system', 3, '/dev/vda'],
        ['data', 2, '/dev/vdb'],
      ],
    );
    assert.equal(server.ssh?.host, '127.0.0.1');
    assert.equal(server.can.stop, true);
    assert.equal(server.can.start, 'server.wrong-status');
    assert.equal(server.job?.type, 'create-servers');
    assert.doesNotMatch(JSON.stringify(server), /Correct|\$6\$/);
  });

  test('is stopped, started, rebooted, and given another system', async (t) => {
    const { make, act, ask, show, imageId } = await setUp(t);
    const id = await make();
    const login = { kind: 'image' };
    await act('POST', `/servers/${id}/reboot`, {});
    await act('POST', `/servers/${id}/stop`, { hard: true });
    assert.equal((await show(id)).status, 'stopped');
    await act('POST', `/servers/${id}/start`);
    const refused = await ask('POST', `/servers/${id}/os`, { imageId, login });
    assert.equal(refused.status, 409, JSON.stringify(refused.body));
    await act('POST', `/servers/${id}/os`, { imageId, login, stopNow: true });
    await act('POST', `/servers/${id}/reinstallation`, { login, stopNow: true });
    assert.equal((await show(id)).status, 'running');
    assert.equal(codeOf(await ask('POST', `/servers/${id}/start`)), '409 server.wrong-status');
  });

  test('gets a disk and gives it back, is captured and deleted', async (t) => {
    const { make, act, ask, get } = await setUp(t);
    const id = await make();
    const { diskIds } = await act<DisksBegun>('POST', '/disks', { name: 'data', size: 1 });
    const [diskId = ''] = diskIds;
    await act('POST', `/servers/${id}/disks`, { diskId });
    const attached = await get<Disk>(`/disks/${diskId}`);
    assert.deepEqual(attached.server, { id, name: 'web', device: '/dev/vdb' });
    const again = await ask('POST', `/servers/${id}/disks`, { diskId });
    assert.equal(codeOf(again), '409 disk.attached-already');
    await act('DELETE', `/servers/${id}/disks/${diskId}`);
    const { imageId } = await act<CaptureBegun>('POST', `/servers/${id}/images`, {
      name: 'golden',
      description: 'as of today',
    });
    const image = await get<Image>(`/images/${imageId}`);
    assert.deepEqual(
      [image.name, image.kind, image.status, image.description],
      ['golden', 'system', 'active', 'as of today'],
    );
    await act('POST', '/servers/deletions', { serverIds: [id] });
    assert.equal(codeOf(await ask('GET', `/servers/${id}`)), '404 server.not-found');
    assert.equal((await get<Disk>(`/disks/${diskId}`)).status, 'available');
  });

  test('is renamed, and more like it are made', async (t) => {
    const { make, act, ask, get } = await setUp(t);
    const id = await make();
    const { body } = await ask('PATCH', `/servers/${id}`, { name: 'shop', description: 'new' });
    assert.deepEqual([(body as Server).name, (body as Server).description], ['shop', 'new']);
    await act('POST', `/servers/${id}/copies`, { name: 'more', count: 2 });
    const first = await get<ServerPage>('/servers?limit=2');
    const rest = await get<ServerPage>(`/servers?limit=2&cursor=${first.nextCursor}`);
    const names = [...first.items, ...rest.items].map(({ name }) => name);
    assert.deepEqual(names.toSorted(), ['more-0001', 'more-0002', 'shop']);
    assert.equal(rest.nextCursor, null);
    const found = await get<ServerPage>('/servers?search=SHO&status=running');
    assert.deepEqual(
      found.items.map((server) => server.id),
      [id],
    );
    assert.equal(codeOf(await ask('GET', '/servers?cursor=x')), '400 page.bad-cursor');
  });

  test('tells what happened to it, and what its serial console said', async (t) => {
    const { make, act, get, engine } = await setUp(t);
    const id = await make();
    await act('POST', `/servers/${id}/stop`, {});
    const { items } = await get<EventPage>(`/servers/${id}/events`);
    assert.equal(items.at(-1)?.action, 'server.create');
    assert.ok(items.some(({ action }) => action === 'server.stop'));
    assert.ok(items.every(({ noun, nounId }) => noun === 'server' && nounId === id));
    await act('POST', `/servers/${id}/start`);
    engine.print(id, 'grüß dich\n');
    const log = await get<Log>(`/servers/${id}/log`);
    assert.ok(log.text.endsWith('grüß dich\n'), log.text);
    assert.equal((await get<Log>(`/servers/${id}/log?from=${log.next}`)).text, '');
  });
});

test('what servers can be made as, what runs them, and keys are shown', async (t) => {
  const { ask, get } = await setUp(t);
  const { items } = await get<Flavors>('/flavors');
  assert.deepEqual(items[0], { id: 's1.small', vcpus: 1, memory: 256 });
  const engine = await get<EngineStatus>('/engine');
  assert.deepEqual([engine.name, engine.available], ['fake', true]);
  const made = await ask('POST', '/key-pairs', { name: 'mine' });
  assert.equal(made.status, 201);
  const { privateKey, ...pair } = made.body as MadeKeyPair;
  assert.match(privateKey ?? '', /BEGIN OPENSSH PRIVATE KEY/);
  const { publicKey } = pair;
  assert.equal((await ask('POST', '/key-pairs', { name: 'same', publicKey })).status, 201);
  assert.equal(codeOf(await ask('POST', '/key-pairs', { name: 'mine' })), '409 key-pair.exists');
  assert.equal((await ask('DELETE', '/key-pairs/same')).status, 204);
  assert.deepEqual((await get<KeyPairs>('/key-pairs')).items, [pair]);
});

test('what was made of an image is listed', async (t) => {
  const { make, ask, imageId } = await setUp(t);
  const id = await make();
  const { body } = await ask('POST', '/images/uses', { imageIds: [imageId] });
  const none = { projects: 0, servers: 0, disks: 0 };
  assert.deepEqual((body as ImageUses).items, [
    { imageId, servers: [{ id, name: 'web' }], disks: [], others: none },
  ]);
});

test("servers are shown to readers, and another project's to nobody", async (t) => {
  const { service, owner, make, ask, wanted, imageId } = await setUp(t);
  const id = await make();
  const reader = await service.person({ role: 'reader', project: owner.project });
  const stranger = await service.person();
  const login = { kind: 'image' };
  const reads = ['', '/events', '/log'].map((path) => ['GET', `/servers/${id}${path}`] as const);
  const acts = [
    ['PATCH', `/servers/${id}`, { name: 'mine' }],
    ['POST', `/servers/${id}/start`, undefined],
    ['POST', `/servers/${id}/stop`, {}],
    ['POST', `/servers/${id}/reboot`, {}],
    ['POST', `/servers/${id}/os`, { imageId, login }],
    ['POST', `/servers/${id}/reinstallation`, { login }],
    ['POST', `/servers/${id}/copies`, { name: 'mine' }],
    ['POST', `/servers/${id}/disks`, { diskId: id }],
    ['DELETE', `/servers/${id}/disks/${id}`, undefined],
    ['POST', `/servers/${id}/images`, { name: 'mine' }],
    ['POST', '/servers/deletions', { serverIds: [id] }],
  ] as const;
  for (const [method, path] of reads) {
    const status = path.endsWith('/log') ? 403 : 200;
    assert.equal((await ask(method, path, undefined, reader)).status, status, path);
    const strange = await ask(method, path, undefined, stranger);
    assert.equal(codeOf(strange), '404 server.not-found', path);
  }
  for (const [method, path, body] of acts) {
    assert.equal((await ask(method, path, body, reader)).status, 403, path);
    assert.equal(codeOf(await ask(method, path, body, stranger)), '404 server.not-found', path);
  }
  for (const [path, body] of [
    ['/servers', wanted],
    ['/key-pairs', { name: 'mine' }],
  ] as const) {
    assert.equal((await ask('POST', path, body, reader)).status, 403, path);
  }
  const mine = await ask('POST', '/servers', wanted, stranger);
  assert.equal(codeOf(mine), '404 image.not-found');
});

test('what a server cannot be made with is refused with its reason', async (t) => {
  const { ask, wanted, engine } = await setUp(t);
  const refusals: readonly (readonly [Partial<NewServers>, string])[] = [
    [{ flavorId: 'huge' }, '400 flavor.not-found'],
    [{ login: { kind: 'password', password: 'too-simple' } }, '400 server.weak-password'],
    [{ login: { kind: 'key', keyName: 'none' } }, '404 key-pair.not-found'],
    [{ userData: 'x'.repeat(40_000) }, '413 server.user-data-too-large'],
    [{ count: 200 }, '400 server.too-many-at-once'],
  ];
  for (const [more, code] of refusals) {
    assert.equal(codeOf(await ask('POST', '/servers', { ...wanted, ...more })), code);
  }
  engine.say({ available: false, missing: ['Run apt-get install qemu.'] });
  assert.equal(codeOf(await ask('POST', '/servers', wanted)), '503 engine.unavailable');
});
