import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Person } from '../../../../test/support/person.ts';
import { addImage, fakeMachines } from '../../../domain/servers/servers.fixture.ts';
import type { EventPage } from '../events/schema.ts';
import type { Image } from '../images/schema.ts';
import type { Begun, Job } from '../jobs/schema.ts';
import { inProject } from '../wire.fixture.ts';
import type { CaptureBegun, Disk, DiskPage, DisksBegun, NewDisks } from './schema.ts';

async function setUp(t: TestContext) {
  const machines = await fakeMachines(t);
  const { service, owner } = machines;
  const ask = async (method: string, path: string, body?: object, who: Person = owner) =>
    await inProject(service.url, who, method, path, body);
  /** What answers with 2xx. */
  const get = async <T>(path: string): Promise<T> => {
    const { status, body } = await ask('GET', path);
    assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`);
    return body as T;
  };
  /** Begins a job and waits until it has ended well. */
  const act = async <T extends Begun>(path: string, body: object): Promise<T> => {
    const answer = await ask('POST', path, body);
    assert.equal(answer.status, 201, `${path}: ${JSON.stringify(answer.body)}`);
    await service.runJobs();
    const begun = answer.body as T;
    const job = await get<Job>(`/jobs/${begun.jobId}`);
    assert.deepEqual([job.status, job.problem], ['succeeded', null]);
    return begun;
  };
  const make = async (more: Partial<NewDisks> = {}): Promise<string> => {
    const { diskIds } = await act<DisksBegun>('/disks', { name: 'data', size: 1, ...more });
    return diskIds[0] ?? assert.fail('no disk');
  };
  return { ...machines, ask, get, act, make };
}

function codeOf({ status, body }: { status: number; body: unknown }): string {
  return `${status} ${(body as { code: string }).code}`;
}

test('a disk is made, renamed, grown and deleted, and tells of it', async (t) => {
  const { ask, get, act, make } = await setUp(t);
  const id = await make({ description: 'of the shop', volumeType: 'SAS' });
  const disk = await get<Disk>(`/disks/${id}`);
  assert.deepEqual(
    [disk.name, disk.description, disk.kind, disk.status, disk.size, disk.volumeType],
    ['data', 'of the shop', 'data', 'available', 1, 'SAS'],
  );
  assert.deepEqual([disk.server, disk.image, disk.problem], [null, null, null]);
  assert.deepEqual(
    [disk.can.attach, disk.can.detach, disk.can.delete],
    [true, 'disk.not-attached', true],
  );
  const { body } = await ask('PATCH', `/disks/${id}`, { name: 'shop', deleteWithServer: true });
  assert.deepEqual([(body as Disk).name, (body as Disk).deleteWithServer], ['shop', true]);
  await act(`/disks/${id}/growth`, { size: 5 });
  assert.equal((await get<Disk>(`/disks/${id}`)).size, 5);
  assert.equal((await ask('POST', `/disks/${id}/growth`, { size: 4 })).status, 400);
  const { items } = await get<EventPage>(`/disks/${id}/events`);
  assert.equal(items.at(-1)?.action, 'disk.create');
  assert.ok(items.every(({ noun, nounId }) => noun === 'disk' && nounId === id));
  await act('/disks/deletions', { diskIds: [id] });
  assert.equal(codeOf(await ask('GET', `/disks/${id}`)), '404 disk.not-found');
});

test('a disk of an image is as large as that needs, and an image is made of it again', async (t) => {
  const { service, owner, get, act, make, ask } = await setUp(t);
  const imageId = await addImage(service.context, owner, { kind: 'data', minDisk: 3 });
  const { diskIds } = await act<DisksBegun>('/disks', { name: 'data', imageId });
  const disk = await get<Disk>(`/disks/${diskIds[0]}`);
  assert.deepEqual([disk.size, disk.image?.imageId, disk.image?.usable], [3, imageId, true]);
  assert.equal(codeOf(await ask('POST', '/disks', { name: 'data' })), '400 disk.size-missing');
  const { imageId: made } = await act<CaptureBegun>(`/disks/${await make()}/images`, {
    name: 'again',
  });
  const image = await get<Image>(`/images/${made}`);
  assert.deepEqual([image.kind, image.status], ['data', 'active']);
});

test('disks are listed newest first, page by page, and narrowed', async (t) => {
  const { make, get, act, ask } = await setUp(t);
  await act<DisksBegun>('/disks', { name: 'many', size: 1, count: 2 });
  const id = await make({ name: 'last' });
  const first = await get<DiskPage>('/disks?limit=2');
  assert.equal(first.items[0]?.id, id);
  const rest = await get<DiskPage>(`/disks?limit=2&cursor=${first.nextCursor}`);
  assert.deepEqual([first.items.length, rest.items.length, rest.nextCursor], [2, 1, null]);
  const found = await get<DiskPage>('/disks?search=MANY-0001&kind=data&status=available');
  assert.equal(found.items.length, 1);
  assert.equal(codeOf(await ask('GET', '/disks?cursor=x')), '400 page.bad-cursor');
});

test("disks are shown to readers, and another project's to nobody", async (t) => {
  const { service, owner, make, ask } = await setUp(t);
  const id = await make();
  const reader = await service.person({ role: 'reader', project: owner.project });
  const stranger = await service.person();
  for (const path of [`/disks/${id}`, `/disks/${id}/events`]) {
    assert.equal((await ask('GET', path, undefined, reader)).status, 200);
    assert.equal(codeOf(await ask('GET', path, undefined, stranger)), '404 disk.not-found');
  }
  for (const [method, path, body] of [
    ['PATCH', `/disks/${id}`, { name: 'mine' }],
    ['POST', `/disks/${id}/growth`, { size: 2 }],
    ['POST', `/disks/${id}/images`, { name: 'mine' }],
    ['POST', '/disks/deletions', { diskIds: [id] }],
  ] as const) {
    assert.equal((await ask(method, path, body, reader)).status, 403, path);
    assert.equal(codeOf(await ask(method, path, body, stranger)), '404 disk.not-found', path);
  }
  assert.equal((await ask('POST', '/disks', { name: 'mine', size: 1 }, reader)).status, 403);
});

test('a job is shown in its own project alone', async (t) => {
  const { service, ask, act } = await setUp(t);
  const { jobId } = await act<DisksBegun>('/disks', { name: 'data', size: 1 });
  const stranger = await service.person();
  const strange = await ask('GET', `/jobs/${jobId}`, undefined, stranger);
  assert.equal(codeOf(strange), '404 job.not-found');
});
