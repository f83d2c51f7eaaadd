// Requests against their schemas, with the numbers and flags of a query read as what the schema says they are.
import type { FastifySchemaCompiler } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { Fault } from '../../domain/fault.ts';

const places: Readonly<Record<string, string>> = {
  querystring: 'the query',
  params: 'the path',
  body: 'the body',
};

/** A validator for one part of a route's requests; nothing is compiled, so that a start pays for no route. */
export const readBySchema: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = '' }) => {
  return (data) => {
    const value: unknown = httpPart === 'querystring' ? Value.Convert(schema, data) : data;
    if (Value.Check(schema, value)) return { value };
    return { error: misshapen(schema, value, places[httpPart] ?? 'the request') };
  };
};

/** The body of a request, in the shape that it must have. Faults: invalid, with a code of its own when there is no body. */
export function readBody<S extends TSchema>(schema: S, body: unknown): Static<S> {
  if (body === undefined || body === null) {
    throw new Fault('invalid', 'request.empty-body', 'The request has no body.');
  }
  if (Value.Check(schema, body)) return body;
  throw misshapen(schema, body, 'the body');
}

function misshapen(schema: TSchema, value: unknown, place: string): Fault {
  const [error] = Value.Errors(schema, value);
  const where = error?.instancePath === '' ? '' : ` at ${error?.instancePath}`;
  const why = error?.message ?? 'not valid';
  return new Fault('invalid', 'request.invalid', `Invalid value in ${place}${where}: ${why}.`);
}
