// OpenStack's own tests of its image API judge this service. tempest-expected.json names every one of them that is run, and its outcome.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readCloud } from './support/clouds.ts';
import { startService } from './support/service-process.ts';
import { runTempest } from './support/tempest.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** Ids of Tempest without their tags. `fail` says of each why it cannot pass here. */
interface Expected {
  readonly pass: readonly string[];
  readonly skip: readonly string[];
  readonly fail: readonly { readonly id: string; readonly reason: string }[];
}

/** Locations, caches and metadata definitions are not judged; import is in tempest-import.test.ts. */
const select = [
  'tempest.api.image.v2.test_images_member',
  'tempest.api.image.v2.test_images_tags',
  'tempest.api.image.v2.test_versions',
  'tempest.api.image.v2.test_images_negative.ImagesNegativeTest',
  'tempest.api.image.v2.test_images.BasicOperationsImagesTest',
  'tempest.api.image.v2.test_images.ListUserImagesTest',
  'tempest.api.image.v2.test_images.ListSharedImagesTest',
  'tempest.api.image.v2.admin.test_images.BasicOperationsImagesAdminTest',
];

test('The tests of Tempest end as named in tempest-expected.json', async () => {
  const path = new URL('tempest-expected.json', import.meta.url);
  const expected = JSON.parse(await readFile(path, 'utf8')) as Expected;
  const folder = await temporaryFolder();
  try {
    const service = await startService({ data: join(folder.path, 'data') });
    const workspace = join(folder.path, 'tempest');
    await mkdir(workspace);
    const { outcomes, report } = await runTempest({
      folder: workspace,
      admin: await readCloud(service.clouds, 'admin'),
      select,
      seconds: 240,
    });
    await service.stop();
    const ids = (outcome: string): string[] =>
      [...outcomes].flatMap(([id, each]) => (each === outcome ? [id] : [])).toSorted();
    assert.deepEqual(
      { pass: ids('success'), skip: ids('skip'), fail: ids('failure') },
      {
        pass: expected.pass.toSorted(),
        skip: expected.skip.toSorted(),
        fail: expected.fail.map(({ id }) => id).toSorted(),
      },
      report,
    );
    const { pass, skip, fail } = expected;
    assert.equal(outcomes.size, pass.length + skip.length + fail.length, report);
  } finally {
    await folder.remove();
  }
});
