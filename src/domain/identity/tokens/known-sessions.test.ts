import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testService } from '../../../../test/support/test-service.ts';
import { newHexId } from '../../../lib/ids.ts';
import { authenticate } from '../authenticate.ts';
import { KnownSessions } from './known-sessions.ts';
import type { SessionRow } from './queries.ts';
import { readToken } from './claims.ts';

test('a token that is known costs one look at the version, until identity changes', async (t) => {
  const service = await testService(t);
  const { token } = await service.person();
  const sent = await service.statementsOf(async (context) => {
    const asked = async (): Promise<unknown> => await authenticate(context, token, 'req-1');
    await asked();
    await asked();
    await sql`update users set description = 'changed'`.execute(context.db);
    await asked();
    await asked();
  });
  assert.deepEqual(
    sent.map(({ text }) => /from users u|from identity_version$|update users/.exec(text)?.[0]),
    [
      'from users u',
      'from identity_version',
      'update users',
      'from identity_version',
      'from users u',
      'from identity_version',
    ],
  );
});

test('whatever changes what a token is worth is seen at the next request', async (t) => {
  const service = await testService(t);
  const { context } = service;
  const changes: readonly (readonly [what: string, act: (ids: Ids) => ReturnType<typeof sql>])[] = [
    ['a user', ({ user }) => sql`update users set enabled = false where id = ${user}`],
    ['an account', ({ account }) => sql`update domains set enabled = false where id = ${account}`],
    ['a project', ({ project }) => sql`update projects set enabled = false where id = ${project}`],
    ['an assignment', ({ user }) => sql`delete from role_assignments where user_id = ${user}`],
    [
      'a revocation',
      ({ auditId }) => sql`insert into revoked_tokens values (${auditId}, now() + interval '1 h')`,
    ],
    ['a cascade', ({ user }) => sql`delete from users where id = ${user}`],
  ];
  for (const [what, act] of changes) {
    const person = await service.person();
    const claims = await readToken(context.secrets.tokenKey, person.token);
    const ids: Ids = {
      user: person.actor.userId,
      account: person.project.domainId,
      project: person.project.id,
      auditId: claims?.auditIds[0] ?? assert.fail(),
    };
    await authenticate(context, person.token, 'req-1');
    await act(ids).execute(context.db);
    await assert.rejects(authenticate(context, person.token, 'req-2'), /./, what);
  }
});

test('a role that implies another, and its name, are seen at the next request', async (t) => {
  const service = await testService(t);
  const { context } = service;
  const { token } = await service.person();
  const role = newHexId();
  const names = async (): Promise<readonly string[]> =>
    (await authenticate(context, token, 'req-1')).roleNames;
  assert.deepEqual(await names(), ['member', 'reader']);
  await sql`insert into roles (id, name) values (${role}, 'auditor')`.execute(context.db);
  await sql`insert into role_implications select id, ${role} from roles where name = 'reader'`.execute(
    context.db,
  );
  assert.deepEqual(await names(), ['auditor', 'member', 'reader']);
  await sql`update roles set name = 'watcher' where id = ${role}`.execute(context.db);
  assert.deepEqual(await names(), ['member', 'reader', 'watcher']);
  await sql`delete from roles where id = ${role}`.execute(context.db);
  assert.deepEqual(await names(), ['member', 'reader']);
});

test('a transaction counts once, when it commits and not when it is rolled back', async (t) => {
  const { context } = await testService(t);
  const version = async (): Promise<number> =>
    (await context.db.selectFrom('identity_version').select('version').executeTakeFirstOrThrow())
      .version;
  const before = await version();
  const change = async (fails: boolean): Promise<void> =>
    await context.db.transaction().execute(async (tx) => {
      await sql`insert into roles (id, name) select ${newHexId()} || n, ${newHexId()} || n from generate_series(1, 50) n`.execute(
        tx,
      );
      if (fails) throw new Error('rolled back');
    });
  await change(false);
  assert.equal(await version(), before + 1);
  await assert.rejects(change(true), /rolled back/);
  assert.equal(await version(), before + 1);
});

test('many who change identity at once wait for each other, and none fails', async (t) => {
  const service = await testService(t);
  await Promise.all(Array.from({ length: 40 }, async () => await service.person()));
});

test('no more is kept than allowed; what was read longest ago goes first', () => {
  const known = new KnownSessions(2);
  const row = {} as SessionRow;
  for (const key of ['a', 'b', 'a', 'c']) known.set(key, row);
  assert.deepEqual(
    ['a', 'b', 'c'].filter((key) => known.get(key) !== undefined),
    ['a', 'c'],
  );
});

interface Ids {
  readonly user: string;
  readonly account: string;
  readonly project: string;
  readonly auditId: string;
}
