// A recipient is asked, answers, and changes its mind.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAccessible } from './support/axe.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { makeImage, offerImages } from './support/images.ts';

const console = useConsole();

const words = {
  zh: {
    prompt: '待确认的共享镜像',
    list: '已接受的共享镜像',
    unfold: '展开',
    acceptAll: '全部接受',
    accept: '接受',
    reject: '拒绝',
    undo: '撤销',
    rejected: '已拒绝镜像',
    acceptAgain: '再次接受',
    offers: (count: number) => new RegExp(`共享给您 ${count} 个镜像`),
    select: (name: string) => `选择 ${name}`,
  },
  en: {
    prompt: 'Shared images that wait for your answer',
    list: 'Accepted shared images',
    unfold: 'Show',
    acceptAll: 'Accept all',
    accept: 'Accept',
    reject: 'Reject',
    undo: 'Undo',
    rejected: 'Rejected images',
    acceptAgain: 'Accept again',
    offers: (count: number) => new RegExp(`offers you ${count} images?`),
    select: (name: string) => `Select ${name}`,
  },
} as const;

for (const [language, scheme] of [
  ['zh', 'light'],
  ['en', 'dark'],
] as const) {
  const text = words[language];

  describe(`offers in ${language}, ${scheme}`, () => {
    test('appear by themselves, are answered one by one or all at once, and again', async (t) => {
      const [owner, member] = [await console.person(), await console.person()];
      const page = await console.page(t, { language, scheme, as: member });
      await page.goto(`/p/${member.project.id}/images?tab=shared`);
      const prompt = page.getByRole('region', { name: text.prompt });
      const list = page.getByRole('region', { name: text.list });
      const button = (name: string) => page.getByRole('button', { name, exact: true });
      await list.waitFor();
      assert.equal(await prompt.count(), 0);

      const names = ['first', 'second', 'third'];
      const ids: string[] = [];
      for (const name of names) ids.push(await makeImage(owner, name));
      await offerImages(owner, ids, [member.project.id]);
      await prompt.getByText(text.offers(3)).waitFor();

      await button(text.unfold).click();
      await assertAccessible(page);
      await keepLooks(page, `offers-${language}-${scheme}`);
      await prompt.getByRole('checkbox', { name: text.select('first') }).check();
      await prompt.getByRole('button', { name: text.accept, exact: true }).click();
      await list.getByText('first', { exact: true }).waitFor();
      await prompt.getByText(text.offers(2)).waitFor();

      await prompt.getByRole('checkbox', { name: text.select('second') }).check();
      await prompt.getByRole('button', { name: text.reject, exact: true }).click();
      await prompt.getByText(text.offers(1)).waitFor();
      await button(text.undo).click();
      await prompt.getByText(text.offers(2)).waitFor();

      await prompt.getByRole('button', { name: text.acceptAll, exact: true }).click();
      await list.getByText('third', { exact: true }).waitFor();
      await prompt.waitFor({ state: 'detached' });

      await list.getByRole('checkbox', { name: text.select('third') }).check();
      await list.getByRole('button', { name: text.reject, exact: true }).click();
      const asking = page.getByRole('dialog');
      await asking.getByText('third').waitFor();
      await assertAccessible(page);
      await asking.getByRole('button', { name: text.reject, exact: true }).click();
      await list.getByText('third', { exact: true }).waitFor({ state: 'detached' });

      await button(text.rejected).click();
      const rejected = page.getByRole('dialog', { name: text.rejected });
      await rejected.getByRole('checkbox', { name: text.select('third') }).check();
      await assertAccessible(page);
      await keepLooks(page, `rejected-${language}-${scheme}`);
      await rejected.getByRole('button', { name: text.acceptAgain }).click();
      await list.getByText('third', { exact: true }).waitFor();
    });
  });
}
