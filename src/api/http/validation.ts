// Requests against their schemas, with the numbers and flags of a query read as what the schema says they are.
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
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
    const [error] = Value.Errors(schema, value);
    const where = error?.instancePath === '' ? '' : ` at ${error?.instancePath}`;
    const what = `Invalid value in ${places[httpPart] ?? 'the request'}${where}`;
    return {
      error: new Fault('invalid', 'request.invalid', `${what}: ${error?.message ?? 'not valid'}.`),
    };
  };
};
