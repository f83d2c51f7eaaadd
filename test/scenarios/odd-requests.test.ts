// Requests that no client sends, to the image API and to our own: whatever is in them, the answer is an answer and no error of ours.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { testService } from '../support/test-service.ts';
import { assemble } from './cast.ts';
import { makeImage } from './stage.ts';

const given = {
  consent: 'strict',
  status: 'active',
  visibility: 'shared',
  member: 'accepted',
} as const;

const texts = ['%00', 'a%00b', '%F0%9F%98%80', "'; --", 'x'.repeat(5000), '%25', '', '-1', '1e400'];
const keys = `limit marker sort sort_key sort_dir visibility member_status tag
  id owner name status container_format disk_format checksum protected
  min_disk min_ram size virtual_size size_min size_max os_hidden
  os_hash_value created_at updated_at changes-since os_distro __proto__`.split(/\s+/);
const queries = [
  ...keys.flatMap((key) => texts.map((text) => `${key}=${text}`)),
  ...['min_disk', 'min_ram', 'size', 'virtual_size', 'size_min', 'size_max'].flatMap((key) =>
    ['2147483648', '9007199254740991', '9223372036854775808'].map((text) => `${key}=${text}`),
  ),
  ...['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-02-30T00:00:00Z'].flatMap((time) => [
    `created_at=gt:${time}`,
    `updated_at=${time}`,
  ]),
  'created_at=gt:9999-12-31T23:59:59-23:59',
  'name=in:%00,a',
  'id=in:a,b',
  'size_min=1&sort=size:asc,name:desc,id:asc,status,created_at&limit=1',
  '%',
  '%ff=%ff',
  '&&==&',
];

test('queries of any shape break nothing', async (t) => {
  const service = await testService(t);
  const person = await service.person();
  const findings: string[] = [];
  for (const query of queries) {
    const response = await person.request('GET', `/v2/images?${query}`);
    const text = await response.text();
    if (response.status >= 500) findings.push(`${query.slice(0, 80)}: ${text}`);
  }
  assert.deepEqual(findings, []);
});

/** Written as JSON by hand: half a surrogate pair cannot be sent otherwise. */
const odd = ['"\\ud800"', '"\\u0000"', '"\\udfff\\ud800"', '1', 'null', '[]', '{}', '1e400', '-0'];
const bodies = [
  ...odd,
  '',
  '{',
  'x',
  '{"__proto__":{}}',
  '[{"op":"add"}]',
  '['.repeat(2000),
  ...[
    'name',
    'id',
    'owner',
    'os_distro',
    'tags',
    'min_disk',
    'member',
    'status',
    'visibility',
  ].flatMap((key) => [
    ...odd.map((value) => `{"${key}":${value}}`),
    ...odd.map((value) => `{"${key}":[${value}]}`),
    ...odd.map((value) => `[{"op":"add","path":"/${key}","value":${value}}]`),
  ]),
  ...odd.map((value) => `[{"op":"add","path":${value},"value":"x"}]`),
  ...odd.map((value) => `{"a${value.replaceAll('"', '')}":"x"}`),
];

test('bodies of any shape break nothing', async (t) => {
  const service = await testService(t);
  const cast = await assemble(service);
  const path = `/v2/images/${await makeImage(service.context, cast, given)}`;
  const patch = 'application/openstack-images-v2.1-json-patch';
  const findings: string[] = [];
  for (const [method, asked, type] of [
    ['POST', '/v2/images', 'application/json'],
    ['PATCH', path, patch],
    ['POST', `${path}/members`, 'application/json'],
    ['PUT', `${path}/members/${cast.recipient.projectId}`, 'application/json'],
  ] as const) {
    for (const body of bodies) {
      const response = await fetch(`${service.url}${asked}`, {
        method,
        headers: { 'x-auth-token': cast.admin.token, 'content-type': type },
        body,
      });
      const text = await response.text();
      if (response.status >= 500) findings.push(`${method} ${asked} ${body.slice(0, 80)}: ${text}`);
    }
  }
  assert.deepEqual(findings, []);
});

const ownKeys = 'limit cursor search status kind serverId imageId from __proto__'.split(' ');
/** Of the shape of a cursor, and not. */
const cursors = [
  ['2026-01-01T00:00:00Z', '00000000-0000-0000-0000-000000000000'],
  ['9999-12-31T23:59:60Z', '00000000-0000-0000-0000-000000000000'],
  ['0000-01-01T00:00:00Z', '00000000-0000-0000-0000-000000000000'],
  ['\0', 1],
  [],
].map((values) => `cursor=${Buffer.from(JSON.stringify(values)).toString('base64url')}`);

test('queries of any shape break nothing of servers and disks', async (t) => {
  const service = await testService(t);
  const person = await service.person();
  const project = `/api/v1/projects/${person.project.id}`;
  const headers = { authorization: `Bearer ${person.token}` };
  const findings: string[] = [];
  for (const path of ['servers', 'disks', `servers/${randomUUID()}/log`]) {
    const asked = ownKeys.flatMap((key) => texts.map((text) => `${key}=${text}`));
    for (const query of [...asked, ...cursors, '%', '%ff=%ff', '&&==&']) {
      const response = await fetch(`${service.url}${project}/${path}?${query}`, { headers });
      const text = await response.text();
      if (response.status >= 500) findings.push(`${path}?${query.slice(0, 80)}: ${text}`);
    }
  }
  assert.deepEqual(findings, []);
});

test('bodies of any shape break nothing of servers and disks', async (t) => {
  const service = await testService(t);
  const { project, token } = await service.person();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const fields = 'name description count size flavorId imageId login userData dataDisks publicKey';
  const shapes = fields.split(' ').flatMap((key) => odd.map((value) => ({ key, value })));
  const least = '"name":"n","size":1,"flavorId":"s1.small","login":{"kind":"image"}';
  const findings: string[] = [];
  for (const path of ['servers', 'disks', 'key-pairs', 'images/uses', 'servers/deletions']) {
    const complete = shapes.map(({ key, value }) => `{${least},"${key}":${value}}`);
    for (const body of [...bodies.slice(0, 20), ...complete, '{"name":"a\\u0000b","size":1}']) {
      const url = `${service.url}/api/v1/projects/${project.id}/${path}`;
      const response = await fetch(url, { method: 'POST', headers, body });
      const text = await response.text();
      // There is no engine here, and that is said with 503.
      if (response.status >= 500 && response.status !== 503) {
        findings.push(`${path} ${body.slice(0, 120)}: ${text}`);
      }
    }
  }
  assert.deepEqual(findings, []);
});
