// The HTTP server: mounts the façades on one port, authenticates, turns every failure into the façade's own error body.
import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import Fastify, {
  LogController,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Context } from '../../domain/context.ts';
import { Fault } from '../../domain/fault.ts';
import { bodyOf } from './body-ahead.ts';
import { callOf, schemaOf } from './call.ts';
import { compileWhenAsked } from './compile-when-asked.ts';
import { speaksHuawei } from './dialect.ts';
import type { Facade } from './facade.ts';
import { noSuchPath } from './no-such-path.ts';
import type { Answer, Method, Route, SignedInCall } from './route.ts';
import { mountSockets } from './sockets/mount-sockets.ts';
import { OpenSockets } from './sockets/open-sockets.ts';
import { asksForSocket } from './sockets/upgrade.ts';
import { readBySchema } from './validation.ts';

export interface ServerOptions {
  readonly log: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly requestBody: number;
  readonly idleSeconds: number;
  /** Mounts what is no API, before the façades. */
  readonly mount?: (app: FastifyInstance) => Promise<void>;
}

const allMethods: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Builds the server with all façades mounted; the caller listens and closes. The last façade answers for unclaimed paths. */
export async function buildServer(
  context: Context,
  facades: readonly Facade[],
  options: ServerOptions,
): Promise<FastifyInstance> {
  const app = Fastify({
    logger: options.log === 'silent' ? false : { level: options.log, stream: process.stderr },
    logController: new LogController({
      disableRequestLogging: options.log === 'warn' || options.log === 'error',
    }),
    genReqId: () => `req-${randomUUID()}`,
    bodyLimit: options.requestBody,
    // Image bytes may flow for hours; only silence ends a connection.
    requestTimeout: 0,
    connectionTimeout: options.idleSeconds * 1000,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 1024 },
    exposeHeadRoutes: false,
    http: { shouldUpgradeCallback: asksForSocket(facades) },
  });
  const sockets = new OpenSockets();
  app.setValidatorCompiler(compileWhenAsked);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-openstack-request-id', request.id);
    if (speaksHuawei(request.headers)) reply.header('x-request-id', request.id);
  });
  await options.mount?.(app);
  for (const facade of facades) await mountFacade(app, context, facade, sockets);
  app.addHook('preClose', async () => {
    sockets.close();
    for (const facade of facades) facade.close?.();
  });
  const last = facades.at(-1);
  if (last !== undefined) {
    const owner = (path: string): Facade =>
      facades.find((facade) =>
        facade.prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)),
      ) ?? last;
    app.setNotFoundHandler(async (request, reply) => {
      const facade = owner(request.url.split('?', 1)[0] ?? '');
      await answerUnknownPath(context, facade, request, reply);
    });
    // Failures before a route is chosen, such as a malformed URL.
    app.setErrorHandler(async (error, request, reply) => {
      send(reply, presentError(owner(request.url), error, request));
      await reply;
    });
  }
  return app;
}

async function answerUnknownPath(
  context: Context,
  facade: Facade,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  try {
    if (facade.hidesPaths) await facade.authenticate(context, request, 'signed-in');
    throw noSuchPath();
  } catch (error) {
    send(reply, presentError(facade, error, request));
    await reply;
  }
}

async function mountFacade(
  app: FastifyInstance,
  context: Context,
  facade: Facade,
  sockets: OpenSockets,
): Promise<void> {
  await app.register(async (scope) => {
    scope.setErrorHandler(async (error, request, reply) => {
      send(reply, presentError(facade, error, request));
      await reply;
    });
    await facade.prepare?.(scope);
    if (facade.typedQueries === true) scope.setValidatorCompiler(readBySchema);
    await scope.register(async (json) => {
      parseEverythingAsJson(json);
      for (const route of facade.routes) {
        if (route.body === 'stream' || isSocket(route)) continue;
        mountRoute(json, context, route, facade);
      }
      refuseOtherMethods(json, facade);
    });
    await scope.register(async (stream) => {
      stream.removeAllContentTypeParsers();
      stream.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
      for (const route of facade.routes) {
        if (route.body === 'stream') mountRoute(stream, context, route, facade);
      }
    });
    if (facade.routes.some(isSocket)) {
      await scope.register(async (socket) => {
        await mountSockets(socket, context, facade, sockets);
      });
    }
  });
}

function isSocket(route: Route): boolean {
  return route.access !== 'anyone' && route.socket !== undefined;
}

/** The content type is not looked at: real clients send all sorts, and a route that cares checks it itself. */
function parseEverythingAsJson(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body.toString(), done);
  });
}

function mountRoute(scope: FastifyInstance, context: Context, route: Route, facade: Facade): void {
  scope.route({
    method: facade.servesHead && route.method === 'GET' ? ['GET', 'HEAD'] : route.method,
    url: route.path,
    schema: schemaOf(route),
    // Before the body is read: an outsider's bytes are not worth parsing.
    onRequest: async (request) => {
      if (route.access !== 'anyone') {
        actors.set(request, await facade.authenticate(context, request, route.access));
      }
    },
    preParsing: async (request, _reply, payload) => bodyOf(request, payload),
    handler: async (request, reply) => {
      const call = callOf(context, request, reply);
      const actor = actors.get(request);
      const answer =
        route.access === 'anyone'
          ? await route.handle(call)
          : await route.handle({ ...call, actor } as SignedInCall);
      if (answer !== 'sent') send(reply, answer);
      await reply;
    },
  });
}

const actors = new WeakMap<FastifyRequest, SignedInCall['actor']>();

/** A path that exists answers 405 with Allow to the methods it does not serve. */
function refuseOtherMethods(scope: FastifyInstance, facade: Facade): void {
  const served = Map.groupBy(facade.routes, (route) => route.path);
  for (const [path, routes] of served) {
    const allowed = new Set<Method>(routes.map((route) => route.method));
    if (facade.servesHead && allowed.has('GET')) allowed.add('HEAD');
    const allow = [...allowed].toSorted().join(', ');
    scope.route({
      method: allMethods.filter((method) => !allowed.has(method)),
      url: path,
      handler: async (request, reply) => {
        if (request.method === 'OPTIONS') return reply.code(200).header('allow', allow).send();
        const fault = new Fault(
          'invalid',
          'request.method-not-allowed',
          `The method ${request.method} is not allowed for this resource.`,
        );
        const answer = facade.presentFault(fault, request);
        send(reply, { ...answer, status: 405, headers: { ...answer.headers, allow } });
        return reply;
      },
    });
  }
}

function send(reply: FastifyReply, answer: Exclude<Answer, 'sent'>): void {
  if (reply.sent || reply.raw.headersSent) {
    // Too late for an error body: the client must see that the transfer is broken, not a short success.
    abort(reply.raw);
    return;
  }
  reply.code(answer.status);
  if (answer.headers !== undefined) reply.headers(answer.headers);
  void reply.send(answer.body);
}

function abort(response: ServerResponse): void {
  response.destroy();
}

/** Any thrown value as this façade's answer; what is not a Fault is logged and shown as an internal error only. */
function presentError(
  facade: Facade,
  error: unknown,
  request: FastifyRequest,
): Exclude<Answer, 'sent'> {
  const fault = asFault(error);
  if (fault.kind === 'internal') request.log.error(error);
  else request.log.debug({ code: fault.code, cause: fault.cause }, fault.message);
  return facade.presentFault(fault, request);
}

/** PostgreSQL's words for a NUL, raw (22021) or as a JSON escape (22P05). */
const unstorableText: ReadonlySet<string> = new Set(['22021', '22P05']);

function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { code, statusCode, message, validation } = error as {
    code?: string;
    statusCode?: number;
    message?: string;
    validation?: unknown;
  };
  if (validation !== undefined) {
    return new Fault('invalid', 'request.invalid', message ?? 'The request is not valid.');
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new Fault('tooLarge', 'request.body-too-large', 'The request body is too large.');
  }
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error instanceof SyntaxError) {
    return new Fault('invalid', 'request.malformed-json', 'Malformed JSON in request body.');
  }
  if (code !== undefined && unstorableText.has(code)) {
    return new Fault(
      'invalid',
      'request.invalid',
      'A text holds a character that cannot be stored.',
    );
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Fault(
      'invalid',
      'request.invalid',
      message ?? STATUS_CODES[statusCode] ?? 'Bad request',
    );
  }
  return new Fault('internal', 'internal', 'An internal error occurred.', { cause: error });
}
