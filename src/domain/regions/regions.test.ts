import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { PersonOptions } from '../../../test/support/person.ts';
import { testService } from '../../../test/support/test-service.ts';
import { Fault, type FaultKind } from '../fault.ts';
import { createEndpoint } from './catalog/create-endpoint.ts';
import { createService } from './catalog/create-service.ts';
import { readCatalog } from './catalog/read-catalog.ts';
import { updateEndpoint } from './catalog/update-endpoint.ts';
import { updateService } from './catalog/update-service.ts';
import { createRegion } from './create-region.ts';
import { deleteRegion } from './delete-region.ts';
import { listRegions } from './read-regions.ts';
import { updateRegion } from './update-region.ts';

function fault(kind: FaultKind) {
  return (error: unknown): boolean => error instanceof Fault && error.kind === kind;
}

async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context } = service;
  const person = async (options?: PersonOptions) => await service.person(options);
  return { context, person };
}

test('a region is made, listed and deleted while nothing is in it', async (t) => {
  const { context } = await setUp(t);
  await createRegion(context, null, { id: 'North' });
  const ids = (await listRegions(context, null)).map((region) => region.id);
  assert.deepEqual(ids, ['North', 'RegionOne', 'RegionTwo']);
  await deleteRegion(context, null, 'North');
  await assert.rejects(deleteRegion(context, null, 'North'), fault('notFound'));
});

test('a region that is in use is not deleted', async (t) => {
  const { context } = await setUp(t);
  await assert.rejects(deleteRegion(context, null, 'RegionOne'), fault('conflict'));
});

test('a region id is plain and used once', async (t) => {
  const { context } = await setUp(t);
  for (const id of ['', 'a_b', 'a b', 'x'.repeat(65)]) {
    await assert.rejects(createRegion(context, null, { id }), fault('invalid'));
  }
  await assert.rejects(createRegion(context, null, { id: 'RegionOne' }), fault('conflict'));
});

test('a region is never below itself', async (t) => {
  const { context } = await setUp(t);
  await createRegion(context, null, { id: 'A', parentRegionId: 'RegionOne' });
  const change = { parentRegionId: 'A' };
  await assert.rejects(updateRegion(context, null, 'RegionOne', change), fault('invalid'));
});

test('a member reads regions and changes none', async (t) => {
  const { context, person } = await setUp(t);
  const { actor } = await person();
  assert.equal((await listRegions(context, actor)).length, 2);
  await assert.rejects(createRegion(context, actor, { id: 'Mine' }), fault('forbidden'));
});

test("a catalogue has the enabled endpoints of the project's region", async (t) => {
  const { context, person } = await setUp(t);
  const { actor } = await person({ region: 'RegionTwo' });
  const service = await createService(context, null, { type: 'volume', name: 'cinder' });
  const make = async (regionId: string) =>
    await createEndpoint(context, null, {
      serviceId: service.id,
      interface: 'public',
      regionId,
      url: 'http://volumes.example/v3',
    });
  await make('RegionOne');
  const here = await make('RegionTwo');
  const volume = async () =>
    (await readCatalog(context, actor)).find((entry) => entry.service.type === 'volume');
  assert.deepEqual(
    (await volume())?.endpoints.map((endpoint) => endpoint.id),
    [here.id],
  );
  await updateEndpoint(context, null, here.id, { enabled: false });
  assert.equal(await volume(), undefined);
  await updateEndpoint(context, null, here.id, { enabled: true });
  await updateService(context, null, service.id, { enabled: false });
  assert.equal(await volume(), undefined);
});

test('an endpoint has an http address', async (t) => {
  const { context } = await setUp(t);
  const service = await createService(context, null, { type: 'volume' });
  for (const url of ['', 'volumes', 'file:///etc/passwd', 'javascript:alert(1)']) {
    const made = createEndpoint(context, null, {
      serviceId: service.id,
      interface: 'public',
      regionId: 'RegionOne',
      url,
    });
    await assert.rejects(made, fault('invalid'));
  }
});
