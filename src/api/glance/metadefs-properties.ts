import { Type } from 'typebox';
import { namedPropertyShape, withTextDefault } from '../../domain/metadefs/property-definition.ts';
import { createProperty } from '../../domain/metadefs/properties/create-property.ts';
import { deleteProperties } from '../../domain/metadefs/properties/delete-properties.ts';
import type { MetadefProperty } from '../../domain/metadefs/properties/metadef-property.ts';
import { listProperties, showProperty } from '../../domain/metadefs/properties/read-properties.ts';
import { updateProperty } from '../../domain/metadefs/properties/update-property.ts';
import { last, queryOf } from '../http/query.ts';
import { route, type Route } from '../http/route.ts';
import { readBody } from './metadefs-body.ts';
import { namespacesPath, presentProperties, presentProperty } from './metadefs-present.ts';

const collection = `${namespacesPath}/:namespace/properties`;
const single = `${collection}/:name`;
const params = Type.Object({ namespace: Type.String() });
const singleParams = Type.Object({ namespace: Type.String(), name: Type.String() });

function propertyOf(body: unknown): MetadefProperty {
  const { name, ...definition } = readBody('property', namedPropertyShape, body);
  return { name, definition: withTextDefault(definition) };
}

export const metadefPropertyRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: collection,
    schema: { params },
    async handle({ context, actor, params: { namespace } }) {
      const found = await listProperties(context, actor, namespace);
      return { status: 200, body: presentProperties(found) };
    },
  }),
  route({
    method: 'POST',
    path: collection,
    schema: { params },
    async handle({ context, actor, params: { namespace }, body }) {
      const property = await createProperty(context, actor, namespace, propertyOf(body));
      return { status: 201, body: presentProperty(property) };
    },
  }),
  route({
    method: 'DELETE',
    path: collection,
    schema: { params },
    async handle({ context, actor, params: { namespace } }) {
      await deleteProperties(context, actor, namespace, null);
      return { status: 204 };
    },
  }),
  route({
    method: 'GET',
    path: single,
    schema: { params: singleParams },
    async handle({ context, actor, params: { namespace, name }, raw }) {
      const resourceType = last(queryOf(raw.url), 'resource_type') ?? null;
      const property = await showProperty(context, actor, namespace, name, resourceType);
      return { status: 200, body: presentProperty(property) };
    },
  }),
  route({
    method: 'PUT',
    path: single,
    schema: { params: singleParams },
    async handle({ context, actor, params: { namespace, name }, body }) {
      const property = await updateProperty(context, actor, namespace, name, propertyOf(body));
      return { status: 200, body: presentProperty(property) };
    },
  }),
  route({
    method: 'DELETE',
    path: single,
    schema: { params: singleParams },
    async handle({ context, actor, params: { namespace, name } }) {
      await deleteProperties(context, actor, namespace, name);
      return { status: 204 };
    },
  }),
];
