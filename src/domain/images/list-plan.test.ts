// What the hot statements do where there are many images: each is caught on its way to the database and explained there.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { CompiledQuery, sql } from 'kysely';
import { testService, type TestService } from '../../../test/support/test-service.ts';
import { newHexId } from '../../lib/ids.ts';
import type { Actor } from '../actor.ts';
import { authenticate } from '../identity/authenticate.ts';
import { answerShares } from '../sharing/answer-shares.ts';
import { listMembers } from '../sharing/list-members.ts';
import { ownOffer, soleMember } from '../sharing/member.ts';
import { shareImages } from '../sharing/share-images.ts';
import { withdrawShares } from '../sharing/withdraw-shares.ts';
import type { Context } from '../context.ts';
import { browseImages, type Browsing } from './browse-images.ts';
import { findImage } from './find-image.ts';
import { standings } from './image.ts';
import type { SortColumn } from './list-queries.ts';
import { listStandings, type StandingPage } from './list-standings.ts';
import { listImages, type ImageListQuery } from './list-images.ts';

const limit = 25;
/** Of 200 000. */
const ownImages = 20_000;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  /** Of statements that were run. */
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

interface World {
  readonly actor: Actor;
  readonly projectId: string;
  readonly token: string;
  /** Of the images that are not the actor's. */
  readonly owner: Actor;
  /** An image of the owner that the actor has not answered about. */
  readonly offered: string;
  readonly admin: Actor;
  /** The id of the 500th image of a list. */
  middleOf(query: Omit<ImageListQuery, 'limit'>): Promise<string>;
  /** Where the 500th image of a list of our own API is, null when there are fewer. */
  cursorIn(query: Omit<Browsing, 'limit' | 'cursor'>): Promise<Browsing['cursor']>;
  /** The statements that an act sends, each with the plan that it ran by. */
  explain(act: (context: Context) => Promise<unknown>): Promise<Plan[]>;
}

/**
 * 200 000 images and 50 000 members: own, public, offered (accepted, pending, rejected) and other people's; and statistics about them. A project's images
 * were made a hundred at a time: were each tenth image one of 20 000 own ones, they would lie on every page of the table, and to walk it would be right.
 */
async function crowdedWorld(t: TestContext): Promise<World> {
  const service = await testService(t);
  const { db } = service.context;
  const person = await service.person();
  const admin = await service.person({ role: 'admin' });
  const mine = person.project.id;
  const owner = await service.person();
  const other = owner.project.id;
  const digest = 'c0ffee00'.repeat(8);
  await sql`insert into blobs (digest, size, md5) values (${digest}, 1, '')`.execute(db);
  await sql`insert into blob_copies (digest, store) values (${digest}, 'default')`.execute(db);
  await sql`
    insert into images (id, owner, region_id, kind, name, status, visibility, blob, stores, size, created_at)
    select gen_random_uuid(), case when n / 100 % 10 = 0 then ${mine} else ${other} end, 'RegionOne', 'system', 'image ' || n,
      'active', case when n % 10 = 1 then 'public' when n % 10 < 6 then 'shared' else 'private' end, ${digest}, '{default}', n,
      now() - n * interval '1 second'
    from generate_series(1, 200000) n`.execute(db);
  await sql`
    insert into members (image_id, project_id, status, image_created_at, image_name)
    select id, ${mine}, (array['accepted', 'pending', 'rejected'])[1 + size % 3], created_at, name
    from images where visibility = 'shared' and owner = ${other} and size % 4 = 1`.execute(db);
  await sql`
    insert into members (image_id, project_id, status, image_created_at, image_name)
    select id, ${newHexId()}, 'pending', created_at, name from images where visibility = 'shared' and size % 8 < 3`.execute(
    db,
  );
  // How full so many rows at once leave an index depends on which of the two projects has the lower id, and what plans cost on that.
  await sql`reindex table images`.execute(db);
  await sql`analyze images, members`.execute(db);
  const { rows } = await sql<{ id: string }>`
    select image_id as id from members where project_id = ${mine} and status = 'pending' limit 1`.execute(
    db,
  );
  return {
    actor: person.actor,
    offered: rows[0]?.id ?? assert.fail('nothing is offered'),
    projectId: mine,
    token: person.token,
    owner: owner.actor,
    admin: admin.actor,
    async middleOf(query) {
      const images = await listImages(service.context, person.actor, { ...query, limit: 500 });
      return images.at(-1)?.id ?? assert.fail('the list is short');
    },
    async cursorIn(query) {
      const asked = { ...query, limit: 500, cursor: null };
      return (await browseImages(service.context, person.actor, asked)).next;
    },
    explain: async (act) => await explained(service, act),
  };
}

/** Does the act, then explains its statements with the values that they had: those that only read are run again, to count rows. */
async function explained(
  service: TestService,
  act: (context: Context) => Promise<unknown>,
): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const { text, values } of await service.statementsOf(act)) {
    const reads = !/\b(insert into|update|delete from)\b/.test(text.replace(/for update/g, ''));
    const { rows } = await service.context.db.executeQuery<{ 'QUERY PLAN': { Plan: Plan }[] }>(
      CompiledQuery.raw(`explain (${reads ? 'analyze, ' : ''}format json) ${text}`, [...values]),
    );
    plans.push(...(rows[0]?.['QUERY PLAN'] ?? []).map((explanation) => explanation.Plan));
  }
  return plans;
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

const images: ReadonlySet<string> = new Set(['images', 'members']);

/** Rows that the statement has looked at in the big tables. */
function looked(plans: readonly Plan[]): number {
  return plans
    .flatMap(nodesOf)
    .filter((node) => images.has(node['Relation Name'] ?? ''))
    .reduce(
      (sum, node) =>
        sum +
        (node['Actual Loops'] ?? 0) *
          ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)),
      0,
    );
}

/** No table is walked from end to end. */
function assertIndexed(plans: readonly Plan[]): void {
  assert.ok(plans.length > 0, 'no statement was caught');
  for (const node of plans.flatMap(nodesOf)) {
    const name = `${node['Node Type']} ${node['Relation Name'] ?? ''}`;
    const walks = node['Node Type'] === 'Seq Scan' && images.has(node['Relation Name'] ?? '');
    assert.ok(!walks, `${name} walks a table`);
  }
}

/** No table is walked, nothing is sorted but pages, and few rows are looked at. */
function assertPageSized(plans: readonly Plan[], rows: number): void {
  assertIndexed(plans);
  for (const node of plans.flatMap(nodesOf)) {
    const name = `${node['Node Type']} ${node['Relation Name'] ?? ''}`;
    if (node['Node Type'].includes('Sort')) {
      const sorted = node['Actual Rows'] ?? 0;
      assert.ok(sorted <= rows, `${name} sorts ${sorted} rows`);
      const fed = node.Plans?.[0]?.['Actual Rows'] ?? 0;
      assert.ok(fed <= rows, `${name} is fed ${fed} rows`);
    }
  }
  assert.ok(looked(plans) <= 4 * rows, `${looked(plans)} rows were looked at`);
}

test('with 200 000 images and 50 000 members, what a page or a look-up costs does not follow their number', async (t) => {
  const world = await crowdedWorld(t);
  const listPlans = async (query: Omit<ImageListQuery, 'limit'>, actor = world.actor) =>
    await world.explain(async (context) => {
      const page = await listImages(context, actor, { ...query, limit });
      assert.equal(page.length, limit);
      return page;
    });
  const lists: readonly (readonly [string, Omit<ImageListQuery, 'limit'>])[] = [
    ['the default list', {}],
    ['the default list, oldest first', { sort: [{ column: 'createdAt', direction: 'asc' }] }],
    ['the list of offers', { visibility: 'shared', memberStatus: 'pending' }],
    ['the list of all shares, answered or not', { visibility: 'shared', memberStatus: 'all' }],
    ['the list of public images', { visibility: 'public' }],
  ];
  for (const [name, query] of lists) {
    await t.test(`${name} reads its first page from indexes`, async () => {
      assertPageSized(await listPlans(query), 5 * limit);
    });
    await t.test(`${name} reads a page in its middle from indexes`, async () => {
      const marker = await world.middleOf(query);
      assertPageSized(await listPlans({ ...query, marker }), 5 * limit);
    });
  }
  await t.test("an administrator's list is read from an index", async () => {
    assertPageSized(await listPlans({}, world.admin), limit);
  });
  const byName = { sort: [{ column: 'name', direction: 'asc' }] } as const;
  await t.test('the list by name is read from indexes', async () => {
    assertPageSized(await listPlans(byName), 8 * limit);
  });
  await t.test('a token is checked by keys', async () => {
    const { token } = world;
    assertPageSized(await world.explain(async (c) => await authenticate(c, token, '')), 10);
  });
  await t.test('offering, answering and withdrawing find their rows by keys', async () => {
    const imageId = world.offered;
    const projectId = world.projectId;
    const plans = await world.explain(async (context) => {
      const batch = { imageIds: [imageId], projectIds: [projectId] };
      soleMember(await withdrawShares(context, world.owner, batch));
      soleMember(await shareImages(context, world.owner, { ...batch, options: ownOffer }));
      const answer = { imageIds: [imageId], projectId, status: 'accepted' } as const;
      soleMember(await answerShares(context, world.actor, answer));
    });
    assertPageSized(plans, 10);
  });
  await t.test('the members of an image are found by its key', async () => {
    const imageId = world.offered;
    const plans = await world.explain(async (c) => await listMembers(c, world.owner, imageId));
    assertPageSized(plans, 10);
  });
  await t.test('one image is found by its key', async () => {
    const id = await world.middleOf({});
    const plans = await world.explain(
      async (context) => await findImage(context, context.db, world.actor, id, 'image.show'),
    );
    assertPageSized(plans, 2);
  });

  // By how images stand before the project.
  const stand = async (asked: Pick<StandingPage, 'standings' | 'filters'>): Promise<Plan[]> =>
    await world.explain(
      async (context) =>
        await listStandings(context, world.actor, {
          memberStatus: 'accepted',
          sort: [],
          limit,
          ...asked,
        }),
    );
  const everything = new Set(standings);
  for (const asked of [everything, ...standings.map((standing) => new Set([standing]))]) {
    const name = `images that stand ${[...asked].join(', ')}`;
    await t.test(`${name}, are read page by page`, async () => {
      const plans = await stand({ standings: asked, filters: {} });
      // Of each shared image it is asked whether it has members.
      assertPageSized(plans, 10 * limit);
    });
  }
  const id = await world.middleOf({});
  for (const filters of [
    { id },
    { owner: world.projectId, protectedOrPublic: true },
    { hasBytes: false },
    { tagKeys: { any: [{ key: 'env', values: [] }] } },
    { propertyChoices: [[{ __os_type: 'Linux' }, { __os_type: null, os_type: 'linux' }]] },
  ] satisfies StandingPage['filters'][]) {
    await t.test(`images of which ${JSON.stringify(filters)}, are found by an index`, async () => {
      assertIndexed(
        await stand({ standings: new Set(['own', 'shared-out', 'shared-in']), filters }),
      );
    });
  }

  // The lists of our own API, each with 20 000 images or close to 7 000 accepted ones.
  const browsing = {
    filters: {},
    sort: { column: 'createdAt', direction: 'desc' },
    limit,
  } as const;
  const browse = async (asked: Omit<Browsing, 'limit' | 'cursor'>): Promise<Plan[]> => {
    const middle = await world.cursorIn(asked);
    return await world.explain(async (context) => {
      for (const cursor of [null, middle]) {
        await browseImages(context, world.actor, { ...asked, limit, cursor });
      }
    });
  };
  for (const source of ['own', 'public', 'shared'] as const) {
    for (const column of ['createdAt', 'name'] as const) {
      for (const direction of ['asc', 'desc'] as const) {
        await t.test(
          `${source} images by ${column}, ${direction}, are read page by page`,
          async () => {
            const plans = await browse({ ...browsing, source, sort: { column, direction } });
            assertPageSized(plans, 5 * limit);
          },
        );
      }
    }
    const otherSorts: readonly SortColumn[] = ['updatedAt', 'size', 'status', 'diskFormat'];
    const filters: readonly Browsing['filters'][] = [
      { search: 'image 7' },
      { search: 'nothing is called that' },
      { kind: 'iso' },
      { status: 'queued' },
      { diskFormat: 'qcow2' },
      { properties: { os_type: 'linux' } },
      { tags: ['golden'] },
      { hidden: true },
    ];
    const questions: readonly Pick<Browsing, 'filters' | 'sort'>[] = [
      ...otherSorts.map((column) => ({
        ...browsing,
        sort: { column, direction: 'desc' } as const,
      })),
      ...filters.map((filter) => ({ ...browsing, filters: filter })),
    ];
    for (const { sort, filters: asked } of questions) {
      const name = `${source} images by ${sort.column}, of which ${JSON.stringify(asked)}`;
      await t.test(`${name}, are found by an index, and no others are looked at`, async () => {
        const plans = await browse({ source, sort, filters: asked });
        assertIndexed(plans);
        // The places and the images at them; two pages.
        assert.ok(looked(plans) <= 2 * 2 * ownImages, `${looked(plans)} rows were looked at`);
      });
    }
  }
});
