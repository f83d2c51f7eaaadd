// Pieces of Keystone's wire shapes that several routes share.
import { Type, type Static, type TProperties, type TSchema } from 'typebox';
import type { ExtraChange } from '../../domain/identity/names.ts';

export const idParams = Type.Object({ id: Type.String() });

export function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** Keystone's descriptions may be null, which is as good as empty. */
export const description = Type.Optional(orNull(Type.String({ maxLength: 4096 })));
export const name = Type.String({ minLength: 1, maxLength: 255 });
export const enabled = Type.Optional(Type.Boolean());

/** `{ key: { … } }` around the object, which may hold other keys too. */
export function wrapped<K extends string, P extends TProperties>(key: K, properties: P) {
  const body = Type.Object(properties);
  return Type.Object({ [key]: body } as Record<K, typeof body>);
}

const attribute = Type.Union([
  Type.String({ maxLength: 16_384 }),
  Type.Number(),
  Type.Boolean(),
  Type.Null(),
]);

/** As wrapped, but keys that are not in `properties` are additional attributes: flat values only. */
export function wrappedWithExtra<K extends string, P extends TProperties>(key: K, properties: P) {
  const body = Type.Object(properties, { additionalProperties: attribute });
  return Type.Object({ [key]: body } as Record<K, typeof body>);
}

/** The additional attributes in a body that wrappedWithExtra has checked; tags are kept among them. */
export function extraOf(properties: TProperties, body: object): ExtraChange {
  return Object.fromEntries(
    Object.entries(body).filter(([key]) => key === 'tags' || !Object.hasOwn(properties, key)),
  );
}

/** Sent by clients with every project and user; no option is known. */
export const options = Type.Optional(Type.Object({}, { additionalProperties: false }));

export const tags = Type.Optional(
  Type.Array(Type.String({ minLength: 1, maxLength: 255 }), { maxItems: 80, uniqueItems: true }),
);

/** An amount of a resource; -1 is without limit. */
export const amount = Type.Integer({ minimum: -1, maximum: 0x7fff_ffff });
export const resourceName = Type.String({ minLength: 1, maxLength: 255 });

/** What lists of registered limits and of limits are filtered by. */
export const limitFilters = {
  service_id: Type.Optional(Type.String()),
  region_id: Type.Optional(Type.String()),
  resource_name: Type.Optional(Type.String()),
};

export const pageQuery = {
  limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,8}$' })),
  marker: Type.Optional(Type.String()),
};

const pageShape = Type.Object(pageQuery);

export function pageOf(query: Static<typeof pageShape>): {
  limit: number | undefined;
  marker: string | undefined;
} {
  return {
    limit: query.limit === undefined ? undefined : Number(query.limit),
    marker: query.marker,
  };
}

const falseWords: ReadonlySet<string> = new Set(['0', 'false', 'no', 'off']);

/** A flag in a query: there and not a word for false, in either case. Absent: undefined. */
export function flag(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : !falseWords.has(text.toLowerCase());
}
