// The functional tests of python-glanceclient, which run the `glance` command.
import { test } from 'node:test';
import { writeCloudsFile } from './support/clouds-file.ts';
import { assertAsExpected } from './support/expected.ts';
import { underProfile } from './support/profile.ts';
import { runPythonTests } from './support/run-python-tests.ts';

test('the functional tests of python-glanceclient end as expected', async () => {
  const results = await underProfile(
    'default',
    async (lab) =>
      await runPythonTests({
        folder: lab.workspace,
        files: [['glanceclient/tests/functional/v2', 'test_*.py']],
        env: { ...(await writeCloudsFile(lab)), OS_GLANCECLIENT_EXEC_DIR: '/usr/bin' },
        seconds: 300,
      }),
  );
  assertAsExpected('glanceclient', 'default', results);
});
