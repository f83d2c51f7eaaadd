// The views of sharing hold WCAG 2.2 AA in both languages and schemes.
import { describe, test } from 'node:test';
import { assertAccessible } from './support/axe.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { makeImage, offerImages } from './support/images.ts';

const console = useConsole();

const words = {
  zh: { share: '共享', ids: '项目ID', withdraw: '取消共享', members: '共享租户', unfold: '展开' },
  en: {
    share: 'Share',
    ids: 'Project IDs',
    withdraw: 'Stop sharing',
    members: 'Members',
    unfold: 'Show',
  },
} as const;

for (const [language, scheme] of [
  ['zh', 'light'],
  ['zh', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
] as const) {
  const text = words[language];

  describe(`sharing in ${language}, ${scheme}`, () => {
    test('is accessible to its sender', async (t) => {
      const [owner, member] = [await console.person(), await console.person()];
      const image = await makeImage(owner, 'golden', { os_distro: 'ubuntu', os_version: '24.04' });
      await offerImages(owner, [image], [member.project.id]);
      const page = await console.page(t, { language, scheme, as: owner });
      await page.goto(`/p/${owner.project.id}/images`);
      await page.locator('.ant-table-row-expand-icon').click();
      await page
        .getByRole('region', { name: text.members })
        .getByText(member.project.name)
        .waitFor();
      await keepLooks(page, `members-${language}-${scheme}`);
      await assertAccessible(page);

      await page.getByRole('button', { name: `${text.share} golden` }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(text.ids, { exact: true }).fill(`${member.project.id} nobody`);
      await dialog.getByText(member.project.name).waitFor();
      await keepLooks(page, `share-${language}-${scheme}`);
      await assertAccessible(page);
      await dialog.getByRole('tab', { name: text.withdraw }).click();
      await dialog.getByRole('checkbox').last().check();
      await keepLooks(page, `withdraw-${language}-${scheme}`);
      await assertAccessible(page);
    });

    test('is accessible to its recipient, also where nothing is offered', async (t) => {
      const [owner, member] = [await console.person(), await console.person()];
      const elsewhere = await member.join('other', 'RegionOne');
      const bytes = { disk_format: 'vmdk', os_distro: 'debian', os_version: '13' };
      const images = [await makeImage(owner, 'golden'), await makeImage(owner, 'odd', bytes)];
      await offerImages(owner, images, [elsewhere.id]);
      const page = await console.page(t, { language, scheme, as: member });
      await page.goto(`/p/${member.project.id}/images?tab=shared`);
      await page.getByRole('link', { name: /RegionOne › other/ }).waitFor();
      await keepLooks(page, `elsewhere-${language}-${scheme}`);
      await assertAccessible(page);
      await page.getByRole('link', { name: /RegionOne › other/ }).click();
      await page.getByRole('button', { name: text.unfold, exact: true }).click();
      await page.locator('.ant-table-row-expand-icon').first().click();
      await page.getByText('SHA-256').waitFor();
      await keepLooks(page, `prompt-${language}-${scheme}`);
      await assertAccessible(page);
    });
  });
}
