import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { testService } from '../../../../test/support/test-service.ts';
import { createDomain } from '../../../domain/identity/domains/create-domain.ts';
import { createUser } from '../../../domain/identity/users/create-user.ts';
import { updateUser } from '../../../domain/identity/users/update-user.ts';
import type { Settings } from '../../../domain/settings.ts';
import { plantImages } from '../../../domain/images/replicas.fixture.ts';
import { ownRequest, type OwnAnswer } from '../wire.fixture.ts';
import type { MyProjects, Session } from './schema.ts';

const password = 'correct horse';

/** A person with a password, who signs in as a browser does. */
async function setUp(t: TestContext, settings: Partial<Settings> = {}) {
  const service = await testService(t, settings);
  const { context, url } = service;
  const person = await service.person();
  const { userId, userName: user, domainName: account } = person.actor;
  await updateUser(context, null, userId, { password });
  const signIn = async (given = password): Promise<OwnAnswer> =>
    await ownRequest(url, 'POST', '/session', { body: { account, user, password: given } });
  /** One request with the cookie that `answer` has set. */
  const browse = async (
    answer: OwnAnswer,
    method: string,
    path: string,
    options: { origin?: string; body?: object } = {},
  ): Promise<OwnAnswer> => {
    const { origin = url, body } = options;
    const headers = { cookie: cookieOf(answer), ...(origin === '' ? {} : { origin }) };
    return await ownRequest(url, method, path, {
      headers,
      ...(body === undefined ? {} : { body }),
    });
  };
  return { service, context, url, person, signIn, browse };
}

function cookieOf(answer: OwnAnswer): string {
  return (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
}

test('a user signs in by account, name and password, and out again', async (t) => {
  const { person, signIn, browse } = await setUp(t);
  const signedIn = await signIn();
  assert.equal(signedIn.status, 201);
  const session = signedIn.body as Session;
  assert.deepEqual(session.user, {
    id: person.actor.userId,
    name: person.actor.userName,
    accountId: person.actor.domainId,
    accountName: person.actor.domainName,
  });
  assert.equal(session.operator, false);
  assert.deepEqual((await browse(signedIn, 'GET', '/session')).body, session);
  const out = await browse(signedIn, 'DELETE', '/session');
  assert.match(out.headers.get('set-cookie') ?? '', /^accord_session=; Max-Age=0; Path=\//);
  assert.equal((await browse(signedIn, 'GET', '/session')).status, 401);
});

test('the cookie is kept from scripts and other sites, and lives as long as the token', async (t) => {
  const { context, signIn } = await setUp(t);
  const cookie = (await signIn()).headers.get('set-cookie') ?? '';
  const [, ...attributes] = cookie.split('; ');
  const age = Number(/Max-Age=(\d+)/.exec(cookie)?.[1]);
  assert.ok(Math.abs(age - context.settings.tokenTtlSeconds) < 60, cookie);
  assert.deepEqual(
    attributes.filter((each) => !each.startsWith('Max-Age')),
    ['Path=/', 'HttpOnly', 'SameSite=Strict'],
  );
});

test('under https the cookie never goes over http', async (t) => {
  const { service, signIn } = await setUp(t);
  Object.assign(service.context.settings, { publicUrl: 'https://images.example' });
  assert.match((await signIn()).headers.get('set-cookie') ?? '', /; Secure/);
});

test('a wrong password is refused, and after some tries the answer says how long to wait', async (t) => {
  const { signIn } = await setUp(t, { loginFailures: 2, loginLockSeconds: 300 });
  const wrong = await signIn('wrong');
  assert.equal(wrong.status, 401);
  assert.equal((wrong.body as { code: string }).code, 'identity.unauthorized');
  await signIn('wrong');
  const locked = await signIn();
  assert.equal(locked.status, 401);
  const { code, facts } = locked.body as { code: string; facts: { retryAfter: number } };
  assert.equal(code, 'identity.locked-out');
  assert.ok(facts.retryAfter > 290 && facts.retryAfter <= 300, String(facts.retryAfter));
  assert.equal(locked.headers.get('retry-after'), String(facts.retryAfter));
});

test('a page of elsewhere changes nothing with the cookie', async (t) => {
  const { url, signIn, browse, person } = await setUp(t);
  const session = await signIn();
  const { user, account } = { user: person.actor.userName, account: person.actor.domainName };
  for (const origin of ['https://evil.example', 'null', `${url}.evil.example`, '']) {
    const refused = await browse(session, 'DELETE', '/session', { origin });
    assert.equal(refused.status, 403, origin);
    assert.equal((refused.body as { code: string }).code, 'request.foreign-origin');
  }
  const signedInByOthers = await ownRequest(url, 'POST', '/session', {
    headers: { origin: 'https://evil.example' },
    body: { account, user, password },
  });
  assert.equal(signedInByOthers.status, 403);
  assert.equal((await browse(session, 'GET', '/session', { origin: '' })).status, 200);
  assert.equal((await browse(session, 'DELETE', '/session')).status, 204);
});

test('the address that is published counts as the own origin', async (t) => {
  const { context, signIn, browse } = await setUp(t);
  Object.assign(context.settings, { publicUrl: 'https://images.example/accord' });
  const session = await signIn();
  const origin = 'https://images.example';
  assert.equal((await browse(session, 'DELETE', '/session', { origin })).status, 204);
});

test('a new password ends other sessions and keeps this one', async (t) => {
  const { signIn, browse } = await setUp(t);
  const other = await signIn();
  const session = await signIn();
  const body = { current: password, next: 'battery staple' };
  const wrong = { current: 'wrong', next: 'battery staple' };
  const refused = await browse(session, 'PUT', '/session/password', { body: wrong });
  assert.equal(refused.status, 401);
  // Other than that of a session that has ended: whoever has mistyped stays signed in.
  assert.equal((refused.body as { code: string }).code, 'identity.wrong-password');
  const changed = await browse(session, 'PUT', '/session/password', { body });
  assert.equal(changed.status, 204);
  assert.equal((await browse(other, 'GET', '/session')).status, 401);
  assert.equal((await browse(session, 'GET', '/session')).status, 401);
  assert.equal((await browse(changed, 'GET', '/session')).status, 200);
  assert.equal((await signIn()).status, 401);
});

test('my projects are those that I have a role in, with what waits there', async (t) => {
  const { service, context, person, signIn, browse } = await setUp(t);
  const owner = await service.person();
  const bytes = Buffer.from('waiting');
  await plantImages(context, 2, { owner, bytes, pending: [person] });
  await plantImages(context, 1, { owner, bytes: null, pending: [person] });
  const { body } = await browse(await signIn(), 'GET', '/session/projects');
  const { items } = body as MyProjects;
  assert.deepEqual(items, [
    {
      id: person.project.id,
      name: person.project.name,
      description: '',
      regionId: 'RegionOne',
      accountId: person.project.domainId,
      accountName: person.project.domainName,
      role: 'member',
      waitingOffers: 2,
      openNotices: 0,
    },
  ]);
});

test('who gives no account is looked for in the one of the same name, else among the administrators', async (t) => {
  const service = await testService(t);
  const admin = await createUser(service.context, null, {
    name: 'operator',
    domainId: 'default',
    password,
  });
  const account = await createDomain(service.context, null, { name: 'team' });
  const user = await createUser(service.context, null, {
    name: 'team',
    domainId: account.id,
    password,
  });
  for (const { name, id } of [admin, user]) {
    const body = { user: name, password };
    const answer = await ownRequest(service.url, 'POST', '/session', { body });
    assert.equal((answer.body as Session).user.id, id);
  }
});
