import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { testService } from '../../../../test/support/test-service.ts';
import { Fault, type FaultKind } from '../../fault.ts';
import { createRole } from './create-role.ts';
import { deleteRole } from './delete-role.ts';
import { implyRole, listInferences, stopImplying } from './imply-role.ts';
import { selectRoles } from './queries.ts';
import { updateRole } from './update-role.ts';

function fault(kind: FaultKind) {
  return (error: unknown): boolean => error instanceof Fault && error.kind === kind;
}

async function setUp(t: TestContext) {
  const { context } = await testService(t);
  const role = async (name: string) => {
    const [found] = await selectRoles(context.db, { name });
    return found ?? (await createRole(context, null, { name }));
  };
  const imply = async (prior: string, implied: string) =>
    await implyRole(context, null, (await role(prior)).id, (await role(implied)).id);
  return { context, role, imply };
}

test('the first roles imply one another: admin member, and member reader', async (t) => {
  const { context } = await setUp(t);
  const pairs = (await listInferences(context, null)).map(({ prior, implies }) => [
    prior.name,
    ...implies.map((role) => role.name),
  ]);
  assert.deepEqual(pairs, [
    ['admin', 'member'],
    ['member', 'reader'],
  ]);
});

test('a role cannot imply itself, directly or over others', async (t) => {
  const { imply } = await setUp(t);
  await assert.rejects(imply('a', 'a'), fault('invalid'));
  await imply('a', 'b');
  await imply('b', 'c');
  await assert.rejects(imply('c', 'a'), fault('invalid'));
});

test('admin cannot be implied', async (t) => {
  const { imply } = await setUp(t);
  await assert.rejects(imply('a', 'admin'), fault('invalid'));
});

test('two implications at once do not close a circle', async (t) => {
  const { role, imply } = await setUp(t);
  await role('a');
  await role('b');
  const outcomes = await Promise.allSettled([imply('a', 'b'), imply('b', 'a')]);
  assert.deepEqual(outcomes.map((outcome) => outcome.status).toSorted(), ['fulfilled', 'rejected']);
});

test('the roles that rules speak of stay as they are', async (t) => {
  const { context, role } = await setUp(t);
  const [admin, member] = [await role('admin'), await role('member')];
  await assert.rejects(deleteRole(context, null, member.id), fault('forbidden'));
  await assert.rejects(updateRole(context, null, admin.id, { name: 'x' }), fault('forbidden'));
  await assert.rejects(stopImplying(context, null, admin.id, member.id), fault('forbidden'));
});
