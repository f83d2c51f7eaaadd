import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { grantLimit, registerLimit } from '../../../domain/images/quotas/limits.fixture.ts';
import { codeOf, imsWorld } from './ims.fixture.ts';

const settable = { min: -1, max: 2_147_483_647 };

describe('the quotas', () => {
  test('are those that are in force', async (t) => {
    const { client, share, service } = await imsWorld(t);
    const [owner, recipient] = [await client(), await client()];
    await registerLimit(service.context, 'image_count_total', 20);
    await grantLimit(service.context, 'image_count_total', recipient.project.id, -1);
    const id = await owner.image();
    await owner.image();
    await share(id, owner, recipient, 'accepted');
    const { membersPerImage } = service.context.settings;
    const quotas = async (who: typeof owner): Promise<unknown> =>
      (await who.sdk('GET', '/v1/cloudimages/quota'))['quotas'];
    assert.deepEqual(await quotas(owner), {
      resources: [
        { type: 'image', used: 2, quota: 20, ...settable },
        { type: 'image_shared', used: 0, quota: -1, ...settable },
        { type: 'image_member', used: 1, quota: membersPerImage, ...settable },
      ],
    });
    assert.deepEqual(await quotas(recipient), {
      resources: [
        { type: 'image', used: 0, quota: -1, ...settable },
        { type: 'image_shared', used: 1, quota: -1, ...settable },
        { type: 'image_member', used: 0, quota: membersPerImage, ...settable },
      ],
    });
  });

  test('are told by the path of the own project, and of no other', async (t) => {
    const { client } = await imsWorld(t);
    const owner = await client();
    const path = (project: string): string => `/v1/${project}/cloudimages/quota`;
    assert.equal((await owner.ask('GET', path(owner.project.id))).status, 200);
    const { status, body } = await owner.ask('GET', path('0'.repeat(32)));
    assert.deepEqual([status, codeOf(body)], [400, 'IMG.0030']);
  });
});

test('operating systems are listed by platform, narrowed by tags', async (t) => {
  const { client } = await imsWorld(t);
  const owner = await client();
  interface Platform {
    platform: string;
    version_list: Record<string, unknown>[];
  }
  const list = async (query = ''): Promise<Platform[]> => {
    const response = await owner.request('GET', `/v1/cloudimages/os_version${query}`);
    return (await response.json()) as Platform[];
  };
  const all = await list();
  for (const { platform, version_list: versions } of all) {
    assert.ok(versions.length > 0);
    for (const version of versions) {
      assert.equal(version['platform'], platform);
      assert.ok(version['os_bit'] === 64 || version['os_bit'] === 32);
      assert.ok(['Linux', 'Windows', 'Other'].includes(String(version['os_type'])));
    }
  }
  const debian = all.find(({ platform }) => platform === 'Debian')?.version_list;
  assert.ok(debian?.some((version) => version['os_version'] === 'Debian GNU/Linux 12 64bit'));
  const onArm = await list('?tag=arm&tag=uefi');
  assert.ok(onArm.length > 0 && onArm.length < all.length);
  assert.ok(!onArm.some(({ platform }) => platform === 'Windows'));
  assert.deepEqual(await list('?tag=none'), []);
});
