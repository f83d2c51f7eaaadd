// The console: the files that scripts/build-web.mjs has made, from the same port as the APIs. Addresses of pages answer index.html, and the
// console finds out by itself what is at the address; what it is made of is named by its hash and never changes.
import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { prefersHtml } from './accepts-html.ts';

/** The addresses of pages, but for `/`, which is a page only for those who ask for one. */
const pages = ['/sign-in', '/p/*', '/audit', '/account', '/account/*', '/admin', '/admin/*'];

/** Ant Design writes its styles into the page while it runs, so they cannot be named here; scripts come from our files only. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const notBuilt =
  'The console has not been built here. Run "npm run build", then load this page again.';

/** True when there are files to serve. */
export function isConsoleBuilt(folder: string): boolean {
  return existsSync(path.join(folder, 'index.html'));
}

/**
 * Mounts the console whose files are in `folder`, an absolute path; when they are missing its pages say so. To be mounted before the façades:
 * it shares `/` with one of them, by what the caller accepts.
 */
export async function mountConsole(app: FastifyInstance, folder: string): Promise<void> {
  app.addConstraintStrategy({
    name: 'accepts',
    mustMatchWhenDerived: false,
    storage: () => {
      const routes = new Map<unknown, never>();
      return {
        get: (key) => routes.get(key) ?? null,
        set: (key, route) => void routes.set(key, route as never),
      };
    },
    deriveConstraint: (request) => (prefersHtml(request.headers.accept) ? 'html' : undefined),
    validate: () => true,
  });
  await app.register(fastifyStatic, { serve: false, preCompressed: true });
  const page = async (_request: unknown, reply: FastifyReply): Promise<FastifyReply> => {
    reply.headers({
      'content-security-policy': contentSecurityPolicy,
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
      vary: 'accept',
    });
    if (!isConsoleBuilt(folder)) return await reply.code(503).type('text/plain').send(notBuilt);
    return reply.sendFile('index.html', folder, { cacheControl: false });
  };
  app.route({ method: ['GET', 'HEAD'], url: '/', constraints: { accepts: 'html' }, handler: page });
  for (const url of pages) app.route({ method: ['GET', 'HEAD'], url, handler: page });
  app.route({
    method: ['GET', 'HEAD'],
    url: '/icon.svg',
    handler: (_request, reply) => file(reply).sendFile('icon.svg', folder, { maxAge: '1d' }),
  });
  app.route<{ Params: { '*': string } }>({
    method: ['GET', 'HEAD'],
    url: '/assets/*',
    handler: ({ params }, reply) =>
      file(reply).sendFile(params['*'], path.join(folder, 'assets'), {
        immutable: true,
        maxAge: '1y',
      }),
  });
}

function file(reply: FastifyReply): FastifyReply {
  return reply.header('x-content-type-options', 'nosniff');
}
