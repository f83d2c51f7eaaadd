// What /v2/schemas/metadefs describes: the shapes that requests are held to, with what the service adds to them.
import type { TSchema } from 'typebox';
import {
  namespaceShape,
  objectShape,
  resourceTypeShape,
  tagShape,
} from '../../domain/metadefs/document.ts';
import { namedPropertyShape, propertyShape } from '../../domain/metadefs/property-definition.ts';
import { route, type Route } from '../http/route.ts';

interface Shape {
  readonly properties: Readonly<Record<string, TSchema>>;
  readonly required: readonly string[];
}

const link = { type: 'string', readOnly: true } as const;

function timesOf(what: string) {
  const time = { type: 'string', readOnly: true, format: 'date-time' } as const;
  return {
    created_at: { ...time, description: `When the ${what} was made` },
    updated_at: { ...time, description: `When the ${what} was last changed` },
  };
}

function item(name: string, shape: Shape, more: object = {}) {
  return {
    name,
    properties: { ...shape.properties, ...more },
    additionalProperties: false,
    required: shape.required,
  };
}

/** A list of items; properties are an object instead, by name. */
function collection(name: string, items: object) {
  return {
    name,
    properties: {
      [name]: items,
      first: { type: 'string' },
      next: { type: 'string' },
      schema: { type: 'string' },
    },
    links: [
      { rel: 'first', href: '{first}' },
      { rel: 'next', href: '{next}' },
      { rel: 'describedby', href: '{schema}' },
    ],
  };
}

const namespace = item('namespace', namespaceShape, {
  ...timesOf('namespace'),
  self: link,
  schema: link,
});
const object = item('object', objectShape, { ...timesOf('object'), self: link, schema: link });
const resourceType = item('resource_type_association', resourceTypeShape, timesOf('association'));
const property = item('property', namedPropertyShape);
const tag = item('tag', tagShape, timesOf('tag'));

const documents = {
  namespace,
  namespaces: collection('namespaces', { type: 'array', items: namespace }),
  resource_type: resourceType,
  resource_types: collection('resource_type_associations', { type: 'array', items: resourceType }),
  property,
  properties: collection('properties', {
    type: 'object',
    additionalProperties: item('property', propertyShape),
  }),
  object,
  objects: collection('objects', { type: 'array', items: object }),
  tag,
  tags: collection('tags', { type: 'array', items: tag }),
};

export const metadefSchemaRoutes: readonly Route[] = Object.entries(documents).map(
  ([name, document]) =>
    route({
      method: 'GET',
      path: `/v2/schemas/metadefs/${name}`,
      handle: () => ({ status: 200, body: document }),
    }),
);
