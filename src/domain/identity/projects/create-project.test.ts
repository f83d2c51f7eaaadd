import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { PersonOptions } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { Fault, type FaultKind } from '../../fault.ts';
import { createDomain } from '../domains/create-domain.ts';
import { createProject, type NewProject } from './create-project.ts';
import { updateProject } from './update-project.ts';

function fault(kind: FaultKind) {
  return (error: unknown): boolean => error instanceof Fault && error.kind === kind;
}

async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context } = service;
  const person = async (options?: PersonOptions) => await service.person(options);
  const domain = await createDomain(context, null, { name: 'acme' });
  const make = async (wanted: NewProject) =>
    await createProject(context, null, { domainId: domain.id, ...wanted });
  return { context, person, domain, make };
}

describe('the region of a new project', () => {
  test('is the one given', async (t) => {
    const { make } = await setUp(t);
    assert.equal((await make({ name: 'a', regionId: 'RegionTwo' })).regionId, 'RegionTwo');
  });

  test("is else its parent's", async (t) => {
    const { make } = await setUp(t);
    const parent = await make({ name: 'top', regionId: 'RegionTwo' });
    const child = await make({ name: 'RegionOne_sub', parentId: parent.id });
    assert.equal(child.regionId, 'RegionTwo');
    assert.equal(child.parentId, parent.id);
  });

  test('is else the one that its name starts with', async (t) => {
    const { make } = await setUp(t);
    assert.equal((await make({ name: 'RegionTwo_tests' })).regionId, 'RegionTwo');
  });

  test('is else that of the project its maker works in', async (t) => {
    const { context, person, domain } = await setUp(t);
    const { actor } = await person({ role: 'admin', region: 'RegionTwo' });
    const made = await createProject(context, actor, { name: 'a', domainId: domain.id });
    assert.equal(made.regionId, 'RegionTwo');
  });

  test('is else the first', async (t) => {
    const { make } = await setUp(t);
    assert.equal((await make({ name: 'a' })).regionId, 'RegionOne');
  });

  test('must exist', async (t) => {
    const { make } = await setUp(t);
    await assert.rejects(make({ name: 'a', regionId: 'Nowhere' }), fault('invalid'));
  });

  test('cannot be changed', async (t) => {
    const { context, make } = await setUp(t);
    const { id } = await make({ name: 'a' });
    await assert.rejects(
      updateProject(context, null, id, { regionId: 'RegionTwo' }),
      fault('invalid'),
    );
  });
});

describe('a home project', () => {
  test('is the one named as its region', async (t) => {
    const { make } = await setUp(t);
    const home = await make({ name: 'RegionTwo' });
    assert.equal(home.regionId, 'RegionTwo');
    assert.equal(home.isHome, true);
    assert.equal((await make({ name: 'RegionTwo_x' })).isHome, false);
  });

  test('is never in another region', async (t) => {
    const { context, make } = await setUp(t);
    await assert.rejects(make({ name: 'RegionTwo', regionId: 'RegionOne' }), fault('invalid'));
    const { id } = await make({ name: 'a', regionId: 'RegionOne' });
    await assert.rejects(updateProject(context, null, id, { name: 'RegionTwo' }), fault('invalid'));
  });
});

describe('a new project', () => {
  test('has a name that is unique in its domain', async (t) => {
    const { context, make } = await setUp(t);
    await make({ name: 'a' });
    await assert.rejects(make({ name: 'a' }), fault('conflict'));
    const other = await createDomain(context, null, { name: 'other' });
    await make({ name: 'a', domainId: other.id });
  });

  test('is top when its parent is given as its domain', async (t) => {
    const { context, domain } = await setUp(t);
    const made = await createProject(context, null, { name: 'a', parentId: domain.id });
    assert.equal(made.parentId, null);
    assert.equal(made.domainId, domain.id);
  });

  test('is not put below a project of another domain', async (t) => {
    const { make } = await setUp(t);
    const parent = await make({ name: 'a' });
    const stray = make({ name: 'b', domainId: 'default', parentId: parent.id });
    await assert.rejects(stray, fault('invalid'));
  });

  test('keeps additional attributes, within bounds', async (t) => {
    const { context, make } = await setUp(t);
    const made = await make({ name: 'a', extra: { color: 'blue', floors: 3, empty: null } });
    assert.deepEqual(made.extra, { color: 'blue', floors: 3 });
    const changed = await updateProject(context, null, made.id, {
      extra: { color: null, hot: true },
    });
    assert.deepEqual(changed.extra, { floors: 3, hot: true });
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, n) => [`k${n}`, n]));
    await assert.rejects(make({ name: 'b', extra: many }), fault('invalid'));
    await assert.rejects(make({ name: 'c', extra: { k: 'x'.repeat(16_385) } }), fault('invalid'));
  });

  test('has a name of printable characters', async (t) => {
    const { make } = await setUp(t);
    for (const name of ['', '  ', 'a\u0000b', 'a\nb', 'x'.repeat(65)]) {
      await assert.rejects(make({ name }), fault('invalid'));
    }
  });

  test('is made by an administrator only', async (t) => {
    const { context, person } = await setUp(t);
    const { actor } = await person();
    await assert.rejects(createProject(context, actor, { name: 'a' }), fault('forbidden'));
  });
});
