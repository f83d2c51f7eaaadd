import { asks, type Topic } from '../case.ts';

const schemas = ['image', 'images', 'member', 'members', 'task', 'tasks'];
const metadataKinds = ['namespace', 'object', 'property', 'resource_type', 'tag'];

/** The cases about schemas of images. */
export const imageSchemas: readonly string[] = ['schema of image', 'schema of images'];

const metadataCase = (kind: string): string => `schema of metadata ${kind}`;

/** The cases about schemas of metadata definitions. */
export const metadataSchemas: readonly string[] = metadataKinds.map(metadataCase);

export const discovery: Topic = {
  topic: 'discovery',
  steps: [
    asks('versions at the root', 'nobody', 'GET /'),
    asks('versions', 'nobody', 'GET /versions'),
    asks('versions with a slash', 'nobody', 'GET /versions/'),
    asks('a version that is gone', 'nobody', 'GET /v1'),
    asks('a probe', 'nobody', 'GET /healthcheck'),
    ...schemas.map((name) => asks(`schema of ${name}`, 'owner', `GET /v2/schemas/${name}`)),
    ...metadataKinds.map((kind) =>
      asks(metadataCase(kind), 'owner', `GET /v2/schemas/metadefs/${kind}`),
    ),
    asks('import methods', 'owner', 'GET /v2/info/import'),
    asks('stores', 'owner', 'GET /v2/info/stores'),
    asks('stores in detail as a member', 'owner', 'GET /v2/info/stores/detail'),
    asks('stores in detail as an administrator', 'admin', 'GET /v2/info/stores/detail'),
    asks('usage', 'owner', 'GET /v2/info/usage'),
    asks('the cache', 'admin', 'GET /v2/cache'),
  ],
};
