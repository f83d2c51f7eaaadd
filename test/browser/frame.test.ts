// What stands around every page: the way from project to project, the notices, language and appearance.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAccessible } from './support/axe.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { makeImage, offerImages } from './support/images.ts';

const console = useConsole();

const words = {
  zh: {
    switcher: /^区域和项目：/,
    search: '搜索项目或区域',
    waits: (place: string) => `“${place}”中有 1 个共享镜像待确认`,
    notices: /^通知/,
    offered: /向您共享了镜像/,
    dismiss: (name: string) => `清除关于 ${name} 的通知`,
    dismissAll: '全部清除',
    question: '清除全部通知？',
    empty: '没有通知',
  },
  en: {
    switcher: /^Region and project: /,
    search: 'Search for a project or region',
    waits: (place: string) => `1 offer waits in ${place}`,
    notices: /^Notices/,
    offered: /offers you the image/,
    dismiss: (name: string) => `Dismiss the notice about ${name}`,
    dismissAll: 'Dismiss all',
    question: 'Dismiss all notices?',
    empty: 'No notice',
  },
} as const;

for (const [language, scheme] of [
  ['zh', 'dark'],
  ['en', 'light'],
] as const) {
  const text = words[language];

  describe(`the frame in ${language}, ${scheme}`, () => {
    test('says where offers wait, and leads there by keyboard alone', async (t) => {
      const [owner, member] = [
        await console.person({ regionId: 'RegionTwo' }),
        await console.person(),
      ];
      const other = await member.join('sharing', 'RegionTwo');
      await offerImages(owner, [await makeImage(owner, 'golden')], [other.id]);
      const page = await console.page(t, { language, scheme, as: member });
      await page.goto(`/p/${member.project.id}/images?tab=shared`);
      const elsewhere = text.waits('RegionTwo › sharing');
      await page.getByRole('link', { name: elsewhere }).waitFor();

      const switcher = page.getByRole('button', { name: text.switcher });
      await switcher.focus();
      await page.keyboard.press('Enter');
      const search = page.getByRole('combobox', { name: text.search });
      await search.and(page.locator(':focus')).waitFor();
      await assertAccessible(page);
      await keepLooks(page, `switcher-${language}-${scheme}`);
      await page.keyboard.press('Escape');
      await search.waitFor({ state: 'detached' });

      await switcher.and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Enter');
      await search.and(page.locator(':focus')).waitFor();
      await page.keyboard.type('two shar');
      await page.getByRole('option', { name: /^sharing/ }).waitFor();
      await page.getByRole('option').nth(1).waitFor({ state: 'detached' });
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/p/${other.id}/images`);
      await page.getByRole('button', { name: 'RegionTwo › sharing' }).waitFor();
    });

    test('keeps notices until they are dismissed, one by one or all', async (t) => {
      const [owner, member] = [await console.person(), await console.person()];
      const names = ['one', 'two', 'three'];
      for (const name of names) {
        await offerImages(owner, [await makeImage(owner, name)], [member.project.id]);
      }
      const page = await console.page(t, { language, scheme, as: member });
      await page.goto('/');
      await page.getByRole('button', { name: text.notices }).click();
      const drawer = page.getByRole('dialog', { name: text.notices });
      const items = drawer.getByRole('listitem').filter({ hasText: text.offered });
      await items.nth(2).waitFor();
      await assertAccessible(page);
      await keepLooks(page, `notices-${language}-${scheme}`);

      await drawer.getByRole('button', { name: text.dismiss('two') }).click();
      await items.filter({ hasText: 'two' }).waitFor({ state: 'detached' });
      await items.nth(1).waitFor();
      await items.nth(2).waitFor({ state: 'detached' });

      await drawer.getByRole('button', { name: text.dismissAll }).click();
      const question = page.getByRole('dialog', { name: text.question });
      await question.getByRole('button', { name: text.dismissAll, exact: true }).click();
      await drawer.getByText(text.empty, { exact: true }).waitFor();
      await page.reload();
      await page.getByRole('button', { name: text.notices }).click();
      await drawer.getByText(text.empty, { exact: true }).waitFor();
    });
  });
}

test('the language and the appearance that are chosen are there again at the next visit', async (t) => {
  const page = await console.page(t, { language: 'zh', scheme: 'light' });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: '语言：简体中文' }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await page.getByRole('button', { name: /^Appearance/ }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  const { lang, scheme } = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    scheme: document.documentElement.style.colorScheme,
  }));
  assert.deepEqual([lang, scheme], ['en-GB', 'dark']);
});

test('every page fits a phone: what is wider scrolls within itself', async (t) => {
  const member = await console.person();
  const page = await console.page(t, { as: member, size: { width: 390, height: 844 } });
  for (const place of ['images', 'images/new', 'servers', 'servers/new', 'disks', 'vaults']) {
    await page.goto(`/p/${member.project.id}/${place}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${place} is ${width} px wide`);
    await keepLooks(page, `phone-${place.replace('/', '-')}`);
  }
});
