import { Type } from 'typebox';
import { newObjectOf, objectShape } from '../../domain/metadefs/document.ts';
import { createObject } from '../../domain/metadefs/objects/create-object.ts';
import { deleteObjects } from '../../domain/metadefs/objects/delete-objects.ts';
import { listObjects, showObject } from '../../domain/metadefs/objects/read-objects.ts';
import { updateObject } from '../../domain/metadefs/objects/update-object.ts';
import { route, type Route } from '../http/route.ts';
import { readBody } from './metadefs-body.ts';
import { namespacesPath, presentObject } from './metadefs-present.ts';

const collection = `${namespacesPath}/:namespace/objects`;
const single = `${collection}/:name`;
const params = Type.Object({ namespace: Type.String() });
const singleParams = Type.Object({ namespace: Type.String(), name: Type.String() });

export const metadefObjectRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: collection,
    schema: { params },
    async handle({ context, actor, params: { namespace } }) {
      const found = await listObjects(context, actor, namespace);
      const objects = found.map((object) => presentObject(namespace, object));
      // Without the first slash in Glance too.
      return { status: 200, body: { objects, schema: 'v2/schemas/metadefs/objects' } };
    },
  }),
  route({
    method: 'POST',
    path: collection,
    schema: { params },
    async handle({ context, actor, params: { namespace }, body }) {
      const wanted = newObjectOf(readBody('object', objectShape, body));
      const object = await createObject(context, actor, namespace, wanted);
      return { status: 201, body: presentObject(namespace, object) };
    },
  }),
  route({
    method: 'DELETE',
    path: collection,
    schema: { params },
    async handle({ context, actor, params: { namespace } }) {
      await deleteObjects(context, actor, namespace, null);
      return { status: 204 };
    },
  }),
  route({
    method: 'GET',
    path: single,
    schema: { params: singleParams },
    async handle({ context, actor, params: { namespace, name } }) {
      const object = await showObject(context, actor, namespace, name);
      return { status: 200, body: presentObject(namespace, object) };
    },
  }),
  route({
    method: 'PUT',
    path: single,
    schema: { params: singleParams },
    async handle({ context, actor, params: { namespace, name }, body }) {
      const wanted = newObjectOf(readBody('object', objectShape, body));
      const object = await updateObject(context, actor, namespace, name, wanted);
      return { status: 200, body: presentObject(namespace, object) };
    },
  }),
  route({
    method: 'DELETE',
    path: single,
    schema: { params: singleParams },
    async handle({ context, actor, params: { namespace, name } }) {
      await deleteObjects(context, actor, namespace, name);
      return { status: 204 };
    },
  }),
];
