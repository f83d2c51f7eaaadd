import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test, type TestContext } from 'node:test';
import type { Person } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { plantFullServerImages } from '../../../domain/sharing/full-server.fixture.ts';
import type { EventPage } from '../events/schema.ts';
import type { AnswerResults } from '../sharing/schema.ts';
import { inProject } from '../wire.fixture.ts';
import type { AnswerCheckResult, Vault, VaultPage } from './schema.ts';

const gib = 1024;

async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context, url } = service;
  const [owner, member] = [await service.person(), await service.person()];
  const ask = async (method: string, path: string, body?: object, who: Person = member) =>
    await inProject(url, who, method, path, body);
  /** What answers with 2xx. */
  const done = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await ask(method, path, body);
    assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  };
  const vault = async (capacity: number, more: object = {}): Promise<Vault> =>
    await done('POST', '/vaults', { name: 'vault', capacity, ...more });
  const plant = async (...disks: readonly number[][]): Promise<string[]> =>
    await plantFullServerImages(context, { owner, disks, pending: [member] });
  const accept = async (body: object): Promise<string[]> => {
    const asked = { answer: 'accepted', ...body };
    const { results } = await done<AnswerResults>('POST', '/answers', asked);
    return results.map(({ status, problem }) => status ?? problem?.code ?? '');
  };
  return { service, owner, member, ask, done, vault, plant, accept };
}

function codeOf({ status, body }: { status: number; body: unknown }): string {
  return `${status} ${(body as { code: string }).code}`;
}

describe('a vault', () => {
  test('is made for backups of servers, shown, changed and deleted, and tells of it', async (t) => {
    const { ask, done, vault } = await setUp(t);
    const { id, ...made } = await vault(80, { description: 'of the shop' });
    const { createdAt, updatedAt, ...facts } = made;
    assert.deepEqual(facts, {
      name: 'vault',
      description: 'of the shop',
      capacity: 80,
      used: 0,
      reserved: 0,
      free: 80 * gib,
      objectType: 'server',
      protectType: 'backup',
      status: 'available',
      can: { update: true, delete: true },
    });
    assert.ok(createdAt <= updatedAt);
    const change = { name: 'safe', description: '', capacity: 100, locked: true };
    const changed = await done<Vault>('PATCH', `/vaults/${id}`, change);
    assert.deepEqual(
      [changed.name, changed.description, changed.capacity, changed.status],
      ['safe', '', 100, 'locked'],
    );
    assert.deepEqual(await done('GET', `/vaults/${id}`), changed);
    await done('DELETE', `/vaults/${id}`);
    assert.equal(codeOf(await ask('GET', `/vaults/${id}`)), '404 vault.not-found');
    const { items } = await done<EventPage>('GET', '/events');
    const actions = items.map(({ action }) => action).filter((each) => each.startsWith('vault.'));
    assert.deepEqual(actions, ['vault.delete', 'vault.update', 'vault.create']);
  });

  test('has a name, and a capacity within bounds', async (t) => {
    const { ask, vault } = await setUp(t);
    const { id } = await vault(10);
    for (const wrong of [
      { name: '' },
      { name: ' ' },
      { name: 'x'.repeat(65) },
      { capacity: 9 },
      { capacity: 10.5 },
      { capacity: 10_485_761 },
      { description: 'x'.repeat(1025) },
    ]) {
      const { status } = await ask('POST', '/vaults', { name: 'vault', capacity: 10, ...wrong });
      assert.equal(status, 400, JSON.stringify(wrong));
      assert.equal((await ask('PATCH', `/vaults/${id}`, wrong)).status, 400);
    }
  });

  test('is its project’s alone, and its readers’ to look at', async (t) => {
    const { service, ask, vault, owner, member } = await setUp(t);
    const { id } = await vault(10);
    const reader = await service.person({ role: 'reader', project: member.project });
    const shown = await ask('GET', `/vaults/${id}`, undefined, reader);
    assert.deepEqual((shown.body as Vault).can, {
      update: 'vault.forbidden',
      delete: 'vault.forbidden',
    });
    for (const [method, body] of [
      ['PATCH', { name: 'other' }],
      ['DELETE', undefined],
    ] as const) {
      const refused = await ask(method, `/vaults/${id}`, body, reader);
      assert.equal(codeOf(refused), '403 vault.forbidden');
      const unseen = await ask(method, `/vaults/${id}`, body, owner);
      assert.equal(codeOf(unseen), '404 vault.not-found');
    }
    const { body } = await ask('GET', '/vaults', undefined, owner);
    assert.equal(
      (body as VaultPage).items.some((each) => each.id === id),
      false,
    );
  });

  test('keeps what is in it: it is neither deleted nor made too small', async (t) => {
    const { ask, done, vault, plant, accept } = await setUp(t);
    const imageIds = await plant([40, 40]);
    const { id } = await vault(100);
    assert.deepEqual(await accept({ imageIds, vaultId: id }), ['accepted']);
    const full = await done<Vault>('GET', `/vaults/${id}`);
    assert.deepEqual([full.used, full.reserved, full.free], [0, 80 * gib, 20 * gib]);
    assert.equal(full.can.delete, 'vault.not-empty');
    assert.equal(codeOf(await ask('DELETE', `/vaults/${id}`)), '409 vault.not-empty');
    const smaller = await ask('PATCH', `/vaults/${id}`, { capacity: 79 });
    assert.equal(codeOf(smaller), '409 vault.in-use');
    await done('PATCH', `/vaults/${id}`, { capacity: 80 });
    await done('POST', '/answers', { imageIds, answer: 'rejected' });
    await done('DELETE', `/vaults/${id}`);
  });
});

test('vaults come newest first, page by page, and are found by their facts', async (t) => {
  const { done, vault } = await setUp(t);
  const first = await vault(10, { name: 'first' });
  const second = await vault(10, { name: 'second', protectType: 'replication' });
  const third = await vault(10, { name: 'third', objectType: 'disk' });
  await done('PATCH', `/vaults/${first.id}`, { locked: true });
  const list = async (query: string): Promise<VaultPage> => await done('GET', `/vaults${query}`);
  const page = await list('?limit=2');
  assert.deepEqual(
    page.items.map(({ id }) => id),
    [third.id, second.id],
  );
  const rest = await list(`?limit=2&cursor=${page.nextCursor}`);
  assert.deepEqual([rest.items.map(({ id }) => id), rest.nextCursor], [[first.id], null]);
  for (const [query, names] of [
    ['search=IR', ['third', 'first']],
    [`search=${second.id}`, ['second']],
    ['status=locked', ['first']],
    ['objectType=disk', ['third']],
    ['protectType=replication', ['second']],
  ] as const) {
    const { items } = await list(`?${query}`);
    assert.deepEqual(
      items.map(({ name }) => name),
      names,
      query,
    );
  }
});

describe('full-server images are accepted', () => {
  test('each into its own vault, or all into one', async (t) => {
    const { done, vault, plant, accept } = await setUp(t);
    const [one = '', two = ''] = await plant([20], [30, 10]);
    const [small, large] = [await vault(20), await vault(40)];
    const vaults = { [one.toUpperCase()]: small.id };
    const answered = await accept({ imageIds: [one, two], vaultId: large.id, vaults });
    assert.deepEqual(answered, ['accepted', 'accepted']);
    const free = async ({ id }: Vault) => (await done<Vault>('GET', `/vaults/${id}`)).free;
    assert.deepEqual([await free(small), await free(large)], [0, 0]);
  });

  test('after a look at which vaults they fit into', async (t) => {
    const { done, vault, plant, accept } = await setUp(t);
    const [one = '', two = ''] = await plant([20], [30, 10]);
    const small = await vault(20);
    const middle = await vault(40);
    const large = await vault(60);
    const wrong = await vault(60, { protectType: 'replication' });
    const check = async (imageIds: readonly string[]): Promise<AnswerCheckResult> =>
      await done('POST', '/answers/check', { imageIds });
    const unknown = randomUUID();
    const { images, needed, vaults } = await check([one, unknown, two]);
    assert.deepEqual(
      images.map(({ imageId, needed: mib, problem }) => [imageId, mib, problem]),
      [
        [one, 20 * gib, undefined],
        [two, 40 * gib, undefined],
      ],
    );
    assert.equal(needed, 60 * gib);
    assert.deepEqual(
      vaults.map(({ id, problem, fits }) => [id, problem?.code, fits]),
      [
        [wrong.id, 'vault.replication', []],
        [large.id, undefined, [one, two]],
        [middle.id, 'vault.too-small', [one, two]],
        [small.id, 'vault.too-small', [one]],
      ],
    );
    assert.deepEqual(vaults[2]?.problem?.facts, {
      vaultId: middle.id,
      needed: 60 * gib,
      free: 40 * gib,
      short: 20 * gib,
    });
    assert.equal((await done<Vault>('GET', `/vaults/${large.id}`)).reserved, 0);
    await accept({ imageIds: [one], vaultId: small.id });
    assert.equal((await check([one, two])).needed, 40 * gib);
  });

  test('into none that does not fit: the answer says why', async (t) => {
    const { vault, plant, accept } = await setUp(t);
    const imageIds = await plant([40, 40]);
    const small = await vault(79);
    const locked = await vault(80, { protectType: 'replication' });
    assert.deepEqual(await accept({ imageIds }), ['vault.missing']);
    assert.deepEqual(await accept({ imageIds, vaultId: small.id }), ['vault.too-small']);
    assert.deepEqual(await accept({ imageIds, vaultId: locked.id }), ['vault.replication']);
    assert.deepEqual(await accept({ imageIds, vaultId: randomUUID() }), ['vault.not-found']);
  });
});
