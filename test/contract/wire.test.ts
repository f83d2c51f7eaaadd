// The Image API v2 on the wire: status, key fields and headers as a real Glance 25.1 answers. Where we differ on purpose the title says so, and
// docs/api-conventions.md says why. Members and lists have files of their own.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { imageBytes as bytes, imageFormats, useWorld, type Row } from './support/wire-world.ts';

const world = useWorld();
const { ids, ask, makeImage } = world;
const md5 = createHash('md5').update(bytes).digest('hex');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const patch = { 'content-type': 'application/openstack-images-v2.1-json-patch' };
const oldPatch = { 'content-type': 'application/openstack-images-v2.0-json-patch' };

describe('Errors', () => {
  world.rows([
    {
      title: 'are HTML when anything is accepted',
      who: 'owner',
      call: ['GET', '/v2/images/{missing}'],
      headers: { accept: '*/*' },
      status: 404,
      says: /<h1>404 Not Found<\/h1>\s+No image found with ID /,
      answerHeaders: { 'content-type': /^text\/html/ },
    },
    {
      title: 'are JSON when that is accepted',
      who: 'owner',
      call: ['GET', '/v2/images/{missing}'],
      status: 404,
      json: {
        message: 'No image found with ID {missing}<br /><br />\n\n\n',
        code: '404 Not Found',
        title: 'Not Found',
      },
      answerHeaders: { 'content-type': /^application\/json/ },
    },
    {
      title: 'are text when that is accepted',
      who: 'owner',
      call: ['GET', '/v2/images/{missing}'],
      headers: { accept: 'text/plain' },
      status: 404,
      says: '404 Not Found\n\nNo image found with ID {missing}',
      answerHeaders: { 'content-type': /^text\/plain/ },
    },
    {
      title: 'escape what the client wrote',
      who: 'owner',
      call: ['GET', '/v2/images?visibility=<b>'],
      headers: { accept: 'text/html' },
      status: 400,
      says: '&lt;b&gt;',
    },
    ...['/v2/', '/v2/images', '/v2/nothing'].map((path): Row => ({
      title: `challenge a request without a token on ${path}`,
      who: 'nobody',
      call: ['GET', path],
      status: 401,
      answerHeaders: { 'www-authenticate': 'Keystone uri="{url}/v3"' },
    })),
    {
      title: 'challenge a wrong token',
      who: 'nobody',
      call: ['GET', '/v2/images'],
      headers: { 'x-auth-token': 'wrong' },
      status: 401,
      answerHeaders: { 'www-authenticate': 'Keystone uri="{url}/v3"' },
    },
    {
      title: 'name no path that is not there to somebody signed in',
      who: 'owner',
      call: ['GET', '/v2/'],
      status: 404,
    },
    {
      title: 'say which methods a path has',
      who: 'owner',
      call: ['PUT', '/v2/images'],
      status: 405,
      answerHeaders: { allow: 'GET, POST' },
    },
    ...['/v2/images', '/v2/images/{shared}', '/v2/images/{shared}/file'].map((path): Row => ({
      title: `refuse HEAD on ${path}`,
      who: 'owner',
      call: ['HEAD', path],
      status: 405,
      answerHeaders: { allow: /GET/ },
    })),
    { title: 'do not meet OPTIONS', who: 'nobody', call: ['OPTIONS', '/v2/images'], status: 200 },
  ]);
});

describe('Discovery', () => {
  world.rows([
    { title: 'answers 300 on /', who: 'nobody', call: ['GET', '/'], status: 300, says: '"v2.15"' },
    { title: 'answers 200 on /versions', who: 'nobody', call: ['GET', '/versions'], status: 200 },
    {
      title: 'says OK to probes',
      who: 'nobody',
      call: ['GET', '/healthcheck'],
      status: 200,
      says: /\bOK\b/,
    },
  ]);
});

describe('POST /v2/images', () => {
  const create = (title: string, body: unknown, status: number, more: Partial<Row> = {}): Row => ({
    title,
    who: 'owner',
    call: ['POST', '/v2/images', body],
    status,
    ...more,
  });
  world.rows([
    create('answers with a location, shared and queued', { name: 'n', tags: ['b', 'b'] }, 201, {
      json: { visibility: 'shared', status: 'queued', tags: ['b'], owner: '{ownerProject}' },
      answerHeaders: { location: /^http:\/\/127\.0\.0\.1:\d+\/v2\/images\/[\da-f-]{36}$/ },
    }),
    create('does not look at the content type', '{"name":"n"}', 201, {
      headers: { 'content-type': 'text/plain' },
    }),
    create('refuses an unknown format', { disk_format: 'wrong' }, 400, {
      says: 'schema &#x27;image&#x27;',
    }),
    create('refuses a property that is no text', { color: 7 }, 400),
    create('refuses a read-only attribute', { status: 'active' }, 403, { says: 'read-only' }),
    create('refuses a reserved property', { os_glance_x: 'y' }, 403),
    create('refuses another owner', { owner: '{recipientProject}' }, 403),
    create('refuses a public image of a member', { visibility: 'public' }, 403),
    create('refuses an id that is in use', { id: '{shared}' }, 409, {
      says: 'Image ID {shared} already exists!',
    }),
    create('refuses broken JSON', '{', 400, { says: 'Malformed JSON in request body.' }),
    create('refuses an array with 400 (on purpose: Glance answers 500)', [], 400),
  ]);
});

describe('Bytes', () => {
  const file = (
    title: string,
    headers: Record<string, string>,
    status: number,
    more: Partial<Row> = {},
  ): Row => ({
    title,
    who: 'owner',
    call: ['GET', '/v2/images/{shared}/file'],
    headers,
    status,
    ...more,
  });
  const put = (title: string, image: string, status: number, more: Partial<Row> = {}): Row => ({
    title,
    who: 'owner',
    call: ['PUT', `/v2/images/{${image}}/file`, bytes],
    status,
    ...more,
  });
  world.rows([
    file('come whole, with their MD5 in hex and their length', {}, 200, {
      answerHeaders: {
        'content-type': 'application/octet-stream',
        'content-md5': md5,
        'content-length': '1000',
      },
    }),
    file('come from a to b', { range: 'bytes=10-19' }, 206, {
      answerHeaders: { 'content-range': 'bytes 10-19/1000', 'content-length': '10' },
    }),
    file('come from a on', { range: 'bytes=990-' }, 206, {
      answerHeaders: { 'content-range': 'bytes 990-999/1000' },
    }),
    file('come from the end', { range: 'bytes=-5' }, 206, {
      answerHeaders: { 'content-range': 'bytes 995-999/1000' },
    }),
    file('come by a Content-Range of the request', { 'content-range': 'bytes 0-9/*' }, 206, {
      answerHeaders: { 'content-length': '10' },
    }),
    file('are not there beyond the end', { range: 'bytes=1000-' }, 416),
    file('do not come in several ranges', { range: 'bytes=0-1,4-5' }, 400),
    {
      title: 'of a queued image are nothing yet',
      who: 'owner',
      call: ['GET', '/v2/images/{queued}/file'],
      status: 204,
    },
    put('need formats', 'queued', 400),
    put('need the right content type', 'queued', 415, {
      headers: { 'content-type': 'text/plain' },
    }),
    put('are taken once', 'shared', 409, {
      says: 'Image status transition from active to saving is not allowed',
    }),
    {
      title: 'are named by SHA-256 (on purpose: Glance names them by SHA-512)',
      who: 'owner',
      call: ['GET', '/v2/images/{shared}'],
      status: 200,
      json: { size: 1000, checksum: md5, os_hash_algo: 'sha256', os_hash_value: sha256 },
    },
  ]);

  test('in a range are those bytes', async () => {
    const answer = await ask('owner', ['GET', `/v2/images/${ids.get('shared')}/file`], {
      range: 'bytes=10-19',
    });
    assert.ok(answer.bytes.equals(bytes.subarray(10, 20)));
  });

  test('may be none at all', async () => {
    await makeImage('empty', 'owner', imageFormats, Buffer.alloc(0));
    const { json } = await ask('owner', ['GET', `/v2/images/${ids.get('empty')}`]);
    assert.deepEqual([json?.['status'], json?.['size']], ['active', 0]);
  });
});

describe('PATCH', () => {
  const change = (
    title: string,
    operations: unknown,
    status: number,
    more: Partial<Row> & { image?: string } = {},
  ): Row => {
    const { image = 'private', ...rest } = more;
    const call = ['PATCH', `/v2/images/{${image}}`, operations] as const;
    return { title, who: 'owner', call, headers: patch, status, ...rest };
  };
  const add = (path: string, value: unknown = 'v'): object[] => [{ op: 'add', path, value }];
  world.rows([
    change('needs its own content type', [], 415, {
      headers: { 'content-type': 'application/json' },
    }),
    change('changes nothing by an empty list', [], 200),
    change('takes only a list', {}, 400),
    change('adds a property', add('/color', 'blue'), 200, { json: { color: 'blue' } }),
    change('adds over a property that is there', add('/color', 'red'), 200, {
      json: { color: 'red' },
    }),
    change('speaks the older form', [{ replace: '/color', value: 'green' }], 200, {
      headers: oldPatch,
      json: { color: 'green' },
    }),
    change('reads ~1 as a slash', add('/a~1b'), 200, { json: { 'a/b': 'v' } }),
    change('removes a property', [{ op: 'remove', path: '/color' }], 200),
    change('does not remove what is not there', [{ op: 'remove', path: '/color' }], 409),
    change(
      'does not replace what is not there',
      [{ op: 'replace', path: '/color', value: 'x' }],
      409,
    ),
    change('knows no test operation', [{ op: 'test', path: '/name', value: 'x' }], 400),
    change('does not remove a base attribute', [{ op: 'remove', path: '/name' }], 403),
    change('does not change the owner', [{ op: 'replace', path: '/owner', value: 'x' }], 403),
    change(
      'does not change formats of an active image',
      [{ op: 'replace', path: '/disk_format', value: 'iso' }],
      403,
    ),
    change('takes no nested pointer', add('/a/b'), 400),
    change('takes no value that is no text', add('/color', 7), 400),
    change('takes no reserved property', add('/os_glance_foo'), 403),
    change('is refused to a member of the public', add('/color'), 403, {
      who: 'stranger',
      image: 'public',
    }),
    change('hides from strangers what they cannot see', add('/color'), 404, { who: 'stranger' }),
  ]);
});

describe('The end of an image', () => {
  const act = (
    title: string,
    who: Row['who'],
    call: Row['call'],
    status: number,
    says = '',
  ): Row => ({
    title,
    who,
    call,
    status,
    says,
  });
  const image = '/v2/images/{private}';
  world.rows([
    act(
      'does not come while it is protected',
      'owner',
      ['DELETE', '/v2/images/{protected}'],
      403,
      'Image {protected} is protected and cannot be deleted.',
    ),
    act('is for its owner', 'stranger', ['DELETE', '/v2/images/{public}'], 403),
    act('comes', 'owner', ['DELETE', '/v2/images/{deleted}'], 204),
    act('comes once', 'owner', ['DELETE', '/v2/images/{deleted}'], 404),
    act('leaves nothing, also for an administrator', 'admin', ['GET', '/v2/images/{deleted}'], 404),
    act(
      'leaves its id used',
      'owner',
      ['POST', '/v2/images', { id: '{deleted}' }],
      409,
      'Image ID {deleted} already exists!',
    ),
    act(
      'may be put off: a deactivated image',
      'owner',
      ['POST', `${image}/actions/deactivate`],
      204,
    ),
    act('… keeps its bytes from its owner', 'owner', ['GET', `${image}/file`], 403),
    act('… gives them to an administrator', 'admin', ['GET', `${image}/file`], 200),
    act('… may be deactivated again', 'owner', ['POST', `${image}/actions/deactivate`], 204),
    act('… is back when reactivated', 'owner', ['POST', `${image}/actions/reactivate`], 204),
    act('… with its bytes', 'owner', ['GET', `${image}/file`], 200),
    act(
      '… which a queued image cannot be',
      'owner',
      ['POST', '/v2/images/{queued}/actions/deactivate'],
      403,
    ),
  ]);
});

describe('Tags', () => {
  const tag = (title: string, method: string, status: number): Row => ({
    title,
    who: 'owner',
    call: [method, '/v2/images/{private}/tags/stable'],
    status,
  });
  world.rows([
    tag('are put', 'PUT', 204),
    tag('are put again', 'PUT', 204),
    tag('are deleted', 'DELETE', 204),
    tag('are deleted once', 'DELETE', 404),
  ]);
});
