// Staging, importing, and the tasks that do it.
import { asks, given, type Case, type Given, type Topic, type Who } from '../case.ts';
import { active, imageBytes, queued, rawFormats } from './images.ts';

function start(name: string, body: unknown, image: string, who: Who = 'owner'): Case {
  return asks(name, who, `POST /v2/images/{${image}}/import`, { body });
}

const direct = { method: { name: 'glance-direct' } };

/** The task outlives the moment in which the image becomes active, and what it keeps on the image outlives the task. */
function isDone(image: string): Given[] {
  return [
    given('its task is done', 'owner', `GET /v2/images/{${image}}/tasks`, 200, {
      until: ['tasks.0.status', 'success'],
    }),
    given('its task has let go', 'owner', `GET /v2/images/{${image}}`, 200, {
      until: ['os_glance_import_task', undefined],
    }),
  ];
}

export const imports: Topic = {
  topic: 'imports',
  steps: [
    queued('staged', 'owner', rawFormats),
    start('an import of an unknown method', { method: { name: 'teleport' } }, 'staged'),
    start('an import of no method', {}, 'staged'),
    start('an import in broken JSON', '{', 'staged'),
    start('an import before staging', direct, 'staged'),
    start('an import to an unknown store', { ...direct, stores: ['nowhere'] }, 'staged'),
    asks('staging of another type', 'owner', 'PUT /v2/images/{staged}/stage', {
      body: imageBytes,
      headers: { 'content-type': 'text/plain' },
    }),
    asks('staging by a stranger', 'stranger', 'PUT /v2/images/{staged}/stage', {
      body: imageBytes,
    }),
    asks('staging', 'owner', 'PUT /v2/images/{staged}/stage', { body: imageBytes }),
    asks('a staged image', 'owner', 'GET /v2/images/{staged}'),
    asks('staging again', 'owner', 'PUT /v2/images/{staged}/stage', { body: imageBytes }),
    asks('bytes of a staged image', 'owner', 'GET /v2/images/{staged}/file'),
    start('an import by a stranger', direct, 'staged', 'stranger'),
    start('an import', direct, 'staged'),
    ...isDone('staged'),
    asks('an imported image', 'owner', 'GET /v2/images/{staged}'),
    asks('imported bytes', 'owner', 'GET /v2/images/{staged}/file'),
    start('an import again', direct, 'staged'),
    asks('tasks of an image', 'owner', 'GET /v2/images/{staged}/tasks'),
    asks('tasks as a member', 'owner', 'GET /v2/tasks'),
    asks('a missing task', 'admin', 'GET /v2/tasks/{missing}'),
    asks('a new task as a member', 'owner', 'POST /v2/tasks', { body: { type: 'import' } }),
    queued('unformed'),
    start(
      'a download without formats',
      { method: { name: 'web-download', uri: '{web}' } },
      'unformed',
    ),
    queued('fetched', 'owner', rawFormats),
    start('a download without an address', { method: { name: 'web-download' } }, 'fetched'),
    start(
      'a download of a forbidden scheme',
      { method: { name: 'web-download', uri: 'file:///etc/passwd' } },
      'fetched',
    ),
    start(
      'a download from a forbidden port',
      { method: { name: 'web-download', uri: 'http://127.0.0.1:22/' } },
      'fetched',
    ),
    start('a download', { method: { name: 'web-download', uri: '{web}/image' } }, 'fetched'),
    ...isDone('fetched'),
    asks('a downloaded image', 'owner', 'GET /v2/images/{fetched}'),
    asks('downloaded bytes', 'owner', 'GET /v2/images/{fetched}/file'),
    ...active('copied'),
    start(
      'a copy to the store that has it',
      { method: { name: 'copy-image' }, stores: ['default'] },
      'copied',
    ),
    start(
      'a copy to an unknown store',
      { method: { name: 'copy-image' }, stores: ['nowhere'] },
      'copied',
    ),
    queued('uncopied', 'owner', rawFormats),
    start(
      'a copy of a queued image',
      { method: { name: 'copy-image' }, all_stores: true },
      'uncopied',
    ),
  ],
};
