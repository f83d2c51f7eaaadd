import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { PersonOptions } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { Fault, type FaultKind } from '../../fault.ts';
import { changePassword } from './change-password.ts';
import { updateUser } from './update-user.ts';

function fault(kind: FaultKind) {
  return (error: unknown): boolean => error instanceof Fault && error.kind === kind;
}

async function setUp(t: TestContext) {
  const service = await testService(t, { loginFailures: 2 });
  const { context } = service;
  const person = async (options?: PersonOptions) => await service.person(options);
  const { actor } = await person();
  await updateUser(context, null, actor.userId, { password: 'old' });
  const change = async (original: string, password = 'new', userId = actor.userId) =>
    await changePassword(context, actor, userId, { original, password, address: '192.0.2.1' });
  return { person, change };
}

test('a user changes its own password with the original one', async (t) => {
  const { change } = await setUp(t);
  await change('old', 'new');
  await assert.rejects(change('old', 'newer'), fault('unauthenticated'));
  await change('new', 'newer');
});

test('wrong original passwords lock the user out', async (t) => {
  const { change } = await setUp(t);
  await assert.rejects(change('wrong'), fault('unauthenticated'));
  await assert.rejects(change('wrong'), fault('unauthenticated'));
  await assert.rejects(change('old'), fault('unauthenticated'));
});

test("nobody changes another user's password in this way", async (t) => {
  const { person, change } = await setUp(t);
  const other = await person();
  await assert.rejects(change('old', 'new', other.actor.userId), fault('forbidden'));
  await assert.rejects(change('old', 'new', 'nobody'), fault('forbidden'));
});

test('a new password cannot be empty', async (t) => {
  const { change } = await setUp(t);
  await assert.rejects(change('old', ''), fault('invalid'));
});
