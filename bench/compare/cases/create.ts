import { asks, type Case, type Topic, type Who } from '../case.ts';
import { queued, rawFormats } from './images.ts';

function create(name: string, body: unknown, who: Who = 'owner', keep?: string): Case {
  return asks(name, who, 'POST /v2/images', { body, ...(keep === undefined ? {} : { keep }) });
}

export const creation: Topic = {
  topic: 'new images',
  steps: [
    create('an empty body of a new image', {}, 'owner', 'plain'),
    create(
      'a new image with everything',
      {
        id: '{chosen}',
        name: 'everything',
        visibility: 'private',
        protected: false,
        os_hidden: true,
        ...rawFormats,
        min_disk: 3,
        min_ram: 512,
        tags: ['b', 'a', 'b'],
        os_distro: 'debian',
        hw_disk_bus: 'virtio',
        'with space': 'yes',
      },
      'owner',
      'everything',
    ),
    asks('a new image shown', 'owner', 'GET /v2/images/{everything}'),
    asks('a new image of another content type', 'owner', 'POST /v2/images', {
      body: '{"name":"typed"}',
      headers: { 'content-type': 'text/plain' },
      keep: 'typed',
    }),
    queued('taken'),
    create('an id that is in use', { id: '{taken}' }),
    create('an id that is no UUID', { id: 'mine' }),
    create('an unknown disk format', { disk_format: 'wrong' }),
    create('an unknown container format', { container_format: 'wrong' }),
    create('an unknown visibility', { visibility: 'hidden' }),
    create('a name that is a number', { name: 7 }),
    create('a name of 256 characters', { name: 'x'.repeat(256) }),
    create('a size of disk that is negative', { min_disk: -1 }),
    create('a size of disk that is text', { min_disk: 'big' }),
    create('a tag of 256 characters', { tags: ['x'.repeat(256)] }),
    create('tags that are no list', { tags: 'x' }),
    create('a property that is a number', { color: 7 }),
    create('a property that is null', { color: null }),
    create("a status of one's own", { status: 'active' }),
    create("a size of one's own", { size: 7 }),
    create('a reserved property', { os_glance_x: 'y' }),
    create("locations of one's own", { locations: [] }),
    create('another owner', { owner: '{memberProject}' }),
    create('another owner as an administrator', { owner: '{memberProject}' }, 'admin', 'given'),
    create('a public image of a member', { visibility: 'public' }),
    create('broken JSON', '{'),
    create('an array', []),
    create('a text', '"x"'),
    create('an empty body', ''),
  ],
};
