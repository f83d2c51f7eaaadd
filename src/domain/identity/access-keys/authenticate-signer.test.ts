import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { testService } from '../../../../test/support/test-service.ts';
import { projectIdOf, type Actor } from '../../actor.ts';
import { createProject } from '../projects/create-project.ts';
import { authenticateSigner, type Signer } from './authenticate-signer.ts';
import { createAccessKey } from './create-access-key.ts';

const here = '192.0.2.1';

async function setUp(t: TestContext) {
  const service = await testService(t, { loginFailures: 3, loginLockSeconds: 300 });
  const { context } = service;
  const { actor, project } = await service.person();
  const made = await createAccessKey(context, actor, { userId: actor.userId });
  const sign = async (signer: Partial<Signer> = {}, secret = made.secret): Promise<Actor> =>
    await authenticateSigner(context, {
      accessKeyId: made.accessKey.id,
      projectId: project.id,
      accountId: null,
      address: here,
      requestId: 'req-1',
      isSignedWith: async (known) => known === secret,
      ...signer,
    });
  const wrong = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n += 1) await assert.rejects(sign({}, 'wrong'), refused);
  };
  return { service, context, actor, project, id: made.accessKey.id, sign, wrong };
}

const refused = {
  kind: 'unauthenticated',
  message: 'The access key or the signature is wrong.',
};
const foreign = { kind: 'forbidden', code: 'signature.foreign-scope' };

describe('who signs', () => {
  test('acts in the project that the request names, with the rights of a token', async (t) => {
    const { actor, sign } = await setUp(t);
    assert.deepEqual(await sign(), { ...actor, requestId: 'req-1' });
  });

  test('is told alike of a foreign project, one that is disabled and one that is not there', async (t) => {
    const { service, context, project, sign } = await setUp(t);
    const other = await service.person();
    await assert.rejects(sign({ projectId: other.project.id }), foreign);
    await assert.rejects(sign({ projectId: 'nothing' }), foreign);
    await sql`update projects set enabled = false where id = ${project.id}`.execute(context.db);
    await assert.rejects(sign(), foreign);
  });

  test('may name its own account and no other', async (t) => {
    const { actor, sign } = await setUp(t);
    assert.equal((await sign({ accountId: actor.domainId })).domainId, actor.domainId);
    await assert.rejects(sign({ accountId: 'other' }), foreign);
  });

  test('and names no project acts in its default one, else at home, else in none', async (t) => {
    const { context, actor, project, sign } = await setUp(t);
    const scope = async (): Promise<string | null> => projectIdOf(await sign({ projectId: null }));
    assert.equal(await scope(), null);
    const home = await createProject(context, null, {
      domainId: actor.domainId,
      name: 'RegionOne',
    });
    assert.equal(await scope(), null);
    await sql`insert into role_assignments (user_id, role_id, project_id)
      select ${actor.userId}, id, ${home.id} from roles where name = 'member'`.execute(context.db);
    assert.equal(await scope(), home.id);
    await sql`update users set default_project_id = ${project.id}`.execute(context.db);
    assert.equal(await scope(), project.id);
  });

  test('is refused in the same words for an unknown key and a wrong signature', async (t) => {
    const { sign } = await setUp(t);
    await assert.rejects(sign({ accessKeyId: 'UNKNOWN' }), refused);
    await assert.rejects(sign({}, 'wrong'), refused);
  });

  test('keeps its key when its password changes and its tokens end', async (t) => {
    const { context, sign } = await setUp(t);
    await sql`update users set tokens_valid_from = now() + interval '1 hour'`.execute(context.db);
    await sign();
  });
});

describe('what is taken away counts at the next request', () => {
  const changes: readonly (readonly [what: string, act: (ids: Ids) => ReturnType<typeof sql>])[] = [
    ['an enabled key', ({ id }) => sql`update access_keys set enabled = false where id = ${id}`],
    ['the key', ({ id }) => sql`delete from access_keys where id = ${id}`],
    ['the user', ({ user }) => sql`delete from users where id = ${user}`],
    ['an enabled user', ({ user }) => sql`update users set enabled = false where id = ${user}`],
    ['the role', ({ user }) => sql`delete from role_assignments where user_id = ${user}`],
  ];
  for (const [what, act] of changes) {
    test(what, async (t) => {
      const { context, actor, id, sign } = await setUp(t);
      for (let turn = 0; turn < 2; turn += 1) await sign();
      await act({ id, user: actor.userId }).execute(context.db);
      await assert.rejects(sign());
    });
  }
});

test('a known key costs two short reads', async (t) => {
  const { service, project, id, sign } = await setUp(t);
  await sign();
  const sent = await service.statementsOf(async (context) => {
    const signer: Signer = {
      accessKeyId: id,
      projectId: project.id,
      accountId: null,
      address: here,
      requestId: 'req-2',
      isSignedWith: async () => true,
    };
    await authenticateSigner(context, signer);
    await authenticateSigner(context, signer);
  });
  assert.deepEqual(
    sent.map(({ text }) => /from access_keys|from users u|from identity_version$/.exec(text)?.[0]),
    ['from access_keys', 'from users u', 'from access_keys', 'from identity_version'],
  );
});

describe('wrong signatures', () => {
  test('in a row lock the key for the address that they come from', async (t) => {
    const { sign, wrong } = await setUp(t);
    await wrong(3);
    await assert.rejects(sign(), refused);
    await sign({ address: '192.0.2.2' });
  });

  test('are forgotten after a right one, and when the lock has ended', async (t) => {
    const { context, sign, wrong } = await setUp(t);
    await wrong(2);
    await sign();
    await wrong(2);
    await sign();
    await wrong(3);
    await sql`update login_failures set updated_at = updated_at - interval '301 s',
      locked_until = locked_until - interval '301 s'`.execute(context.db);
    await sign();
    const { rows } = await sql`select from login_failures`.execute(context.db);
    assert.equal(rows.length, 0);
  });

  test('that lock a key are in the audit trail, once', async (t) => {
    const { context, id, wrong } = await setUp(t);
    await wrong(5);
    const { rows } = await sql`
      select noun, noun_id from events where action = 'access-key.lock'`.execute(context.db);
    assert.deepEqual(rows, [{ noun: 'access-key', noun_id: id }]);
  });
});

interface Ids {
  readonly id: string;
  readonly user: string;
}
