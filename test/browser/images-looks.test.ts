// The views of images hold WCAG 2.2 AA in both languages and schemes: each dialog in one scheme of each language, each page in all four.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible } from './support/axe.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { makeImage, offerImages } from './support/images.ts';
import type { Person } from './support/person.ts';

const console = useConsole();

const words = {
  zh: {
    edit: '修改',
    more: '更多',
    delete: '删除',
    all: '选择本页全部',
    tabs: { 共享租户: '共享租户', 备份详情: '镜像包含的磁盘', 操作记录: '操作记录' },
  },
  en: {
    edit: 'Edit',
    more: 'More',
    delete: 'Delete',
    all: 'Select all on this page',
    tabs: { Members: 'Members', Disks: 'Disks in the image', History: 'History' },
  },
} as const;

interface Scene {
  readonly owner: Person;
  readonly member: Person;
  /** An image of the owner's, offered to the member. */
  readonly golden: string;
}

/** The same for all: nothing is changed by looking. */
let scene: Promise<Scene> | undefined;

async function makeScene(): Promise<Scene> {
  const [owner, member] = [await console.person(), await console.person()];
  const golden = await makeImage(owner, 'golden-ubuntu', {
    os_type: 'linux',
    os_distro: 'ubuntu',
    os_version: '24.04',
    hw_disk_bus: 'virtio',
    tags: ['lts', 'base'],
  });
  await makeImage(owner, 'kept', { protected: true });
  await offerImages(owner, [golden], [member.project.id]);
  return { owner, member, golden };
}

for (const [language, scheme] of [
  ['zh', 'light'],
  ['zh', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
] as const) {
  const text = words[language];
  const withDialogs = (language === 'zh') === (scheme === 'light');

  describe(`images in ${language}, ${scheme}`, () => {
    const look = async (page: Page, name: string): Promise<void> => {
      await assertAccessible(page);
      if (language === 'zh') await assertIconsAreSilent(page);
      await keepLooks(page, `${name}-${language}-${scheme}`);
    };

    test('are accessible in their list', async (t) => {
      const { owner } = await (scene ??= makeScene());
      const page = await console.page(t, { language, scheme, as: owner });
      await page.goto(`/p/${owner.project.id}/images`);
      await page.getByRole('button', { name: `${text.more} kept` }).click();
      await page.getByRole('menuitem').first().waitFor();
      await look(page, 'list');
      if (!withDialogs) return;
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: `${text.edit} golden-ubuntu` }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox').first().waitFor();
      await look(page, 'edit');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });

      await page.getByRole('checkbox', { name: text.all }).check();
      await page.getByRole('button', { name: text.delete, exact: true }).click();
      await dialog.getByRole('listitem').first().waitFor();
      await look(page, 'delete');
    });

    test('are accessible on their page', async (t) => {
      const { owner, golden } = await (scene ??= makeScene());
      const page = await console.page(t, { language, scheme, as: owner });
      await page.goto(`/p/${owner.project.id}/images/${golden}`);
      await page.getByText('SHA-256').waitFor();
      await look(page, 'image');
      for (const [index, [tab, table]] of Object.entries(text.tabs).entries()) {
        await page.getByRole('tab', { name: tab }).click();
        await page.getByRole('table', { name: table }).waitFor();
        await look(page, `image-tab${index}`);
      }
    });

    test('are accessible for a recipient', async (t) => {
      const { member, golden } = await (scene ??= makeScene());
      const page = await console.page(t, { language, scheme, as: member });
      await page.goto(`/p/${member.project.id}/images/${golden}`);
      await page.getByText('SHA-256').waitFor();
      await look(page, 'image-offered');
      if (!withDialogs) return;
      await page.goto(`/p/${member.project.id}/images/00000000-0000-4000-8000-000000000000`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await look(page, 'image-gone');
    });
  });
}

/** Ant Design names its icons in English, such as `img "search"`. */
async function assertIconsAreSilent(page: Page): Promise<void> {
  const heard = await page.locator('body').ariaSnapshot();
  assert.deepEqual(heard.match(/img "[\w-]+"/g) ?? [], []);
}
