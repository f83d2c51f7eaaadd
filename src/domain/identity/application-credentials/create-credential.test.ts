import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import type { PersonOptions } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { Fault, type FaultKind } from '../../fault.ts';
import { createCredential, type NewCredential } from './create-credential.ts';
import { deleteCredential } from './delete-credential.ts';
import { listCredentials } from './read-credentials.ts';

function fault(kind: FaultKind) {
  return (error: unknown): boolean => error instanceof Fault && error.kind === kind;
}

async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context } = service;
  const person = async (options?: PersonOptions) => await service.person(options);
  const { actor } = await person();
  const make = async (wanted: Partial<NewCredential> = {}, by = actor) =>
    await createCredential(context, by, actor.userId, { name: 'ci', ...wanted });
  return { context, person, actor, make };
}

test('a credential has the roles of its maker when none are asked for', async (t) => {
  const { make } = await setUp(t);
  const { credential, secret } = await make();
  assert.deepEqual(
    credential.roles.map((role) => role.name),
    ['member', 'reader'],
  );
  assert.ok(secret.length >= 64);
});

test('a credential cannot have a role that its maker lacks', async (t) => {
  const { make } = await setUp(t);
  await assert.rejects(make({ roles: [{ name: 'admin' }] }), fault('invalid'));
});

test('a secret is kept as a hash only, and not in the audit trail', async (t) => {
  const { context, make } = await setUp(t);
  const { secret } = await make({ secret: 'my own secret' });
  assert.equal(secret, 'my own secret');
  const { rows } = await sql<{ text: string }>`
    select (select string_agg(c::text, '') from application_credentials c)
      || (select string_agg(e::text, '') from events e) as text
  `.execute(context.db);
  assert.match(rows[0]?.text ?? '', /\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.doesNotMatch(rows[0]?.text ?? '', /my own secret/);
});

test('a name is used once by a user', async (t) => {
  const { make } = await setUp(t);
  await make();
  await assert.rejects(make(), fault('conflict'));
});

test('a time in the past, or what is no time, is no expiry', async (t) => {
  const { make } = await setUp(t);
  for (const expiresAt of ['2020-01-01T00:00:00Z', 'soon']) {
    await assert.rejects(make({ expiresAt }), fault('invalid'));
  }
});

test('nobody makes a credential for another user, an administrator neither', async (t) => {
  const { person, make } = await setUp(t);
  const admin = await person({ role: 'admin' });
  await assert.rejects(make({}, admin.actor), fault('forbidden'));
});

test('a restricted credential makes and deletes none', async (t) => {
  const { context, actor, make } = await setUp(t);
  const { credential } = await make();
  const restricted = { ...actor, restricted: true };
  await assert.rejects(make({ name: 'more' }, restricted), fault('forbidden'));
  await assert.rejects(
    deleteCredential(context, restricted, actor.userId, credential.id),
    fault('forbidden'),
  );
});

test('an administrator sees and deletes the credentials of others; others do not', async (t) => {
  const { context, person, actor, make } = await setUp(t);
  const { credential } = await make();
  const outsider = await person();
  await assert.rejects(listCredentials(context, outsider.actor, actor.userId), fault('forbidden'));
  const admin = await person({ role: 'admin' });
  const seen = await listCredentials(context, admin.actor, actor.userId);
  assert.deepEqual(seen, [credential]);
  await deleteCredential(context, admin.actor, actor.userId, credential.id);
  assert.deepEqual(await listCredentials(context, actor, actor.userId), []);
});
