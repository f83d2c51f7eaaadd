// Versions and schemas.
import { openRoute, route, type Route } from '../http/route.ts';
import type { Context } from '../../domain/context.ts';
import {
  imageSchemaDocument,
  imagesSchemaDocument,
  memberSchemaDocument,
  membersSchemaDocument,
  taskSchemaDocument,
  tasksSchemaDocument,
} from './schema.ts';

/** The versions that a Glance 25.1 without an image cache announces; 2.14 and 2.16 are the calls of the cache. */
const versions = [
  '2.15',
  '2.13',
  '2.12',
  '2.11',
  '2.10',
  '2.9',
  '2.8',
  '2.7',
  '2.6',
  '2.5',
  '2.4',
  '2.3',
  '2.2',
  '2.1',
  '2.0',
];

function presentVersions(context: Context) {
  return {
    versions: versions.map((version, index) => ({
      id: `v${version}`,
      status: index === 0 ? 'CURRENT' : 'SUPPORTED',
      links: [{ rel: 'self', href: `${context.settings.publicUrl}/v2/` }],
    })),
  };
}

const schemas = {
  image: imageSchemaDocument,
  images: imagesSchemaDocument,
  member: memberSchemaDocument,
  members: membersSchemaDocument,
  task: taskSchemaDocument,
  tasks: tasksSchemaDocument,
};

export const discoveryRoutes: readonly Route[] = [
  openRoute({
    method: 'GET',
    path: '/',
    handle: ({ context }) => ({ status: 300, body: presentVersions(context) }),
  }),
  ...['/versions', '/versions/'].map((path) =>
    openRoute({
      method: 'GET',
      path,
      handle: ({ context }) => ({ status: 200, body: presentVersions(context) }),
    }),
  ),
  openRoute({
    method: 'GET',
    path: '/healthcheck',
    handle: ({ headers }) => ({
      status: 200,
      body: headers.accept?.includes('json') === true ? { detailed: false, reasons: ['OK'] } : 'OK',
    }),
  }),
  ...Object.entries(schemas).map(([name, document]) =>
    route({
      method: 'GET',
      path: `/v2/schemas/${name}`,
      handle: () => ({ status: 200, body: document }),
    }),
  ),
];
