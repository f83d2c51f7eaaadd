// Metadata definitions; both sides have loaded Debian's files.
import { asks, type Case, type Topic, type Who } from '../case.ts';

const all = '/v2/metadefs/namespaces';
const own = `${all}/{space}`;

function make(name: string, path: string, body: unknown, who: Who = 'admin'): Case {
  return asks(name, who, `POST ${path}`, { body });
}

export const metadata: Topic = {
  topic: 'metadata definitions',
  steps: [
    asks('namespaces', 'owner', `GET ${all}?sort_key=namespace&sort_dir=asc&limit=3`),
    asks(
      'namespaces of a resource type',
      'owner',
      `GET ${all}?resource_types=OS::Glance::Image&sort_key=namespace&sort_dir=asc&limit=9`,
    ),
    asks('a namespace', 'owner', `GET ${all}/OS::Compute::Watchdog`),
    asks(
      'a namespace with prefixes',
      'owner',
      `GET ${all}/OS::Compute::Watchdog?resource_type=OS::Glance::Image`,
    ),
    asks('a missing namespace', 'owner', `GET ${all}/nope`),
    asks('properties', 'owner', `GET ${all}/OS::Compute::Watchdog/properties`),
    asks('objects', 'owner', `GET ${all}/OS::Compute::Quota/objects`),
    asks(
      'resource types of a namespace',
      'owner',
      `GET ${all}/OS::Compute::Watchdog/resource_types`,
    ),
    asks('a namespace of a member', 'owner', `POST ${all}`, { body: { namespace: 'mine' } }),
    make('a namespace of an administrator', all, {
      namespace: '{space}',
      display_name: 'Space',
      visibility: 'public',
    }),
    make('a namespace again', all, { namespace: '{space}' }),
    make('a namespace without a name', all, {}),
    make('a property definition', `${own}/properties`, {
      name: 'depth',
      title: 'Depth',
      type: 'integer',
    }),
    make('a property definition again', `${own}/properties`, {
      name: 'depth',
      title: 'Depth',
      type: 'integer',
    }),
    asks('a property definition shown', 'owner', `GET ${own}/properties/depth`),
    asks('a missing property definition', 'owner', `GET ${own}/properties/height`),
    make('an object definition', `${own}/objects`, { name: 'box', required: [], properties: {} }),
    asks('an object definition shown', 'owner', `GET ${own}/objects/box`),
    asks('a tag definition', 'admin', `POST ${own}/tags/deep`),
    asks('tag definitions', 'owner', `GET ${own}/tags`),
    make('a resource type', `${own}/resource_types`, { name: 'OS::Glance::Image', prefix: 'x_' }),
    asks('a whole namespace', 'owner', `GET ${own}`),
    asks('a namespace changed', 'admin', `PUT ${own}`, {
      body: { namespace: '{space}', description: 'All of it' },
    }),
    asks('a namespace deleted by a member', 'owner', `DELETE ${own}`),
    asks('a namespace deleted', 'admin', `DELETE ${own}`),
    asks('a namespace deleted again', 'admin', `DELETE ${own}`),
  ],
};
