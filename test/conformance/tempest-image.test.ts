// Tempest's own tests of the image API, under each profile that changes what becomes of them. What is skipped or fails says why in expected/.
import { describe, test } from 'node:test';
import { assertAsExpected } from './support/expected.ts';
import { underProfile } from './support/profile.ts';
import { besideSecondProcess } from './support/second-process.ts';
import { runTempest } from './support/tempest.ts';

const suite = 'tempest-image';
const all = { files: [['tempest/api/image/v2', 'test_*.py']], seconds: 400 } as const;
const imports = 'tempest.api.image.v2.test_images.ImportImagesTest';
const badAddress = 'tempest.api.image.v2.test_images_negative.ImportImagesNegativeTest';
const several = 'tempest.api.image.v2.test_images.MultiStoresImportImagesTest';
const copies = 'tempest.api.image.v2.admin.test_images.ImportCopyImagesTest';
const members = 'tempest.api.image.v2.test_images_member';
const sharedLists = 'tempest.api.image.v2.test_images.ListSharedImagesTest';

describe('the tests of Tempest on images end as expected', () => {
  test('with the default settings', async () => {
    const results = await underProfile('default', async (lab) => await runTempest(lab, all));
    assertAsExpected(suite, 'default', results);
  });

  test("with Glance's rule of consent, those on members", async () => {
    const select = [members, sharedLists];
    const results = await underProfile(
      'glance',
      async (lab) => await runTempest(lab, { ...all, select }),
    );
    assertAsExpected(suite, 'glance', results);
  });

  test('with imports allowed and two processes, those on imports', async () => {
    const select = [imports, badAddress, copies];
    const results = await underProfile(
      'import',
      async (lab) =>
        await besideSecondProcess(
          lab,
          async (otherProcess) => await runTempest(lab, { ...all, select, otherProcess }),
        ),
    );
    assertAsExpected(suite, 'import', results);
  });

  test('with several stores, those on them', async () => {
    const select = [several, copies];
    const results = await underProfile(
      'stores',
      async (lab) => await runTempest(lab, { ...all, select }),
    );
    assertAsExpected(suite, 'stores', results);
  });
});
