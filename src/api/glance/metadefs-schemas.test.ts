import assert from 'node:assert/strict';
import { test } from 'node:test';
import Schema from 'typebox/schema';
import { ask, stage } from './metadefs.fixture.ts';

const names = {
  namespace: 'namespace',
  namespaces: 'namespaces',
  resource_type: 'resource_type_association',
  resource_types: 'resource_type_associations',
  property: 'property',
  properties: 'properties',
  object: 'object',
  objects: 'objects',
  tag: 'tag',
  tags: 'tags',
};

const property = { title: 'Action', type: 'string', default: 'reset', operators: ['<in>'] };
const whole = {
  namespace: 'ns',
  visibility: 'public',
  resource_type_associations: [{ name: 'Image', prefix: 'hw_' }],
  properties: { action: property },
  objects: [{ name: 'Timer', properties: { action: property } }],
  tags: [{ name: 'x' }],
};

test('every part has a schema under the name that Glance gives it', async (t) => {
  const { member } = await stage(t, whole);
  for (const [path, name] of Object.entries(names)) {
    const response = await member.request('GET', `/v2/schemas/metadefs/${path}`);
    assert.equal(response.status, 200);
    assert.equal(((await response.json()) as { name: string }).name, name);
  }
});

test('what is shown fits the published schema: clients check it', async (t) => {
  const { member } = await stage(t, whole);
  for (const [schema, path] of [
    ['namespaces', ''],
    ['namespace', '/ns'],
    ['namespace', '/ns?resource_type=Image'],
    ['resource_types', '/ns/resource_types'],
    ['objects', '/ns/objects'],
    ['object', '/ns/objects/Timer'],
    ['properties', '/ns/properties'],
    ['property', '/ns/properties/action'],
    ['tags', '/ns/tags'],
    ['tag', '/ns/tags/x'],
  ] as const) {
    const published = await member.request('GET', `/v2/schemas/metadefs/${schema}`);
    const document = (await published.json()) as object;
    const { body } = await ask(member, 'GET', path);
    assert.ok(Schema.Check(document, body), `${schema} ${path}`);
  }
});
