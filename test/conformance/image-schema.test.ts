// Nova's client holds images against the schema that the service publishes: glanceclient with warlock, Debian's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readCloud } from '../contract/support/clouds.ts';
import { signIn, type HttpClient } from '../contract/support/http-client.ts';
import { mustRun } from '../contract/support/run-command.ts';
import { waitUntil } from '../contract/support/wait-until.ts';
import { underProfile, type Lab } from './support/profile.ts';

const validateImages = fileURLToPath(new URL('python/validate_images.py', import.meta.url));
const formats = { disk_format: 'raw', container_format: 'bare' };
const bytes = Buffer.alloc(3000, 'bytes');

async function make(client: HttpClient, body: object): Promise<string> {
  const { status, json } = await client.request('POST', '/v2/images', { body });
  assert.equal(status, 201);
  return String(json?.['id']);
}

/** Ids of the images that a person sees, all of them valid. */
async function validImages({ service }: Lab, who: string, filters: object): Promise<string[]> {
  const text = await mustRun('/usr/bin/python3', [validateImages, who, JSON.stringify(filters)], {
    env: { OS_CLIENT_CONFIG_FILE: service.clouds },
  });
  return JSON.parse(text) as string[];
}

test('Images in every state are valid by the published schema, for glanceclient', async () => {
  await underProfile('default', async (lab) => {
    const { service } = lab;
    const owner = await signIn(service.url, await readCloud(service.clouds, 'owner'));
    const recipient = await signIn(service.url, await readCloud(service.clouds, 'recipient'));
    const must = async (status: number, method: string, path: string, body?: unknown) => {
      const answer = await owner.request(method, path, { body });
      assert.equal(answer.status, status, String(answer.bytes));
      return answer;
    };

    const bare = await make(owner, {});
    const full = await make(owner, {
      ...formats,
      name: 'Everything, 样例',
      tags: ['stable', '标签'],
      min_disk: 20,
      min_ram: 1024,
      protected: true,
      os_hidden: false,
      visibility: 'shared',
      virtual_env_type: 'DataImage',
      architecture: 'x86_64',
      os_distro: 'debian',
      os_type: 'linux',
      hw_disk_bus: 'scsi',
      instance_uuid: '00000000-1111-4222-8333-444455556666',
      kernel_id: '00000000-1111-4222-8333-444455556667',
      ramdisk_id: '00000000-1111-4222-8333-444455556668',
      'trait:CUSTOM_GPU': 'required',
    });
    await must(204, 'PUT', `/v2/images/${full}/file`, bytes);
    await must(200, 'POST', `/v2/images/${full}/members`, { member: recipient.projectId });
    const deactivated = await make(owner, formats);
    await must(204, 'PUT', `/v2/images/${deactivated}/file`, bytes);
    await must(204, 'POST', `/v2/images/${deactivated}/actions/deactivate`);
    const staged = await make(owner, formats);
    await must(204, 'PUT', `/v2/images/${staged}/stage`, bytes);
    const imported = await make(owner, formats);
    await must(204, 'PUT', `/v2/images/${imported}/stage`, bytes);
    await must(202, 'POST', `/v2/images/${imported}/import`, { method: { name: 'glance-direct' } });
    await waitUntil('the import has ended', 30, async () => {
      const { json } = await must(200, 'GET', `/v2/images/${imported}`);
      return json?.['status'] === 'active' ? true : undefined;
    });

    const own = await validImages(lab, 'owner', { owner: owner.projectId });
    const made = [bare, full, deactivated, staged, imported];
    assert.deepEqual(
      made.filter((id) => !own.includes(id)),
      [],
    );
    const offered = { visibility: 'shared', member_status: 'pending' };
    assert.ok((await validImages(lab, 'recipient', offered)).includes(full));
  });
});
