// Shapes that several nouns of our own API share. Consoles import their types.
import { Type, type Static, type TObject, type TProperties, type TSchema } from 'typebox';

/** A shape with a name of its own in the OpenAPI document. */
export function named<T extends TProperties>(name: string, properties: T): TObject<T> {
  return Type.Object(properties, { title: name, additionalProperties: false });
}

export function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** Projects, users and accounts: 32 hex digits, or `default`. */
export const Id = Type.String({ minLength: 1, maxLength: 64 });
export const ImageId = Type.String({ format: 'uuid' });
/** ISO 8601 in UTC, with microseconds. */
export const Time = Type.String({ format: 'date-time' });

/** One page of a list, and how to get the next one. */
export function pageOf<T extends TSchema>(name: string, item: T) {
  return named(name, {
    items: Type.Array(item),
    nextCursor: orNull(Type.String({ description: 'For the next page; null: this is the last.' })),
  });
}

export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  cursor: Type.Optional(Type.String({ maxLength: 2048 })),
};

export const ProjectName = named('ProjectName', {
  id: Id,
  name: orNull(Type.String({ description: 'null: deleted, or no project at all.' })),
  accountId: orNull(Type.String()),
  accountName: orNull(Type.String()),
});
export type ProjectName = Static<typeof ProjectName>;

/** Why one part of a request was refused; a whole refused request is answered with a Problem. */
export const ItemProblem = named('ItemProblem', {
  code: Type.String({ description: 'Stable, such as `member.too-many`.' }),
  detail: Type.String({ description: 'An English sentence.' }),
  facts: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
    ),
  ),
});
export type ItemProblem = Static<typeof ItemProblem>;

/** True, or the code of what stands against it. */
export const Ability = Type.Union([Type.Literal(true), Type.String()]);

/** RFC 9457, `application/problem+json`. */
export const Problem = named('Problem', {
  type: Type.Literal('about:blank'),
  title: Type.String({ description: "The status's own words." }),
  status: Type.Integer(),
  ...ItemProblem.properties,
  requestId: Type.String(),
});
export type Problem = Static<typeof Problem>;

export const ProjectParams = Type.Object({ projectId: Id });
export const ImageParams = Type.Object({ projectId: Id, imageId: Type.String() });
