import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testService } from '../../../test/support/test-service.ts';
import { newNamespaceOf } from './document.ts';
import { createNamespace } from './namespaces/create-namespace.ts';
import { deleteNamespace } from './namespaces/delete-namespace.ts';
import { updateNamespace } from './namespaces/update-namespace.ts';
import { deleteObjects } from './objects/delete-objects.ts';
import { updateObject } from './objects/update-object.ts';
import { createTags } from './tags/create-tags.ts';

test('every change of metadata definitions is in the audit trail', async (t) => {
  const service = await testService(t);
  const { context } = service;
  const { actor } = await service.person({ role: 'admin' });
  const first = { namespace: 'ns', tags: [{ name: 'a' }], objects: [{ name: 'o' }] };
  await createNamespace(context, actor, newNamespaceOf(first));
  await updateNamespace(context, actor, 'ns', newNamespaceOf({ namespace: 'ns', protected: true }));
  await createTags(context, actor, 'ns', { names: ['b'], replace: true });
  const object = { name: 'p', description: null, required: [], properties: {} };
  await updateObject(context, actor, 'ns', 'o', object);
  await updateNamespace(context, actor, 'ns', newNamespaceOf({ namespace: 'ns' }));
  await deleteObjects(context, actor, 'ns', null);
  await deleteNamespace(context, actor, 'ns');
  const events = await context.db
    .selectFrom('events')
    .select(['action', 'noun_id'])
    .where('noun', 'like', 'metadef-%')
    .where('actor_user_id', '=', actor.userId)
    .orderBy('id')
    .execute();
  assert.deepEqual(
    events.map((event) => `${event.action} ${event.noun_id}`),
    [
      'metadef-namespace.create ns',
      'metadef-object.create ns/o',
      'metadef-tag.create ns/a',
      'metadef-namespace.update ns',
      'metadef-tag.delete ns/a',
      'metadef-tag.create ns/b',
      'metadef-object.update ns/o',
      'metadef-namespace.update ns',
      'metadef-object.delete ns/p',
      'metadef-namespace.delete ns',
    ],
  );
});

test('an event has only the fields that changed, and the project that the operator acted for', async (t) => {
  const service = await testService(t);
  const { context } = service;
  const { actor } = await service.person({ role: 'admin' });
  const { project } = await service.person();
  const document = { namespace: 'ns', owner: project.id };
  await createNamespace(context, actor, newNamespaceOf(document));
  const change = newNamespaceOf({ ...document, visibility: 'public' });
  await updateNamespace(context, actor, 'ns', change);
  const event = await context.db
    .selectFrom('events')
    .select(['before', 'after', 'project_id', 'acted_for_project_id'])
    .where('action', '=', 'metadef-namespace.update')
    .executeTakeFirstOrThrow();
  assert.deepEqual(event, {
    before: { visibility: 'private' },
    after: { visibility: 'public' },
    project_id: project.id,
    acted_for_project_id: project.id,
  });
});
