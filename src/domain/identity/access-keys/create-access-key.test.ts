import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { testService } from '../../../../test/support/test-service.ts';
import { createAccessKey } from './create-access-key.ts';
import { deleteAccessKey } from './delete-access-key.ts';
import { listAccessKeys, showAccessKey } from './read-access-keys.ts';
import { updateAccessKey } from './update-access-key.ts';

async function setUp(t: TestContext, accessKeysPerUser = 2) {
  const service = await testService(t, { accessKeysPerUser });
  const { context } = service;
  const { actor } = await service.person();
  const admin = (await service.person({ role: 'admin' })).actor;
  const outsider = (await service.person()).actor;
  const make = async (by = actor) =>
    await createAccessKey(context, by, { userId: actor.userId, description: 'ci' });
  return { context, actor, admin, outsider, make };
}

test('an access key has an id and a secret of the form that clients know', async (t) => {
  const { actor, make } = await setUp(t);
  const { accessKey, secret } = await make();
  assert.match(accessKey.id, /^[A-Z0-9]{20}$/);
  assert.match(secret, /^[A-Za-z0-9]{40}$/);
  assert.deepEqual(accessKey, {
    id: accessKey.id,
    userId: actor.userId,
    description: 'ci',
    enabled: true,
    createdAt: accessKey.createdAt,
  });
});

test('a secret is kept sealed only, and not in the audit trail', async (t) => {
  const { context, make } = await setUp(t);
  const { secret } = await make();
  const { rows } = await sql<{ text: string }>`
    select (select string_agg(k::text, '') from access_keys k)
      || (select string_agg(e::text, '') from events e) as text
  `.execute(context.db);
  assert.ok(rows[0]?.text.includes('access-key.create'));
  assert.ok(!rows[0]?.text.includes(secret));
});

test('a user has no more access keys than allowed, also when they are made at once', async (t) => {
  const { context, actor, make } = await setUp(t, 3);
  const made = await Promise.allSettled(Array.from({ length: 8 }, async () => await make()));
  const refused = made.filter((each) => each.status === 'rejected');
  assert.deepEqual(
    new Set(refused.map((each) => (each.reason as { code: string }).code)),
    new Set(['access-key.too-many']),
  );
  assert.equal((await listAccessKeys(context, actor, actor.userId)).length, 3);
});

test('a change and a deletion are in the audit trail with what was before', async (t) => {
  const { context, actor, make } = await setUp(t);
  const { accessKey } = await make();
  const changed = await updateAccessKey(context, actor, accessKey.id, { enabled: false });
  assert.deepEqual(changed, { ...accessKey, enabled: false });
  assert.deepEqual(await showAccessKey(context, actor, accessKey.id), changed);
  await deleteAccessKey(context, actor, accessKey.id);
  await assert.rejects(showAccessKey(context, actor, accessKey.id), {
    code: 'identity.forbidden',
  });
  const { rows } = await sql`
    select action, before ->> 'enabled' as before, after ->> 'enabled' as after from events
    where noun_id = ${accessKey.id} order by id`.execute(context.db);
  assert.deepEqual(rows, [
    { action: 'access-key.create', before: null, after: 'true' },
    { action: 'access-key.update', before: 'true', after: 'false' },
    { action: 'access-key.delete', before: 'false', after: null },
  ]);
});

test('an administrator manages the access keys of others; others do not', async (t) => {
  const { context, actor, admin, outsider, make } = await setUp(t);
  const { accessKey } = await make(admin);
  const forbidden = { code: 'identity.forbidden' };
  await assert.rejects(make(outsider), forbidden);
  await assert.rejects(listAccessKeys(context, outsider, actor.userId), forbidden);
  for (const id of [accessKey.id, 'NOSUCHKEY']) {
    await assert.rejects(showAccessKey(context, outsider, id), forbidden);
    await assert.rejects(updateAccessKey(context, outsider, id, { enabled: false }), forbidden);
    await assert.rejects(deleteAccessKey(context, outsider, id), forbidden);
  }
  assert.deepEqual(await listAccessKeys(context, admin, actor.userId), [accessKey]);
  await deleteAccessKey(context, admin, accessKey.id);
  await assert.rejects(deleteAccessKey(context, admin, accessKey.id), {
    code: 'access-key.not-found',
  });
});

test('nobody makes an access key for a user that does not exist', async (t) => {
  const { context, admin } = await setUp(t);
  await assert.rejects(createAccessKey(context, admin, { userId: 'nobody' }), {
    code: 'user.not-found',
  });
});

test('a restricted credential makes, changes and deletes no access keys', async (t) => {
  const { context, actor, make } = await setUp(t);
  const { accessKey } = await make();
  const restricted = { ...actor, restricted: true };
  const refused = { code: 'application-credential.restricted' };
  await assert.rejects(make(restricted), refused);
  await assert.rejects(
    updateAccessKey(context, restricted, accessKey.id, { enabled: true }),
    refused,
  );
  await assert.rejects(deleteAccessKey(context, restricted, accessKey.id), refused);
});
