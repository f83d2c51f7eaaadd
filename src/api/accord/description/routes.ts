// The description of this API: the printed document, and a page that shows it. Its files are read when somebody asks, so that no start waits for them.
import { readFile } from 'node:fs/promises';
import { openRoute, type Answer, type Route } from '../../http/route.ts';
import { base } from '../route.ts';

const document = `${base}/openapi.json`;
const page = '/api/docs';

/** The style of the viewer is written into the page while it runs; scripts come from here only. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Accord API</title>
    <link rel="stylesheet" href="${page}/swagger-ui.css" />
  </head>
  <body>
    <main id="api"></main>
    <script src="${page}/swagger-ui-bundle.js"></script>
    <script src="${page}/show.js"></script>
  </body>
</html>
`;

const script = `SwaggerUIBundle({ url: '${document}', dom_id: '#api', deepLinking: true, validatorUrl: null });
`;

export const descriptionRoutes: readonly Route[] = [
  openRoute({
    method: 'GET',
    path: document,
    handle: async () => {
      const file = new URL('../../../../docs/openapi/accord-v1.json', import.meta.url);
      return answer('application/json', await readFile(file));
    },
  }),
  openRoute({
    method: 'GET',
    path: page,
    handle: () => answer('text/html', html, { 'content-security-policy': contentSecurityPolicy }),
  }),
  openRoute({
    method: 'GET',
    path: `${page}/show.js`,
    handle: () => answer('text/javascript', script),
  }),
  ...(
    [
      ['swagger-ui.css', 'text/css'],
      ['swagger-ui-bundle.js', 'text/javascript'],
    ] as const
  ).map(([name, type]) =>
    openRoute({
      method: 'GET',
      path: `${page}/${name}`,
      handle: async () => {
        const file = new URL(import.meta.resolve(`swagger-ui-dist/${name}`));
        return answer(type, await readFile(file), { 'cache-control': 'public, max-age=86400' });
      },
    }),
  ),
];

function answer(
  type: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status: 200,
    headers: {
      'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
      ...headers,
    },
    body,
  };
}
