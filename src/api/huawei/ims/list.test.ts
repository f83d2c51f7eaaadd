import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import type { NewImage } from '../../../domain/images/create-image.ts';
import { withdrawShares } from '../../../domain/sharing/withdraw-shares.ts';
import { codeOf, imsWorld, type Client, type Json } from './ims.fixture.ts';

/** Images of every kind before a recipient's eyes. */
async function crowd(t: TestContext) {
  const { client, share, service } = await imsWorld(t);
  const [admin, owner, me] = [await client({ role: 'admin' }), await client(), await client()];
  const images = {
    gold: await admin.image({ visibility: 'public' }),
    mine: await me.image(),
    mineShared: await me.image(),
    accepted: await owner.image(),
    pending: await owner.image(),
    rejected: await owner.image(),
    theirs: await owner.image(),
  };
  await share(images.mineShared, me, owner, 'accepted');
  await share(images.accepted, owner, me, 'accepted');
  await share(images.pending, owner, me);
  await share(images.rejected, owner, me, 'rejected');
  const names = new Map(Object.entries(images).map(([name, id]) => [id, name]));
  const list = async (query: string, who: Client = me): Promise<string[]> =>
    (await who.list(query)).map((id) => names.get(id) ?? id).toSorted();
  return { service, admin, owner, me, images, list };
}

describe('a list of images', () => {
  test('answers the questions of the documents', async (t) => {
    const { me, owner, list } = await crowd(t);
    const rows: readonly (readonly [string, readonly string[]])[] = [
      ['', ['accepted', 'gold', 'mine', 'mineShared']],
      ['__imagetype=gold&visibility=public&protected=true', ['gold']],
      ['__imagetype=gold&protected=false', []],
      [`owner=${me.project.id}`, ['mine', 'mineShared']],
      ['visibility=private', ['mine', 'mineShared']],
      ['__imagetype=private', ['mine']],
      ['member_status=accepted&visibility=shared&__imagetype=shared', ['accepted']],
      ['member_status=pending&visibility=shared&__imagetype=shared', ['pending']],
      ['member_status=rejected&visibility=shared&__imagetype=shared', ['rejected']],
      ['visibility=shared', ['accepted']],
      [`visibility=shared&owner=${me.project.id}`, []],
      [`owner=${owner.project.id}`, ['accepted']],
      // Counts only with that visibility.
      ['member_status=pending&__imagetype=shared', ['accepted', 'mineShared']],
      ['__imagetype=shared', ['accepted', 'mineShared']],
      ['__imagetype=shared&visibility=private', ['mineShared']],
      ['__imagetype=private&visibility=shared', []],
      ['__imagetype=market', []],
    ];
    for (const [query, expected] of rows) assert.deepEqual(await list(query), expected, query);
  });

  test("finds an image by its id as Terraform's provider asks for it", async (t) => {
    const { service, owner, me, images, list } = await crowd(t);
    const { accepted: id } = images;
    assert.deepEqual(await list(`id=${id}&__imagetype=shared`), ['accepted']);
    const batch = { imageIds: [id], projectIds: [me.project.id] };
    await withdrawShares(service.context, owner.actor, batch);
    for (const query of [`id=${id}`, `id=${id}&__imagetype=shared`, 'id=nonsense']) {
      assert.deepEqual(await list(query), [], query);
    }
  });

  test("is of one's own project for an administrator, too", async (t) => {
    const { admin, list } = await crowd(t);
    assert.deepEqual(await list('', admin), ['gold']);
    assert.deepEqual(await list('visibility=private', admin), []);
  });

  test('goes on after a marker, newest first, by whatever it is sorted', async (t) => {
    const { me, images } = await crowd(t);
    const page = async (query: string): Promise<string[]> => {
      const answer = await me.sdk('GET', '/v2/cloudimages', undefined, {
        queryParams: Object.fromEntries(new URLSearchParams(query)),
      });
      assert.deepEqual(Object.keys(answer).toSorted(), ['httpStatusCode', 'images']);
      return (answer['images'] as { id: string }[]).map(({ id }) => id);
    };
    const all = await page('');
    assert.deepEqual(all, [images.accepted, images.mineShared, images.mine, images.gold]);
    for (const sort of ['created_at', 'name', 'container_format', 'status ', 'size', 'id']) {
      const sorted = await page(`sort_key=${sort}&sort_dir=asc`);
      const first = await page(`sort_key=${sort}&sort_dir=asc&limit=3`);
      const rest = await page(`sort_key=${sort}&sort_dir=asc&limit=3&marker=${first.at(-1)}`);
      assert.deepEqual([...first, ...rest], sorted, sort);
      assert.equal(rest.length, 1);
    }
  });

  test('refuses what it cannot read', async (t) => {
    const { me } = await crowd(t);
    const bad = ['limit=x', 'marker=x', 'sort_key=color', 'visibility=none', '__imagetype=x'];
    for (const query of [...bad, 'created_at=gt:yesterday', 'min_disk=x', 'protected=maybe']) {
      const { status, body } = await me.ask('GET', `/v2/cloudimages?${query}`);
      assert.deepEqual([status, codeOf(body)], [400, 'IMG.0001'], query);
    }
  });

  test('does not know offers of images without bytes', async (t) => {
    const { client } = await imsWorld(t);
    const [owner, me] = [await client(), await client()];
    const { body } = await owner.ask('POST', '/v2/images', { name: 'empty' });
    await owner.ask('POST', `/v2/images/${String(body['id'])}/members`, { member: me.project.id });
    assert.deepEqual(await me.list('visibility=shared&member_status=pending'), []);
  });
});

describe('a filter', () => {
  async function only(t: TestContext, input: NewImage) {
    const { client } = await imsWorld(t);
    const owner = await client();
    const id = await owner.image({ name: 'wanted', ...input });
    await owner.image({ name: 'other' });
    const finds = async (query: string): Promise<boolean> => {
      const found = await owner.list(query);
      if (found.length === 1) return found[0] === id;
      assert.equal(found.length, 0, query);
      return false;
    };
    return { owner, id, finds };
  }

  test('finds images by what they are', async (t) => {
    const { finds } = await only(t, {
      diskFormat: 'qcow2',
      minRam: 512,
      minDisk: 40,
      protected: true,
      tags: ['env=test', 'team=a'],
      kind: 'data',
      properties: {
        __os_type: 'Windows',
        __os_bit: '64',
        __platform: 'Windows',
        __support_xen: 'true',
        __support_kvm_gpu_type: 'T4',
        __support_arm: 'true',
        __system__cmkid: 'key',
        enterprise_project_id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
      },
    });
    const wanted = [
      'name=wanted',
      'disk_format=qcow2',
      'min_ram=512',
      'min_disk=40',
      'protected=true',
      'protected=True',
      'tag=env%3Dtest',
      'tag=env%3Dtest&tag=team%3Da',
      'virtual_env_type=DataImage',
      '__os_type=Windows',
      '__os_bit=64',
      '__platform=Windows',
      '__support_xen=true',
      '__support_kvm_gpu_type=T4',
      'architecture=arm',
      '__system__cmkid=key',
      'enterprise_project_id=ffffffff-ffff-ffff-ffff-ffffffffffff',
    ];
    for (const query of wanted) assert.ok(await finds(query), query);
    const others = [
      'protected=false',
      'virtual_env_type=FusionCompute',
      '__os_type=Other',
      '__support_xen=false',
      'architecture=x86',
      'enterprise_project_id=0',
    ];
    for (const query of others) {
      assert.ok(!(await finds(`name=wanted&${query}`)), query);
      assert.ok(!(await finds(`name=other&${query}`)), query);
    }
  });

  test('takes what is documented and means nothing here', async (t) => {
    const { owner } = await only(t, {});
    const all = ['__isregistered=true', '__whole_image=false', 'container_format=bare'];
    for (const query of [
      ...all,
      'flavor_id=s1.small',
      'enterprise_project_id=all_granted_eps',
      '__os_type=Other',
      'status=active',
    ]) {
      assert.equal((await owner.list(query)).length, 2, query);
    }
    const none = ['__isregistered=false', '__whole_image=true', 'status=deleted', 'status=killed'];
    for (const query of [...none, 'virtual_env_type=Ironic', '__system__cmkid=x']) {
      assert.equal((await owner.list(query)).length, 0, query);
    }
  });

  test('compares times in both formats', async (t) => {
    const { client } = await imsWorld(t);
    const owner = await client();
    await owner.image();
    const { body } = await owner.ask('GET', '/v2/cloudimages');
    const [image = assert.fail()] = body['images'] as Json[];
    const zulu = String(image['created_at']);
    const plain = zulu.replace('T', ' ').replace('Z', '');
    for (const time of [zulu, plain]) {
      for (const [operator, found] of Object.entries({
        eq: 1,
        gte: 1,
        lte: 1,
        gt: 0,
        lt: 0,
        neq: 0,
      })) {
        const query = `created_at=${encodeURIComponent(`${operator}:${time}`)}`;
        assert.equal((await owner.list(query)).length, found, query);
      }
    }
    assert.equal((await owner.list('updated_at=gt:2000-01-01T00:00:00Z')).length, 1);
  });
});
