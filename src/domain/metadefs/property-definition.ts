// One property that a resource may carry, described by a subset of JSON Schema. Stored as it is written.
import { Type, type Static } from 'typebox';

const words = Type.Array(Type.String(), { uniqueItems: true });
const count = Type.Integer({ minimum: 0 });
const valueType = Type.Enum(['array', 'boolean', 'integer', 'number', 'object', 'string']);
const closed = { additionalProperties: false } as const;

export const propertyShape = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 80 })),
    title: Type.String(),
    type: valueType,
    description: Type.Optional(Type.String()),
    operators: Type.Optional(Type.Array(Type.String())),
    default: Type.Optional(Type.Unknown()),
    readonly: Type.Optional(Type.Boolean()),
    required: Type.Optional(words),
    minimum: Type.Optional(Type.Number()),
    maximum: Type.Optional(Type.Number()),
    enum: Type.Optional(Type.Array(Type.Unknown())),
    pattern: Type.Optional(Type.String()),
    minLength: Type.Optional(count),
    maxLength: Type.Optional(count),
    confidential: Type.Optional(Type.Boolean()),
    items: Type.Optional(
      Type.Object({ type: valueType, enum: Type.Optional(Type.Array(Type.Unknown())) }, closed),
    ),
    uniqueItems: Type.Optional(Type.Boolean()),
    minItems: Type.Optional(count),
    maxItems: Type.Optional(count),
    additionalItems: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type PropertyDefinition = Static<typeof propertyShape>;

/** A property that stands by itself; elsewhere its name is the key that it stands under. */
export const namedPropertyShape = Type.Object(
  { ...propertyShape.properties, name: Type.String({ minLength: 1, maxLength: 80 }) },
  closed,
);

/** Glance keeps a default as text whatever the type of the property, and only one that is a scalar. */
export function withTextDefault(definition: PropertyDefinition): PropertyDefinition {
  const { default: value, ...rest } = definition;
  if (typeof value === 'string' || typeof value === 'number') {
    return { ...rest, default: String(value) };
  }
  if (typeof value === 'boolean') return { ...rest, default: value ? 'True' : 'False' };
  return rest;
}
