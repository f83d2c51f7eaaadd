// Validators of JSON Schema, each compiled when its route is first asked: a start pays for no route. One compiler serves all servers of a
// process, so a schema is compiled once.
import compilerFactory from '@fastify/ajv-compiler';
import type { FastifySchemaCompiler } from 'fastify';

const compile = compilerFactory()(
  {},
  {
    customOptions: {
      coerceTypes: false,
      removeAdditional: false,
      useDefaults: true,
      allErrors: false,
    },
  },
);

/** A validator for one part of a route's requests; it says what Fastify's own would. */
export const compileWhenAsked: FastifySchemaCompiler<object> = ({ schema }) => {
  let validate: ReturnType<typeof compile> | undefined;
  return (data) => {
    validate ??= compile({ schema });
    return validate(data) === true ? true : { error: validate.errors ?? [] };
  };
};
