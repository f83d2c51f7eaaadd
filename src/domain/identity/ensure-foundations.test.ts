import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testService } from '../../../test/support/test-service.ts';
import { deleteService } from '../regions/catalog/delete-service.ts';
import { selectCatalog, selectServices } from '../regions/catalog/queries.ts';
import { selectRegions } from '../regions/queries.ts';
import { ensureFoundations } from './ensure-foundations.ts';
import { selectRoles } from './roles/queries.ts';

test('the foundations are laid once, however often and by however many processes', async (t) => {
  const { context } = await testService(t);
  await Promise.all([ensureFoundations(context), ensureFoundations(context)]);
  const regions = await selectRegions(context.db);
  assert.deepEqual(
    regions.map((region) => region.id),
    ['RegionOne', 'RegionTwo'],
  );
  const catalog = await selectCatalog(context.db, 'RegionTwo');
  assert.deepEqual(
    catalog.map(({ service, endpoints }) => [service.type, ...endpoints.map(({ url }) => url)]),
    [
      ['identity', ...Array<string>(3).fill('$(public_url)s/v3')],
      ['image', ...Array<string>(3).fill('$(public_url)s')],
    ],
  );
  assert.equal((await selectRoles(context.db)).length, 3);
});

test('what the operator took out of the catalogue stays out', async (t) => {
  const { context } = await testService(t);
  const [identity] = await selectServices(context.db, { type: 'identity' });
  await deleteService(context, null, identity?.id ?? '');
  await ensureFoundations(context);
  assert.equal((await selectServices(context.db, { type: 'identity' })).length, 0);
});
