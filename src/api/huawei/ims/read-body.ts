import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { Fault } from '../../../domain/fault.ts';

/** The body, when it is of that shape. Throws `invalid`. */
export function readBody<S extends TSchema>(shape: S, body: unknown): Static<S> {
  if (body === undefined) {
    throw new Fault('invalid', 'request.empty-body', 'The request has no body.');
  }
  if (Value.Check(shape, body)) return body as Static<S>;
  const [error] = Value.Errors(shape, body);
  throw new Fault(
    'invalid',
    'request.invalid',
    `The body is not of the right form: ${error?.instancePath ?? ''} ${error?.message ?? ''}`,
  );
}
