// Glance's own tests of who may do what, for each persona of OpenStack's secure RBAC.
import { test } from 'node:test';
import { assertAsExpected } from './support/expected.ts';
import { underProfile } from './support/profile.ts';
import { runTempest } from './support/tempest.ts';

test("the tests of Glance's plugin for Tempest end as expected", async () => {
  const results = await underProfile(
    'default',
    async (lab) =>
      await runTempest(lab, {
        files: [['glance_tempest_plugin/tests', 'test_*.py']],
        personas: true,
        seconds: 500,
      }),
  );
  assertAsExpected('glance-tempest-plugin', 'default', results);
});
