// What differs between installations of Glance, too.
import { answers, field, related } from '../claim.ts';
import { imageSchemas, metadataSchemas } from '../cases/discovery.ts';
import type { DifferenceOfClass } from '../difference.ts';
import { wording } from '../wording.ts';

const storeDetails = ['stores in detail as an administrator'];

export const volatile: readonly DifferenceOfClass[] = [
  {
    id: 'no-cache-api',
    text: 'There is no `/v2/cache`',
    reason: 'There is no cache; in Glance it is there only when one is configured',
    shows: [
      field(
        'body.message',
        'Caching via API is not supported at this site.',
        'The resource could not be found.',
        ['the cache'],
      ),
    ],
  },
  {
    id: 'sha256',
    text: '`os_hash_algo` is `sha256`',
    reason:
      "SHA-256 is also the address of the bytes in the store; Glance's default is `sha512`, and configurable",
    shows: [
      field(/\.os_hash_algo$/, 'sha512', 'sha256'),
      field(/\.os_hash_value$/, /^[\da-f]{128}$/, /^[\da-f]{64}$/),
    ],
  },
  {
    id: 'case-counts',
    text: 'A filter by name tells upper from lower case',
    reason: "In Glance the database's collation decides",
    shows: [
      field('body.images.length', '1', '0', ['images of a name in capitals']),
      related(/^body\.images\[0\]/, (_glance, accord) => accord === undefined, [
        'images of a name in capitals',
      ]),
    ],
  },
  {
    id: 'definitions-have-times',
    text: 'Metadata definitions loaded from files have an `updated_at`',
    reason: "Glance's loader leaves it empty, its API does not",
    shows: [field(/\.updated_at$/, undefined, '{time}')],
  },
  {
    id: 'kind-is-shown',
    text: 'A data disk or an ISO image has the property `virtual_env_type`',
    reason:
      "Huawei Cloud's clients know its kind by that; operators of Glance add properties as well",
    shows: [
      field('body.virtual_env_type', undefined, 'IsoImage', ['the disk format of a queued image']),
    ],
  },
  {
    id: 'operators-properties',
    text: 'The schema of images names no properties but those that are typed',
    reason: "In Glance they come from the operator's `schema-image.json`",
    shows: [
      related(
        /\.properties\.(instance_uuid|architecture|os_distro|os_version|description|cinder_encryption_key_\w+)\./,
        (_glance, accord) => accord === undefined,
        imageSchemas,
      ),
    ],
  },
  {
    id: 'schema-descriptions',
    text: 'Descriptions in schemas are our own',
    reason: 'They are for people, and change between releases of Glance',
    shows: [
      related(/\.description$/, (glance, accord) => glance !== undefined && accord !== undefined, [
        ...imageSchemas,
        'schema of task',
        'schema of tasks',
      ]),
      related(
        /\.description$/,
        () => true,
        metadataSchemas.filter((name) => name !== 'schema of metadata property'),
      ),
    ],
  },
  {
    id: 'store-properties',
    text: 'The details of a store are those that this kind of store has here',
    reason: "They are the driver's",
    shows: [
      field('body.stores[0].properties.data_dir', /^\//, /^\//, storeDetails),
      field('body.stores[0].properties.chunk_size', 'JSON 65536', undefined, storeDetails),
      field('body.stores[0].properties.thin_provisioning', 'JSON false', undefined, storeDetails),
    ],
  },
  {
    id: 'other-paths',
    text: 'What is not below `/v2` is not answered with the versions of the image API, but for `/`',
    reason: 'Other APIs are on the same port, as they are where Glance stands behind a proxy',
    shows: [answers('a version that is gone', 300, 404, /could not be found/)],
  },
  {
    id: 'wording',
    text: 'Sentences of errors are our own where it says so in `bench/compare/wording.ts`',
    reason:
      'A refusal is worded once for all APIs; Glance translates its sentences by `Accept-Language`. Status, code and title are the same',
    shows: wording,
  },
];
