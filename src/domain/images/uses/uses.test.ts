// What was made of images: who sees it, who is told, and what it stands in the way of.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { FakeEngine } from '../../../drivers/engine/fake-engine.ts';
import { faultOf, plantServer, setUp } from '../../disks/disks.fixture.ts';
import type { Affected, Notice } from '../../events/notices.ts';
import { listNotices } from '../../events/read-notices.ts';
import type { Context } from '../../context.ts';
import type { Person } from '../../../../test/support/person.ts';
import { answerShares } from '../../sharing/answer-shares.ts';
import { undoAnswers } from '../../sharing/undo-answers.ts';
import { withdrawAllShares, withdrawShares } from '../../sharing/withdraw-shares.ts';
import { deleteImage } from '../delete-image.ts';
import { updateImage } from '../update-image.ts';
import { showImageUses } from './show-image-uses.ts';

const engine = async (): Promise<FakeEngine> => new FakeEngine();

async function lastNotice(context: Context, person: Person): Promise<Notice> {
  const { notices } = await listNotices(context, person.actor, { limit: 1, before: null });
  const [notice] = notices;
  assert.ok(notice !== undefined);
  return notice;
}

function namesIn(affected: Affected | undefined) {
  if (affected === undefined) return undefined;
  const { servers, disks, more } = affected;
  return { servers: servers.map(({ name }) => name), disks: disks.map(({ name }) => name), more };
}

describe('what was made of an image', () => {
  test('is named to the project that has it, and counted to the owner', async (t) => {
    const { context, owner, other, image, offer, make } = await setUp(t, engine);
    const imageId = await image();
    await offer(imageId, 'accepted');
    const [diskId] = await make(other, { name: 'data', imageId });
    const serverId = await plantServer(context, other, imageId, 'web');
    await make(owner, { name: 'mine', imageId });
    const [seen] = await showImageUses(context, other.actor, [imageId]);
    assert.deepEqual(seen, {
      imageId,
      servers: [{ id: serverId, name: 'web' }],
      disks: [{ id: diskId, name: 'data' }],
      others: null,
    });
    const [own] = await showImageUses(context, owner.actor, [imageId]);
    assert.deepEqual(
      own?.disks.map(({ name }) => name),
      ['mine'],
    );
    assert.deepEqual(own?.others, { projects: 1, servers: 1, disks: 1 });
  });

  test('is named in the notice of a withdrawal, of each kind, and of a deletion', async (t) => {
    const { context, owner, other, image, offer, make } = await setUp(t, engine);
    const lose: readonly (readonly [string, (imageId: string) => Promise<unknown>])[] = [
      [
        'withdrawn',
        async (imageId) =>
          await withdrawShares(context, owner.actor, {
            imageIds: [imageId],
            projectIds: [other.project.id],
          }),
      ],
      ['withdrawn', async (imageId) => await withdrawAllShares(context, owner.actor, [imageId])],
      [
        'withdrawn',
        async (imageId) =>
          await updateImage(context, owner.actor, imageId, [{ set: { visibility: 'private' } }]),
      ],
      ['image-deleted', async (imageId) => await deleteImage(context, owner.actor, imageId)],
    ];
    for (const [kind, act] of lose) {
      const imageId = await image();
      await offer(imageId, 'accepted');
      await make(other, { name: 'data', imageId });
      await plantServer(context, other, imageId, 'one');
      await plantServer(context, other, imageId, 'two');
      await act(imageId);
      const notice = await lastNotice(context, other);
      assert.deepEqual([notice.kind, notice.imageId], [kind, imageId]);
      assert.deepEqual(namesIn(notice.detail.affected), {
        servers: ['one', 'two'],
        disks: ['data'],
        more: 0,
      });
    }
    const unused = await image();
    await offer(unused, 'accepted');
    await withdrawAllShares(context, owner.actor, [unused]);
    assert.equal((await lastNotice(context, other)).detail.affected, undefined);
  });

  test('is counted where a notice would name too much', async (t) => {
    const { context, owner, other, image, offer, make } = await setUp(t, engine);
    const imageId = await image();
    await offer(imageId, 'accepted');
    await make(other, { name: 'data', count: 23, imageId });
    await withdrawAllShares(context, owner.actor, [imageId]);
    const { affected } = (await lastNotice(context, other)).detail;
    assert.deepEqual([affected?.disks.length, affected?.more], [20, 3]);
  });

  test('stands in the way of undoing the answer that allowed it, and not of rejecting', async (t) => {
    const { context, other, image, offer, make } = await setUp(t, engine);
    const imageId = await image();
    await offer(imageId);
    const projectId = other.project.id;
    const answer = async (status: 'accepted' | 'rejected'): Promise<number> => {
      const [outcome] = await answerShares(context, other.actor, {
        imageIds: [imageId],
        projectId,
        status,
      });
      assert.ok(outcome !== undefined && 'change' in outcome && outcome.change !== null);
      return outcome.change.eventId;
    };
    const undo = async (id: number) => (await undoAnswers(context, other.actor, [id]))[0];
    const first = await undo(await answer('accepted'));
    assert.ok(first !== undefined && 'member' in first);
    const accepted = await answer('accepted');
    await make(other, { imageId });
    const refused = await undo(accepted);
    assert.ok(refused !== undefined && 'fault' in refused);
    faultOf('answer.used-since')(refused.fault);
    await answer('rejected');
  });
});

test('with many servers and disks, what was made of an image is found by indexes', async (t) => {
  const { service, context, owner, other, image, offer } = await setUp(t, engine);
  const imageId = await image();
  await offer(imageId, 'accepted');
  const { db } = context;
  await sql`
    insert into disks (id, project_id, region_id, user_id, name, kind, status, size, volume_type, image_id, image_project_id)
    select gen_random_uuid(), 'p' || n % 1000, 'RegionOne', 'u', 'disk', 'data', 'available', 1, 'SSD', ${imageId}, ''
    from generate_series(1, 20000) n`.execute(db);
  await sql`
    insert into servers (id, project_id, region_id, user_id, name, flavor_id, status, image_id, image_project_id, architecture, firmware, login, instance_id, mac)
    select gen_random_uuid(), 'p' || n % 1000, 'RegionOne', 'u', 'server', 's1.small', 'stopped', ${imageId}, '', 'x86_64', 'bios', 'image', 'i', n::text
    from generate_series(1, 20000) n`.execute(db);
  await sql`analyze disks, servers`.execute(db);
  const sent = await service.statementsOf(async (spied) => {
    await showImageUses(spied, other.actor, [imageId]);
    await withdrawAllShares(spied, owner.actor, [imageId]);
  });
  const about = sent.filter(({ text }) => /join (servers|disks)/.test(text));
  assert.equal(about.length, 2);
  for (const { text, values } of about) {
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': string }>({
      ...sql`${sql.raw('select 1')}`.compile(db),
      sql: `explain ${text}`,
      parameters: [...values],
    });
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    assert.doesNotMatch(plan, /Seq Scan on (servers|disks)/, plan);
  }
});
