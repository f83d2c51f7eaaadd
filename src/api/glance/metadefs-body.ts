import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { Fault } from '../../domain/fault.ts';

const timestamps = ['created_at', 'updated_at'];
const generated = ['self', 'schema', ...timestamps];

/** What the service itself writes into each part, and clients may not send. */
const readOnly: Readonly<Record<string, readonly string[]>> = {
  namespace: generated,
  object: generated,
  property: timestamps,
  tag: timestamps,
  tags: timestamps,
  resource_type_association: timestamps,
};

/** A request's body, checked. `schema` is the name of the published schema. Faults: forbidden (read-only attributes), invalid. */
export function readBody<T extends TSchema>(schema: string, shape: T, body: unknown): Static<T> {
  if (body === undefined) {
    throw new Fault('invalid', 'metadef.no-body', 'Body expected in request.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw mismatch(schema, 'the body must be a JSON object');
  }
  const fixed = readOnly[schema]?.find((name) => Object.hasOwn(body, name));
  if (fixed !== undefined) {
    throw new Fault('forbidden', 'metadef.attribute-refused', `Attribute '${fixed}' is read-only.`);
  }
  return readShape(schema, shape, body);
}

/** A value that fits the shape; else the fault that Glance gives. */
export function readShape<T extends TSchema>(schema: string, shape: T, value: unknown): Static<T> {
  if (Value.Check(shape, value)) return value;
  const [error] = Value.Errors(shape, value);
  throw mismatch(schema, `${error?.instancePath ?? ''} ${error?.message ?? 'is not valid'}`.trim());
}

function mismatch(schema: string, reason: string): Fault {
  return new Fault(
    'invalid',
    'metadef.schema-mismatch',
    `Provided object does not match schema '${schema}': ${reason}`,
  );
}
