// What a namespace with all that is in it looks like as a document: the form of definition files, and of the API they come from. One shape for
// each part, so that a file and a request are held to the same limits.
import { Type, type Static, type TSchema } from 'typebox';
import type { NewNamespace } from './namespaces/create-namespace.ts';
import type { NewObject } from './objects/metadef-object.ts';
import { propertyShape, withTextDefault, type PropertyDefinition } from './property-definition.ts';
import type { NewAssociation } from './resource-types/resource-type.ts';

const name = Type.String({ minLength: 1, maxLength: 80 });
const label = Type.String({ maxLength: 80 });
const closed = { additionalProperties: false } as const;

/** Values by name. TypeBox's own record says it with a pattern, which clients of the published schema do not expect. */
function byName<T extends TSchema>(value: T) {
  return Type.Unsafe<Readonly<Record<string, Static<T>>>>(
    Type.Object({}, { additionalProperties: value }),
  );
}

export const objectShape = Type.Object(
  {
    name,
    description: Type.Optional(Type.String()),
    required: Type.Optional(Type.Array(Type.String(), { uniqueItems: true })),
    properties: Type.Optional(byName(propertyShape)),
  },
  closed,
);

export const tagShape = Type.Object({ name }, closed);

export const resourceTypeShape = Type.Object(
  { name, prefix: Type.Optional(label), properties_target: Type.Optional(label) },
  closed,
);

/** Clients send a namespace back as they got it: what the service had added to its parts is let in, and not looked at. */
const added = {
  created_at: Type.Optional(Type.Unknown()),
  updated_at: Type.Optional(Type.Unknown()),
};
const addedToObject = {
  ...added,
  self: Type.Optional(Type.Unknown()),
  schema: Type.Optional(Type.Unknown()),
};

export const namespaceShape = Type.Object(
  {
    namespace: name,
    display_name: Type.Optional(label),
    description: Type.Optional(Type.String({ maxLength: 500 })),
    visibility: Type.Optional(Type.Enum(['public', 'private'])),
    protected: Type.Optional(Type.Boolean()),
    owner: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    resource_type_associations: Type.Optional(
      Type.Array(Type.Object({ ...resourceTypeShape.properties, ...added }, closed)),
    ),
    properties: Type.Optional(byName(propertyShape)),
    objects: Type.Optional(
      Type.Array(Type.Object({ ...objectShape.properties, ...addedToObject }, closed)),
    ),
    tags: Type.Optional(Type.Array(Type.Object({ ...tagShape.properties, ...added }, closed))),
  },
  closed,
);

function definitionsOf(
  properties: Readonly<Record<string, PropertyDefinition>> = {},
): Record<string, PropertyDefinition> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, definition]) => [key, withTextDefault(definition)]),
  );
}

/** A checked document in the domain's words. */
export function newNamespaceOf(document: Static<typeof namespaceShape>): NewNamespace {
  return {
    name: document.namespace,
    displayName: document.display_name ?? null,
    description: document.description ?? null,
    visibility: document.visibility ?? 'private',
    protected: document.protected ?? false,
    owner: document.owner ?? null,
    resourceTypes: (document.resource_type_associations ?? []).map(newAssociationOf),
    properties: definitionsOf(document.properties),
    objects: (document.objects ?? []).map(newObjectOf),
    tags: (document.tags ?? []).map((tag) => tag.name),
  };
}

export function newAssociationOf(document: Static<typeof resourceTypeShape>): NewAssociation {
  return {
    resourceType: document.name,
    prefix: document.prefix ?? null,
    propertiesTarget: document.properties_target ?? null,
  };
}

export function newObjectOf(document: Static<typeof objectShape>): NewObject {
  return {
    name: document.name,
    description: document.description ?? null,
    required: document.required ?? [],
    properties: definitionsOf(document.properties),
  };
}
