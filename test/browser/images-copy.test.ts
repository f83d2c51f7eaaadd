// Images are copied: one's own, and those of others that one has accepted; here, or by their owner to another region.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible } from './support/axe.ts';
import { focusIn, keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { answerOffer, imagesOf, makeImage, offerImages, withdrawOffer } from './support/images.ts';

const console = useConsole();

const words = {
  zh: {
    more: '更多',
    copy: '复制',
    title: '复制镜像 golden',
    source: '源镜像',
    name: '名称',
    description: '描述',
    submit: '确定',
    region: '跨区域复制',
    done: /已复制到区域 RegionOne/,
    doneThere: /已复制到区域 RegionTwo/,
    open: '查看新镜像',
    iso: /ISO镜像不能复制/,
    origin: '来源镜像',
    delete: '删除',
  },
  en: {
    more: 'More',
    copy: 'Copy',
    title: 'Copy golden',
    source: 'Image to copy',
    name: 'Name',
    description: 'Description',
    submit: 'Copy',
    region: 'Copy to another region',
    done: /in the region RegionOne/,
    doneThere: /in the region RegionTwo/,
    open: 'Open the copy',
    iso: /ISO images cannot be copied/,
    origin: 'Copy of',
    delete: 'Delete',
  },
} as const;

for (const language of ['zh', 'en'] as const) {
  const text = words[language];

  /** Opens the dialog from the menu of the row. */
  const openDialog = async (page: Page) => {
    await page.getByRole('button', { name: `${text.more} golden`, exact: true }).click();
    await page.getByRole('menuitem', { name: text.copy }).click();
    return page.getByRole('dialog', { name: text.title });
  };
  /** What the page of a copy says of its source. */
  const originOn = (page: Page) =>
    page
      .locator('dl > div')
      .filter({ has: page.getByRole('term').filter({ hasText: new RegExp(`^${text.origin}$`) }) });

  describe(`copies in ${language}`, () => {
    test('are made of a shared image, and stay when it is withdrawn', async (t) => {
      const [owner, member] = [await console.person(), await console.person()];
      const id = await makeImage(owner, 'golden', { os_distro: 'debian' });
      await offerImages(owner, [id], [member.project.id]);
      await answerOffer(member, id, 'accepted');
      const page = await console.page(t, { language, as: member });
      await page.goto(`/p/${member.project.id}/images?tab=shared`);
      await page.getByRole('button', { name: `${text.more} golden`, exact: true }).waitFor();
      await keepLooks(page, `copy-row-${language}`);
      const dialog = await openDialog(page);
      await dialog.getByRole('region', { name: text.source }).getByText('debian').waitFor();
      const name = dialog.getByLabel(text.name, { exact: true });
      assert.equal(await name.inputValue(), 'copy_golden');
      await dialog.getByText('0 / 1024').waitFor();
      await dialog.getByLabel(text.description, { exact: true }).fill('mine');
      await dialog.getByText('4 / 1024').waitFor();
      // It is another's: only the owner copies it to another region.
      assert.equal(await dialog.getByLabel(text.region).count(), 0);
      await assertAccessible(page);
      await keepLooks(page, `copy-${language}`);
      await name.fill('');
      await dialog.getByRole('button', { name: text.submit, exact: true }).click();
      await name.fill('mine');
      await dialog.getByRole('button', { name: text.submit, exact: true }).click();
      await page.getByText(text.done).waitFor();
      await dialog.waitFor({ state: 'hidden' });
      await withdrawOffer(owner, id, member.project.id);
      await page.getByRole('link', { name: text.open }).click();
      await page.getByRole('heading', { name: 'mine' }).waitFor();
      await originOn(page).getByText('golden').waitFor();
      await originOn(page).getByText(id).waitFor();
      const [copy] = await imagesOf(member);
      assert.equal(copy?.['description'], 'mine');
      assert.equal(copy?.['visibility'], 'private');
    });

    test('are made in another region by the owner, from the page of the image', async (t) => {
      const owner = await console.person();
      const there = await owner.join('there', 'RegionTwo');
      const id = await makeImage(owner, 'golden');
      const page = await console.page(t, { language, as: owner });
      await page.goto(`/p/${owner.project.id}/images/${id}`);
      await page.getByRole('button', { name: text.more, exact: true }).click();
      await page.getByRole('menuitem', { name: text.copy }).click();
      const dialog = page.getByRole('dialog', { name: text.title });
      await dialog.getByLabel(text.region).click();
      await page.getByTitle('RegionTwo › there').click();
      await keepLooks(page, `copy-to-region-${language}`);
      await dialog.getByRole('button', { name: text.submit, exact: true }).click();
      await page.getByText(text.doneThere).waitFor();
      await page.getByRole('link', { name: text.open }).click();
      await page.waitForURL(new RegExp(`/p/${there.id}/images/[0-9a-f-]{36}$`));
      await page.getByRole('heading', { name: 'copy_golden' }).waitFor();
      await originOn(page).getByText(id).waitFor();
    });

    test('are not made of every image, and the menu says why', async (t) => {
      const owner = await console.person();
      await makeImage(owner, 'golden', { disk_format: 'iso' });
      const page = await console.page(t, { language, as: owner });
      await page.goto(`/p/${owner.project.id}/images`);
      await page.getByRole('button', { name: `${text.more} golden`, exact: true }).click();
      const item = page.getByRole('menuitem', { name: text.iso });
      assert.equal(await item.getAttribute('aria-disabled'), 'true');
    });
  });
}

test('a copy needs no mouse', async (t) => {
  const owner = await console.person();
  await makeImage(owner, 'golden');
  const page = await console.page(t, { as: owner });
  await page.goto(`/p/${owner.project.id}/images`);
  const more = page.getByRole('button', { name: '更多 golden', exact: true });
  await more.focus();
  await page.keyboard.press('Enter');
  const focused = (name: string) => page.locator('[role="menuitem"]:focus', { hasText: name });
  // The menu takes the focus once it is open.
  await focused('申请服务器').waitFor();
  for (const next of ['切换操作系统', '下载', '复制']) {
    await page.keyboard.press('ArrowDown');
    await focused(next).waitFor();
  }
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '复制镜像 golden' });
  const submit = dialog.getByRole('button', { name: '确定' });
  await focusIn(dialog);
  const hasFocus = async (): Promise<boolean> =>
    await submit.evaluate((button) => button === document.activeElement);
  for (let steps = 0; steps < 10 && !(await hasFocus()); steps += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.getByText(/已复制到区域 RegionOne/).waitFor();
  await dialog.waitFor({ state: 'hidden' });
  const names = (await imagesOf(owner)).map((image) => image['name']);
  assert.deepEqual(names, ['copy_golden', 'golden']);
});
