import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testService } from '../../../../test/support/test-service.ts';
import { revokeRole } from '../../../domain/identity/assignments/revoke-role.ts';
import { selectRoles } from '../../../domain/identity/roles/queries.ts';
import { plantImages } from '../../../domain/images/replicas.fixture.ts';
import { updateImage } from '../../../domain/images/update-image.ts';
import { inProject, ownRequest } from '../wire.fixture.ts';
import type { Image, ImageCounts, ImagePage } from './schema.ts';

const bytes = Buffer.from('listed');

test('own images are listed in any order, page by page', async (t) => {
  const service = await testService(t);
  const { context, url } = service;
  const owner = await service.person();
  const ids = await plantImages(context, 5, { owner, bytes });
  for (const [index, id] of ids.entries()) {
    await updateImage(context, owner.actor, id, [{ set: { name: `image ${4 - index}` } }]);
  }
  for (const sort of ['name', '-name', 'createdAt', '-createdAt', 'size', '-updatedAt']) {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await inProject(url, owner, 'GET', `/images?limit=2&sort=${sort}${after}`);
      const page = body as ImagePage;
      seen.push(...page.items.map((image) => image.name ?? ''));
      cursor = page.nextCursor;
    }
    assert.equal(new Set(seen).size, 5, sort);
    const sorted = seen.toSorted();
    if (sort === 'name') assert.deepEqual(seen, sorted);
    if (sort === '-name') assert.deepEqual(seen, sorted.toReversed());
  }
});

test('a cursor of another list, or made up, is refused', async (t) => {
  const service = await testService(t);
  const { context, url } = service;
  const owner = await service.person();
  await plantImages(context, 2, { owner, bytes });
  const { body } = await inProject(url, owner, 'GET', '/images?limit=1&sort=name');
  const { nextCursor } = body as ImagePage;
  for (const query of [`sort=size&cursor=${nextCursor}`, 'cursor=x', 'cursor=WzFd']) {
    const answer = await inProject(url, owner, 'GET', `/images?${query}`);
    assert.equal(answer.status, 400, query);
    assert.equal((answer.body as { code: string }).code, 'page.bad-cursor');
  }
});

test('filters narrow a list, and what is no filter is refused', async (t) => {
  const service = await testService(t);
  const { context, url } = service;
  const owner = await service.person();
  const [one = ''] = await plantImages(context, 2, { owner, bytes });
  await updateImage(context, owner.actor, one, [
    { set: { name: 'Debian 13', tags: ['golden'] } },
    { op: 'add', property: 'os_type', value: 'linux' },
  ]);
  for (const [query, count] of [
    ['search=debian', 1],
    [`search=${one}`, 1],
    ['tag=golden', 1],
    ['osType=linux', 1],
    ['osType=windows', 0],
    ['kind=data', 2],
    ['kind=iso', 0],
    ['diskFormat=raw', 2],
    ['status=queued', 0],
    ['hidden=true', 0],
    ['source=shared', 0],
  ] as const) {
    const { body } = await inProject(url, owner, 'GET', `/images?${query}`);
    assert.equal((body as ImagePage).items.length, count, query);
  }
  for (const query of ['kind=disk', 'limit=0', 'limit=x', 'sort=owner', 'page=2', 'tag=a&tag=b']) {
    assert.equal((await inProject(url, owner, 'GET', `/images?${query}`)).status, 400, query);
  }
});

test("an image shows its owner's project, its members and what can be done", async (t) => {
  const service = await testService(t);
  const { context, url } = service;
  const [owner, member] = [await service.person(), await service.person()];
  const [id = ''] = await plantImages(context, 1, { owner, bytes, pending: [member] });
  const image = (await inProject(url, owner, 'GET', `/images/${id}`)).body as Image;
  assert.deepEqual(image.owner, {
    id: owner.project.id,
    name: owner.project.name,
    accountId: owner.project.domainId,
    accountName: owner.project.domainName,
  });
  assert.deepEqual(image.members, { pending: 1, accepted: 0, rejected: 0, left: 127 });
  assert.equal(image.myShare, null);
  assert.equal(image.can.share, true);
  assert.equal(image.can.accept, 'member.answer.refused');
  assert.equal(image.can.reactivate, 'image.wrong-status');
  const offered = (await inProject(url, member, 'GET', `/images/${id}`)).body as Image;
  assert.equal(offered.members, null);
  assert.equal(offered.myShare?.status, 'pending');
});

test('counts are of what the lists hold', async (t) => {
  const service = await testService(t);
  const { context, url } = service;
  const [owner, admin] = [await service.person(), await service.person({ role: 'admin' })];
  const [one = ''] = await plantImages(context, 3, { owner, bytes, pending: [admin] });
  await updateImage(context, admin.actor, one, [{ set: { visibility: 'public' } }]);
  const counts = async (who: typeof owner) =>
    (await inProject(url, who, 'GET', '/images/counts')).body as ImageCounts;
  const empty = { own: 0, public: 1, shared: 0, pending: 0, rejected: 0, ownLimit: null };
  assert.deepEqual(await counts(owner), { ...empty, own: 3 });
  assert.deepEqual(await counts(admin), { ...empty, pending: 2 });
});

test('a project that one has no role in is not there, and a role taken away counts at once', async (t) => {
  const service = await testService(t);
  const { context, url } = service;
  const [owner, stranger] = [await service.person(), await service.person()];
  const list = async (token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    return (await ownRequest(url, 'GET', `/projects/${owner.project.id}/images`, { headers }))
      .status;
  };
  assert.equal(await list(owner.token), 200);
  assert.equal(await list(stranger.token), 404);
  assert.equal(await list('nonsense'), 401);
  const [member] = await selectRoles(context.db, { name: 'member' });
  await revokeRole(context, null, {
    userId: owner.actor.userId,
    roleId: member?.id ?? assert.fail(),
    target: { kind: 'project', id: owner.project.id },
  });
  assert.equal(await list(owner.token), 401);
});
