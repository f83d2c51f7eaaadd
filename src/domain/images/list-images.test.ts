// Lists against a model in memory that filters and sorts plainly; and pages that go on while images come and go.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { testService } from '../../../test/support/test-service.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { newHexId } from '../../lib/ids.ts';
import type { ImageFilters } from './image-filters.ts';
import { memberStatuses, visibilities, type MemberStatus, type Visibility } from './image.ts';
import { listImages, type ImageListQuery } from './list-images.ts';
import type { SortKey } from './list-queries.ts';

const seed = 20_260_131;

interface Row {
  readonly id: string;
  readonly owner: 'mine' | 'other';
  readonly region: 'RegionOne' | 'RegionTwo';
  readonly visibility: Visibility;
  readonly name: string | null;
  readonly size: number | null;
  readonly diskFormat: 'raw' | 'qcow2' | null;
  readonly hidden: boolean;
  readonly tags: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  /** My project's place at it. */
  readonly member: MemberStatus | null;
  /** Seconds: few values, so that ties are common. */
  readonly created: number;
  readonly updated: number;
}

const rowArbitrary: fc.Arbitrary<Row> = fc
  .record({
    id: fc.uuid({ version: 4 }),
    owner: fc.constantFrom('mine' as const, 'other' as const, 'other' as const),
    region: fc.constantFrom('RegionOne' as const, 'RegionOne' as const, 'RegionTwo' as const),
    visibility: fc.constantFrom(...visibilities, 'shared' as const),
    name: fc.constantFrom(null, '', 'a', 'b', 'c'),
    size: fc.constantFrom(null, 0, 1, 2, 3),
    diskFormat: fc.constantFrom(null, 'raw' as const, 'qcow2' as const),
    hidden: fc.constantFrom(false, false, false, true),
    tags: fc.subarray(['x', 'y']),
    properties: fc.constantFrom<Record<string, string>>({}, { os: 'a' }, { os: 'b', arch: 'c' }),
    member: fc.constantFrom(null, ...memberStatuses),
    created: fc.integer({ min: 0, max: 4 }),
    updated: fc.integer({ min: 0, max: 4 }),
  })
  // A project's images are in its region, and it is no member of its own.
  .map((row) => (row.owner === 'mine' ? { ...row, region: 'RegionOne', member: null } : row));

const sortArbitrary: fc.Arbitrary<SortKey[]> = fc.uniqueArray(
  fc.record({
    column: fc.constantFrom(
      'name',
      'status',
      'containerFormat',
      'diskFormat',
      'size',
      'id',
      'createdAt',
      'updatedAt',
    ),
    direction: fc.constantFrom('asc', 'desc'),
  }),
  { selector: (key) => key.column, maxLength: 3 },
);

const filtersArbitrary: fc.Arbitrary<ImageFilters> = fc.oneof(
  fc.constant({}),
  fc.constantFrom<ImageFilters>(
    { name: 'a' },
    { name: ['a', 'c'] },
    { hidden: true },
    { sizeMin: 1 },
    { sizeMax: 1 },
    { sizeMin: 1, sizeMax: 2 },
    { diskFormat: 'raw' },
    { tags: ['x'] },
    { tags: ['x', 'y'] },
    { properties: { os: 'b' } },
    { properties: { os: 'b', arch: 'd' } },
    { status: 'queued' },
    { id: 'no uuid' },
  ),
);

const queryArbitrary: fc.Arbitrary<Omit<ImageListQuery, 'limit'>> = fc.record(
  {
    visibility: fc.constantFrom(...visibilities, 'all' as const),
    memberStatus: fc.constantFrom(...memberStatuses, 'all' as const),
    filters: filtersArbitrary,
    sort: sortArbitrary,
  },
  { requiredKeys: [] },
);

/** What my project sees, said as plainly as can be. */
function sees(row: Row, { visibility, memberStatus = 'accepted' }: Omit<ImageListQuery, 'limit'>) {
  if (visibility !== undefined && visibility !== 'all' && row.visibility !== visibility)
    return false;
  if (row.owner === 'mine') return true;
  if (row.region !== 'RegionOne') return false;
  switch (row.visibility) {
    case 'public':
      return true;
    case 'community':
      return visibility !== undefined;
    case 'shared':
      return row.member !== null && (memberStatus === 'all' || row.member === memberStatus);
    case 'private':
      return false;
  }
}

function matches(row: Row, filters: ImageFilters): boolean {
  const { name, sizeMin, sizeMax, tags = [], properties = {} } = filters;
  return (
    row.hidden === (filters.hidden ?? false) &&
    (name === undefined || (row.name !== null && [name].flat().includes(row.name))) &&
    (sizeMin === undefined || (row.size !== null && row.size >= sizeMin)) &&
    (sizeMax === undefined || (row.size !== null && row.size <= sizeMax)) &&
    (filters.diskFormat === undefined || row.diskFormat === filters.diskFormat) &&
    (filters.id === undefined || row.id === filters.id) &&
    (filters.status === undefined || filters.status === 'queued') &&
    tags.every((tag) => row.tags.includes(tag)) &&
    Object.entries(properties).every(([key, value]) => row.properties[key] === value)
  );
}

function compare(sort: readonly SortKey[]): (a: Row, b: Row) => number {
  const last = sort.at(-1)?.direction ?? 'desc';
  const keys: SortKey[] = [
    ...sort,
    { column: 'createdAt', direction: last },
    { column: 'id', direction: last },
  ];
  const value = (row: Row, { column }: SortKey): string | number =>
    ({
      name: row.name ?? '',
      status: 'queued',
      containerFormat: '',
      diskFormat: row.diskFormat ?? '',
      size: row.size ?? -1,
      id: row.id,
      createdAt: row.created,
      updatedAt: row.updated,
    })[column];
  return (a, b) => {
    for (const key of keys) {
      const [left, right] = [value(a, key), value(b, key)];
      if (left !== right) return left < right === (key.direction === 'asc') ? -1 : 1;
    }
    return 0;
  };
}

function expectedIds(rows: readonly Row[], query: Omit<ImageListQuery, 'limit'>): string[] {
  return rows
    .filter((row) => sees(row, query) && matches(row, query.filters ?? {}))
    .toSorted(compare(query.sort ?? []))
    .map((row) => row.id);
}

interface World {
  readonly context: Context;
  readonly actor: Actor;
  insert(rows: readonly Row[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  empty(): Promise<void>;
}

async function openWorld(t: TestContext): Promise<World> {
  const service = await testService(t);
  const { context } = service;
  const { db } = context;
  const { actor, project } = await service.person();
  const other = newHexId();
  const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
  return {
    context,
    actor,
    async insert(rows) {
      if (rows.length === 0) return;
      await db
        .insertInto('images')
        .values(
          rows.map((row) => ({
            id: row.id,
            owner: row.owner === 'mine' ? project.id : other,
            region_id: row.region,
            kind: 'system',
            visibility: row.visibility,
            name: row.name,
            size: row.size,
            disk_format: row.diskFormat,
            hidden: row.hidden,
            tags: [...row.tags],
            properties: JSON.stringify(row.properties),
            created_at: at(row.created),
            updated_at: at(row.updated),
          })),
        )
        .execute();
      const members = rows.flatMap((row) =>
        row.member === null
          ? []
          : [
              {
                image_id: row.id,
                project_id: project.id,
                status: row.member,
                image_created_at: at(row.created),
                image_name: row.name ?? '',
              },
            ],
      );
      if (members.length > 0) await db.insertInto('members').values(members).execute();
    },
    async remove(ids) {
      if (ids.length === 0) return;
      await db.updateTable('images').set({ status: 'deleted' }).where('id', 'in', ids).execute();
    },
    async empty() {
      await sql`delete from members`.execute(db);
      await sql`delete from images`.execute(db);
    },
  };
}

test('a list holds what the project may see and asked for, in the order asked for', async (t) => {
  const world = await openWorld(t);
  t.diagnostic(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(rowArbitrary, { minLength: 20, maxLength: 60, selector: (row) => row.id }),
      fc.array(queryArbitrary, { minLength: 12, maxLength: 12 }),
      async (rows, queries) => {
        await world.empty();
        await world.insert(rows);
        for (const query of queries) {
          const images = await listImages(world.context, world.actor, { ...query, limit: 1000 });
          const ids = images.map((image) => image.id);
          assert.deepEqual(ids, expectedIds(rows, query), JSON.stringify(query));
        }
      },
    ),
    { seed, numRuns: 15 },
  );
});

test('pages hold every image that stays exactly once, while others come and go', async (t) => {
  const world = await openWorld(t);
  t.diagnostic(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(rowArbitrary, { minLength: 30, maxLength: 60, selector: (row) => row.id }),
      fc.uniqueArray(rowArbitrary, { minLength: 10, maxLength: 10, selector: (row) => row.id }),
      queryArbitrary,
      fc.integer({ min: 1, max: 7 }),
      async (rows, newcomers, query, limit) => {
        await world.empty();
        await world.insert(rows);
        const leaving = rows.filter((_row, index) => index % 4 === 0).map((row) => row.id);
        const staying = rows.filter((row) => !leaving.includes(row.id));
        const seen: string[] = [];
        for (let page = 0; ; page += 1) {
          const marker = seen.at(-1);
          const images = await listImages(world.context, world.actor, {
            ...query,
            limit,
            ...(marker === undefined ? {} : { marker }),
          });
          seen.push(...images.map((image) => image.id));
          if (images.length < limit) break;
          // Not the image that the next page starts from: that one's absence is a bad marker.
          const [gone] = leaving.splice(
            leaving.findIndex((id) => id !== seen.at(-1)),
            1,
          );
          if (gone !== undefined && gone !== seen.at(-1)) await world.remove([gone]);
          const newcomer = newcomers[page];
          if (newcomer !== undefined) await world.insert([newcomer]);
        }
        assert.equal(new Set(seen).size, seen.length, 'an image was shown twice');
        const stayed = new Set(staying.map((row) => row.id));
        assert.deepEqual(
          seen.filter((id) => stayed.has(id)),
          expectedIds(staying, query),
        );
      },
    ),
    { seed, numRuns: 40 },
  );
});

test('a marker that is not to be seen, or was never there, is refused', async (t) => {
  const world = await openWorld(t);
  const [hidden, mine] = fc.sample(rowArbitrary, { seed, numRuns: 2 });
  const foreign = { ...hidden, id: randomUUID(), owner: 'other', visibility: 'private' } as Row;
  const own = { ...mine, id: randomUUID(), owner: 'mine', member: null } as Row;
  await world.insert([foreign, own]);
  const ask = async (marker: string) =>
    await listImages(world.context, world.actor, { limit: 5, marker });
  for (const marker of [foreign.id, randomUUID(), 'nonsense', '']) {
    await assert.rejects(ask(marker), { kind: 'invalid', code: 'page.bad-marker' }, marker);
  }
  await ask(own.id);
  await world.remove([own.id]);
  await assert.rejects(ask(own.id), { code: 'page.bad-marker' });
});

test('a page of no images is empty, and still needs a role', async (t) => {
  const world = await openWorld(t);
  assert.deepEqual(await listImages(world.context, world.actor, { limit: 0 }), []);
  const nobody = { ...world.actor, role: null, roleNames: [] };
  await assert.rejects(listImages(world.context, nobody, { limit: 0 }), { kind: 'forbidden' });
});
