// OpenStack's own tests of image quotas. They hold a service to Glance's rule, by which the upload that passes a limit is the last one.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readCloud } from './support/clouds.ts';
import { openstackAs } from './support/openstack.ts';
import { startService } from './support/service-process.ts';
import { runTempest } from './support/tempest.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const suite = 'tempest.scenario.test_unified_limits.ImageQuotaTest';

test('Under the rule of Glance, the quota tests of Tempest pass', async () => {
  const folder = await temporaryFolder();
  try {
    const env = { ACCORD_QUOTA: 'glance' };
    const service = await startService({ data: join(folder.path, 'data'), env });
    const admin = openstackAs(service.clouds, 'admin');
    // What an operator registers before the tests are asked to run: without, they skip themselves.
    for (const quota of ['count_total', 'size_total', 'stage_total', 'count_uploading']) {
      const place = ['--service', 'glance', '--region', 'RegionOne', '--default-limit', '1000'];
      await admin.run('registered', 'limit', 'create', ...place, `image_${quota}`);
    }
    const workspace = join(folder.path, 'tempest');
    await mkdir(workspace);
    const { outcomes, report } = await runTempest({
      folder: workspace,
      admin: await readCloud(service.clouds, 'admin'),
      select: [suite],
      seconds: 240,
      // Asked for only so that tests of import run; these take no image from the web.
      webImage: 'http://127.0.0.1:9/none',
    });
    await service.stop();
    const names = ['count_quota', 'count_uploading_quota', 'size_quota', 'stage_quota'];
    assert.deepEqual(
      Object.fromEntries(outcomes),
      Object.fromEntries(names.map((name) => [`${suite}.test_image_${name}`, 'success'])),
      report,
    );
  } finally {
    await folder.remove();
  }
});
