// A request as routes are given it, and a route's schema as the server is given it.
import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { Context } from '../../domain/context.ts';
import type { Call, Route } from './route.ts';

export function callOf(context: Context, request: FastifyRequest, reply: FastifyReply): Call {
  return {
    context,
    params: request.params,
    query: request.query,
    body: request.body,
    headers: request.headers,
    requestId: request.id,
    address: request.ip,
    raw: request.raw,
    reply,
  };
}

export function schemaOf(route: Route): FastifySchema {
  const { params, query, body } = route.schema ?? {};
  return {
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
  };
}
