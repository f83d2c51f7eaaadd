// Errors of Glance that are not copied.
import { answers, field, related } from '../claim.ts';
import type { DifferenceOfClass } from '../difference.ts';

const heads = ['HEAD of the list', 'HEAD of an image', 'HEAD of bytes'];

export const bugs: readonly DifferenceOfClass[] = [
  {
    id: 'long-member-id',
    text: 'A member id of 256 characters is refused with 400',
    reason: 'Glance answers 500',
    shows: [answers('a member of 256 characters', 500, 400, /at most 255 characters/)],
  },
  {
    id: 'array-as-image',
    text: 'A JSON array as a new image is refused with 400',
    reason: 'Glance answers 500',
    shows: [answers('an array', 500, 400, /must be a JSON object$/)],
  },
  {
    id: 'internal-stores',
    text: '`OpenStack-image-store-ids` names only stores that a client can use',
    reason: 'Glance names its stores for staging and for tasks, too',
    shows: [
      field(
        'header openstack-image-store-ids',
        'default,os_glance_staging_store,os_glance_tasks_store',
        'default',
      ),
    ],
  },
  {
    id: 'request-ids',
    text: 'Every answer has an `x-openstack-request-id`, also one to a request without a token',
    reason: 'Whatever is refused can be found in the log; Glance gives ids after authentication',
    shows: [field('header x-openstack-request-id', undefined, 'req-{uuid}')],
  },
  {
    id: 'options-allow',
    text: '`OPTIONS` says which methods there are',
    reason: 'That is what it asks; Glance answers 200 and nothing',
    shows: [
      field('header allow', undefined, 'GET, POST', [
        'OPTIONS of the list',
        'OPTIONS without a token',
      ]),
    ],
  },
  {
    id: 'head-of-json',
    text: 'A refused `HEAD` has the headers of the refusal in the form that the client accepts',
    reason: 'Glance announces HTML of no length',
    shows: [
      field('header content-type', 'text/html; charset=UTF-8', 'application/json', heads),
      field('header content-length', '0', /^\d{2,}$/, heads),
    ],
  },
  {
    id: 'empty-answers',
    text: 'Answers without a body have no `Content-Type`, those of 204 no `Content-Length`',
    reason: 'RFC 9110 forbids the length with 204; Glance announces HTML of length 0',
    shows: [
      field('header content-type', 'text/html; charset=UTF-8', undefined),
      field('header content-length', '0', 'none'),
    ],
  },
  {
    id: 'ranges-announced',
    text: 'Bytes come with `Accept-Ranges`',
    reason: 'Glance serves ranges and does not say so',
    shows: [field('header accept-ranges', undefined, 'bytes')],
  },
  {
    id: 'md5-of-parts',
    text: 'A part of the bytes has no `Content-MD5`',
    reason: 'Glance sends the MD5 of the whole, which the part does not have',
    shows: [
      field('header content-md5', /^[\da-f]{32}$/, undefined, [
        'a part from a to b',
        'a part beyond the end',
        'a part from a on',
        'a part at the end',
        'a part by Content-Range',
      ]),
    ],
  },
  {
    id: 'no-bytes-no-size',
    text: 'An image of no bytes has `virtual_size` 0',
    reason: 'Glance measures with the first bytes, and leaves null when there are none',
    shows: [field('body.virtual_size', 'JSON null', 'JSON 0', ['an image of no bytes'])],
  },
  {
    id: 'plain-text-whole',
    text: 'An error in plain text keeps what stands between `<` and `>`',
    reason: "Glance takes it for markup and drops it, though it is the client's own text",
    shows: [
      field('body', /value: '\s+$/, /value: <b>'\s+$/, ['a text of the client in plain text']),
    ],
  },
  {
    id: 'links-keep-keys',
    text: '`first` and `next` keep a key that the query repeats',
    reason: 'Glance keeps its last value only, so the next page is of another list',
    shows: [
      related(
        /^body\.(first|next)$/,
        (glance, accord) =>
          glance !== undefined && accord !== undefined && glance.length < accord.length,
        [
          'by repeated keys',
          'by keys with one direction',
          'a page of a query that repeats a key',
          'images of two tags',
          'images of two values of a property',
        ],
      ),
    ],
  },
  {
    id: 'links-are-escaped',
    text: 'Links escape blanks in names',
    reason: "Glance's links are no URIs then",
    shows: [
      related(
        /^body\.objects\[\d\]\.self$/,
        (glance, accord) =>
          glance?.includes(' ') === true && accord === glance.replaceAll(' ', '%20'),
        ['objects'],
      ),
    ],
  },
  {
    id: 'no-progress-when-done',
    text: 'The task of a finished import has no message',
    reason: 'Glance leaves the last line about its progress',
    shows: [field('body.tasks[0].message', 'Copied 0 MiB', '', ['tasks of an image'])],
  },
  {
    id: 'times-have-zones',
    text: "Times of an image's tasks are written like all others",
    reason: 'Glance leaves out the zone there',
    shows: [
      field(/^body\.tasks\[0\]\.\w+_at$/, /^\d{4}-\d\d-\d\dT[\d:]+\.0{6}$/, '{time}', [
        'tasks of an image',
      ]),
    ],
  },
  {
    id: 'names-once',
    text: 'A property definition within a namespace does not repeat its name',
    reason: 'It is the key; in Glance it depends on how the definition was made',
    shows: [field('body.properties.depth.name', 'depth', undefined, ['a whole namespace'])],
  },
];
