// The functional tests of openstacksdk on images.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeCloudsFile } from './support/clouds-file.ts';
import { assertAsExpected } from './support/expected.ts';
import { underProfile } from './support/profile.ts';
import { runPythonTests } from './support/run-python-tests.ts';

test('the functional tests of openstacksdk end as expected', async () => {
  const results = await underProfile('default', async (lab) => {
    // They upload the file of this name that lies in the folder they are run in.
    await writeFile(join(lab.workspace, 'CONTRIBUTING.rst'), 'Bytes of an image.\n');
    return await runPythonTests({
      folder: lab.workspace,
      files: [
        ['openstack/tests/functional/image/v2', 'test_*.py'],
        ['openstack/tests/functional/cloud', 'test_image.py'],
      ],
      env: {
        ...(await writeCloudsFile(lab)),
        // They pick an image to make servers from, though none of these makes one.
        OPENSTACKSDK_IMAGE: 'sample-disk',
        // Their own limit for one test is five seconds.
        OS_TEST_TIMEOUT: '120',
      },
      seconds: 400,
    });
  });
  assertAsExpected('openstacksdk', 'default', results);
});
