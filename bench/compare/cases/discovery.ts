import { asks, type Topic } from '../case.ts';

const schemas = ['image', 'images', 'member', 'members', 'task', 'tasks'];
const metadefSchemas = [
  'namespace',
  'namespaces',
  'object',
  'objects',
  'property',
  'properties',
  'resource_type',
  'resource_types',
  'tag',
  'tags',
];

export const discovery: Topic = {
  topic: 'discovery',
  steps: [
    asks('versions at the root', 'nobody', 'GET /'),
    asks('versions', 'nobody', 'GET /versions'),
    asks('versions with a slash', 'nobody', 'GET /versions/'),
    asks('a version that is gone', 'nobody', 'GET /v1'),
    asks('a probe', 'nobody', 'GET /healthcheck'),
    ...schemas.map((name) => asks(`schema of ${name}`, 'owner', `GET /v2/schemas/${name}`)),
    ...metadefSchemas.map((name) =>
      asks(`schema of metadata ${name}`, 'owner', `GET /v2/schemas/metadefs/${name}`),
    ),
    asks('import methods', 'owner', 'GET /v2/info/import'),
    asks('stores', 'owner', 'GET /v2/info/stores'),
    asks('stores in detail as a member', 'owner', 'GET /v2/info/stores/detail'),
    asks('stores in detail as an administrator', 'admin', 'GET /v2/info/stores/detail'),
    asks('usage', 'owner', 'GET /v2/info/usage'),
  ],
};
