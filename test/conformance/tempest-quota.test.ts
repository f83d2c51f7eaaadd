// Tempest's tests of image quotas. They hold a service to Glance's rule, by which the upload that passes a limit is the last one.
import { test } from 'node:test';
import { openstackAs } from '../contract/support/openstack.ts';
import { assertAsExpected } from './support/expected.ts';
import { underProfile } from './support/profile.ts';
import { runTempest } from './support/tempest.ts';

test("under Glance's rule, the quota tests of Tempest end as expected", async () => {
  const results = await underProfile('glance', async (lab) => {
    const admin = openstackAs(lab.service.clouds, 'admin');
    // What an operator registers before the tests are asked to run: without, they skip themselves.
    for (const quota of ['count_total', 'size_total', 'stage_total', 'count_uploading']) {
      const place = ['--service', 'glance', '--region', 'RegionOne', '--default-limit', '1000'];
      await admin.run('registered', 'limit', 'create', ...place, `image_${quota}`);
    }
    return await runTempest(lab, {
      files: [['tempest/scenario', 'test_unified_limits.py']],
      select: ['tempest.scenario.test_unified_limits.ImageQuotaTest'],
      seconds: 240,
    });
  });
  assertAsExpected('tempest-quota', 'glance', results);
});
