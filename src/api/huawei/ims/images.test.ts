import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { updateImage } from '../../../domain/images/update-image.ts';
import { codeOf, imsWorld, type Json } from './ims.fixture.ts';

/** What the SDK's ImageInfo cannot do without. */
const required = [
  '__image_size',
  '__image_source_type',
  '__imagetype',
  '__isregistered',
  '__os_type',
  'container_format',
  'created_at',
  'id',
  'min_disk',
  'min_ram',
  'name',
  'owner',
  'protected',
  'self',
  'status',
  'tags',
  'updated_at',
  'virtual_env_type',
  'visibility',
  'active_at',
];

const seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

describe('an image', () => {
  test('has all that the SDK needs, in the types that its clients decode', async (t) => {
    const { client } = await imsWorld(t);
    const owner = await client();
    const id = await owner.image({
      minDisk: 40,
      minRam: 1024,
      tags: ['env=test'],
      properties: {
        max_ram: '4096',
        __os_version: 'Debian GNU/Linux 12 64bit',
        __os_bit: '64',
        __support_kvm: 'true',
        os_type: 'linux',
      },
    });
    const { images, httpStatusCode } = await owner.sdk('GET', '/v2/cloudimages');
    assert.equal(httpStatusCode, 200);
    const [image = assert.fail(), ...others] = images as Json[];
    assert.deepEqual(others, []);
    for (const name of required) assert.ok(name in image, name);
    const { created_at: created, updated_at: updated, active_at: active, ...rest } = image;
    for (const moment of [created, updated, active]) assert.match(String(moment), seconds);
    assert.deepEqual(rest, {
      id,
      name: 'image',
      owner: owner.project.id,
      status: 'active',
      visibility: 'private',
      protected: false,
      container_format: 'bare',
      disk_format: 'raw',
      min_disk: 40,
      min_ram: 1024,
      max_ram: '4096',
      size: 3,
      virtual_size: 3,
      checksum: '693e9af84d3dfcc71e640e005bdc5e2e',
      tags: ['env=test'],
      virtual_env_type: 'FusionCompute',
      enterprise_project_id: '0',
      self: `/v2/images/${id}`,
      file: `/v2/images/${id}/file`,
      schema: '/v2/schemas/image',
      os_type: 'linux',
      __imagetype: 'private',
      __isregistered: 'true',
      __image_size: '3',
      __image_source_type: 'uds',
      __os_type: 'Linux',
      __os_version: 'Debian GNU/Linux 12 64bit',
      __os_bit: '64',
      __support_kvm: 'true',
      __system_support_market: false,
    });
  });

  test('is private to its owner and of the type shared once it is offered, and shared to whom it is offered', async (t) => {
    const { client, share } = await imsWorld(t);
    const [owner, recipient] = [await client(), await client()];
    const id = await owner.image();
    await share(id, owner, recipient, 'accepted');
    for (const [who, visibility] of [
      [owner, 'private'],
      [recipient, 'shared'],
    ] as const) {
      const { body } = await who.ask('GET', `/v2/cloudimages?id=${id}`);
      const [image = assert.fail()] = body['images'] as Json[];
      assert.deepEqual([image['visibility'], image['__imagetype']], [visibility, 'shared']);
    }
  });
});

describe('a change of an image', () => {
  const path = (id: string): string => `/v2/cloudimages/${id}`;

  test('sets what can be set, and answers with the image', async (t) => {
    const { client } = await imsWorld(t);
    const owner = await client();
    const id = await owner.image();
    const changed = await owner.sdk('PATCH', path(id), [
      { op: 'replace', path: '/name', value: '镜像 1.0_b' },
      { op: 'replace', path: '/min_ram', value: 2048 },
      { op: 'add', path: '/max_ram', value: 4096 },
      { op: 'add', path: '/__description', value: '说明' },
      { op: 'add', path: '/__support_kvm', value: true },
      { op: 'add', path: '/__is_config_init', value: 'true' },
      { op: 'add', path: '/hw_firmware_type', value: 'uefi' },
      { op: 'add', path: '/hw_vif_multiqueue_enabled', value: 'true' },
      { op: 'add', path: '/enterprise_project_id', value: '0' },
      { op: 'add', path: '/team', value: 'storage' },
    ]);
    const expected: Json = {
      id,
      name: '镜像 1.0_b',
      min_ram: 2048,
      max_ram: '4096',
      __description: '说明',
      __support_kvm: 'true',
      __is_config_init: 'true',
      hw_firmware_type: 'uefi',
      hw_vif_multiqueue_enabled: 'true',
      enterprise_project_id: '0',
      team: 'storage',
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(changed[name], value, name);
  });

  test('of an attribute that is not there is refused, and can then be added', async (t) => {
    const { client } = await imsWorld(t);
    const owner = await client();
    const id = await owner.image();
    const set = async (op: string) =>
      await owner.ask('PATCH', path(id), [{ op, path: '/__description', value: 'x' }]);
    const { status, body } = await set('replace');
    assert.deepEqual([status, codeOf(body)], [400, 'IMG.0035']);
    assert.equal((await set('add')).status, 200);
    assert.equal((await set('replace')).status, 200);
  });

  test('is refused with the documented codes', async (t) => {
    const { client } = await imsWorld(t);
    const owner = await client();
    const id = await owner.image();
    const rows: readonly (readonly [string, unknown, string])[] = [
      ['/name', 'x'.repeat(129), 'IMG.0002'],
      ['/name', ' x', 'IMG.0003'],
      ['/name', 'a/b', 'IMG.0003'],
      ['/name', '', 'IMG.0013'],
      ['/__description', 'x'.repeat(1025), 'IMG.0004'],
      ['/__description', '<b>', 'IMG.0054'],
      ['/__description', 'a\rb', 'IMG.0054'],
      ['/min_ram', -1, 'IMG.0055'],
      ['/max_ram', 'much', 'IMG.0055'],
      ['/hw_firmware_type', 'coreboot', 'IMG.0141'],
      ['/enterprise_project_id', 'mine', 'IMG.0155'],
      ['/min_disk', 40, 'IMG.0105'],
      ['/status', 'active', 'IMG.0105'],
      ['/__imagetype', 'gold', 'IMG.0105'],
      ['/__whole_image', 'true', 'IMG.0105'],
    ];
    for (const [attribute, value, code] of rows) {
      const { status, body } = await owner.ask('PATCH', path(id), [
        { op: 'add', path: attribute, value },
      ]);
      assert.deepEqual([status, codeOf(body)], [400, code], attribute);
    }
    const nothing = await owner.ask('PATCH', path(id));
    assert.deepEqual([nothing.status, codeOf(nothing.body)], [400, 'IMG.0007']);
  });

  test('needs an active image, and its owner', async (t) => {
    const { client, share, service } = await imsWorld(t);
    const [owner, recipient] = [await client(), await client()];
    const change = [{ op: 'replace', path: '/name', value: 'new' }];
    const id = await owner.image();
    await share(id, owner, recipient, 'accepted');
    const others = await recipient.ask('PATCH', path(id), change);
    assert.deepEqual([others.status, codeOf(others.body)], [400, 'IMG.0047']);
    const unseen = await (await client()).ask('PATCH', path(id), change);
    assert.deepEqual([unseen.status, codeOf(unseen.body)], [400, 'IMG.0027']);
    const { body } = await owner.ask('POST', '/v2/images', { name: 'empty' });
    const queued = await owner.ask('PATCH', path(String(body['id'])), change);
    assert.deepEqual([queued.status, codeOf(queued.body)], [400, 'IMG.0046']);
    await updateImage(service.context, owner.actor, id, [{ set: { protected: true } }]);
    assert.equal((await owner.ask('PATCH', path(id), change)).status, 200);
  });
});
