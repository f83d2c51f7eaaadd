import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { testService } from '../../../../test/support/test-service.ts';
import { Fault } from '../../fault.ts';
import { hashPassword } from '../passwords.ts';
import { guardSecret, unknownSubject } from './guard-secret.ts';

const home = '192.0.2.1';
const elsewhere = '192.0.2.2';

async function setUp(t: TestContext) {
  const { context } = await testService(t, { loginFailures: 3, loginLockSeconds: 300 });
  const hash = await hashPassword('right');
  const guess = async (secret: string, address = home, subject = 'user:u1'): Promise<boolean> => {
    try {
      await guardSecret(context, { subject, address, secret, hash });
      return true;
    } catch (error) {
      assert.ok(error instanceof Fault && error.kind === 'unauthenticated');
      assert.equal(error.message, 'The request you have made requires authentication.');
      return false;
    }
  };
  const wrong = async (times: number, address = home, subject = 'user:u1'): Promise<void> => {
    for (let n = 0; n < times; n++) assert.equal(await guess('wrong', address, subject), false);
  };
  const age = async (seconds: number): Promise<void> => {
    await sql`update login_failures set updated_at = updated_at - make_interval(secs => ${seconds}),
      locked_until = locked_until - make_interval(secs => ${seconds})`.execute(context.db);
  };
  return { context, guess, wrong, age };
}

describe('a secret', () => {
  test('is right after fewer wrong ones than lock it', async (t) => {
    const { guess, wrong } = await setUp(t);
    await wrong(2);
    assert.equal(await guess('right'), true);
  });

  test('is refused, also the right one, after as many wrong ones in a row', async (t) => {
    const { guess, wrong } = await setUp(t);
    await wrong(3);
    assert.equal(await guess('right'), false);
  });

  test('is locked for the address that guessed only', async (t) => {
    const { guess, wrong } = await setUp(t);
    await wrong(3);
    assert.equal(await guess('right', elsewhere), true);
  });

  test('is locked for itself only', async (t) => {
    const { guess, wrong } = await setUp(t);
    await wrong(3);
    assert.equal(await guess('right', home, 'user:u2'), true);
  });

  test('that is right starts the count anew', async (t) => {
    const { guess, wrong } = await setUp(t);
    await wrong(2);
    assert.equal(await guess('right'), true);
    await wrong(2);
    assert.equal(await guess('right'), true);
  });

  test('is right again once the lock has ended', async (t) => {
    const { guess, wrong, age } = await setUp(t);
    await wrong(3);
    await age(299);
    assert.equal(await guess('right'), false);
    await age(2);
    assert.equal(await guess('right'), true);
  });

  test('does not lock for wrong ones that are long ago', async (t) => {
    const { guess, wrong, age } = await setUp(t);
    await wrong(2);
    await age(301);
    await wrong(2);
    assert.equal(await guess('right'), true);
  });

  test('stays refused for a guess that was made while others locked it', async (t) => {
    const { guess } = await setUp(t);
    const guesses = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const answers = await Promise.all(guesses.map(async (secret) => await guess(secret)));
    assert.ok(answers.every((answer) => !answer));
    assert.equal(await guess('right'), false);
  });
});

test('what does not exist is locked like what does', async (t) => {
  const { context, wrong } = await setUp(t);
  const subject = unknownSubject('user', { name: 'nobody' });
  await wrong(3, home, subject);
  const { rows } = await sql`select from login_failures where subject = ${subject}
    and locked_until > now()`.execute(context.db);
  assert.equal(rows.length, 1);
});

test('old failures are forgotten when another is counted', async (t) => {
  const { context, wrong, age } = await setUp(t);
  await wrong(1, elsewhere);
  await age(301);
  await wrong(1);
  const { rows } = await sql<{ address: string }>`select address from login_failures`.execute(
    context.db,
  );
  assert.deepEqual(rows, [{ address: home }]);
});

test('a lock-out of a user is in the audit trail, once', async (t) => {
  const { context, wrong } = await setUp(t);
  await wrong(5);
  const { rows } = await sql`select action, noun_id from events where action = 'user.lock'`.execute(
    context.db,
  );
  assert.deepEqual(rows, [{ action: 'user.lock', noun_id: 'u1' }]);
});
