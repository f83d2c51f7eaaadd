import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testService } from '../../../test/support/test-service.ts';
import type { Actor } from '../actor.ts';
import { Fault } from '../fault.ts';
import { newNamespaceOf } from './document.ts';
import { createNamespace } from './namespaces/create-namespace.ts';
import { listNamespaces } from './namespaces/read-namespaces.ts';

function forbidden(error: unknown): boolean {
  return error instanceof Fault && error.kind === 'forbidden';
}

test('an administrator of one account is a reader here', async (t) => {
  const service = await testService(t);
  const { actor, project } = await service.person({ role: 'admin' });
  const { domainId, domainName } = project;
  const own: Actor = { ...actor, scope: { kind: 'domain', domainId, domainName } };
  const wanted = newNamespaceOf({ namespace: 'ns', owner: 'x' });
  await assert.rejects(createNamespace(service.context, own, wanted), forbidden);
  await createNamespace(service.context, actor, wanted);
  assert.deepEqual(await listNamespaces(service.context, own, { limit: 10 }), []);
});

test('a system-scoped administrator must say who owns a namespace', async (t) => {
  const service = await testService(t);
  const { actor } = await service.person({ role: 'admin' });
  const operator: Actor = { ...actor, scope: { kind: 'system' } };
  const make = async (owner: object) =>
    await createNamespace(service.context, operator, newNamespaceOf({ namespace: 'n', ...owner }));
  await assert.rejects(make({}), { code: 'metadef.no-owner' });
  assert.equal((await make({ owner: 'x' })).namespace.owner, 'x');
});

test('who has no role reads nothing', async (t) => {
  const service = await testService(t);
  const { actor } = await service.person();
  const nobody: Actor = { ...actor, role: null };
  await assert.rejects(listNamespaces(service.context, nobody, { limit: 10 }), forbidden);
});
