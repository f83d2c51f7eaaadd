// Two people in two browsers: one shares, the other answers, and each sees what the other does.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { useConsole } from './support/console-service.ts';
import { makeImage } from './support/images.ts';

const console = useConsole();

const words = {
  zh: {
    share: '共享',
    withdraw: '取消共享',
    ids: '项目ID',
    message: '留言（可选）',
    send: '共享给 1 个项目',
    stop: '取消共享 1 个租户',
    private: '私有镜像',
    shared: /^共享镜像/,
    waiting: /5 个待确认/,
    prompt: '待确认的共享镜像',
    list: '已接受的共享镜像',
    unfold: '展开',
    accept: '接受',
    reject: '拒绝',
    undo: '撤销',
    all: '全选',
    rejected: '已拒绝镜像',
    acceptAgain: '再次接受',
    offers: (count: number) => new RegExp(`共享给您 ${count} 个镜像`),
    select: (name: string) => `选择 ${name}`,
    states: { accepted: '已接受', rejected: '已拒绝' },
    members: '共享租户',
    notices: /^通知/,
    told: /已取消向您共享镜像/,
  },
  en: {
    share: 'Share',
    withdraw: 'Stop sharing',
    ids: 'Project IDs',
    message: 'Message (optional)',
    send: 'Share with 1 project',
    stop: 'Stop sharing with 1 project',
    private: 'Private images',
    shared: /^Shared images/,
    waiting: /5 wait for an answer/,
    prompt: 'Shared images that wait for your answer',
    list: 'Accepted shared images',
    unfold: 'Show',
    accept: 'Accept',
    reject: 'Reject',
    undo: 'Undo',
    all: 'Select all',
    rejected: 'Rejected images',
    acceptAgain: 'Accept again',
    offers: (count: number) => new RegExp(`offers you ${count} images?`),
    select: (name: string) => `Select ${name}`,
    states: { accepted: 'Accepted', rejected: 'Rejected' },
    members: 'Members',
    notices: /^Notices/,
    told: /no longer shares the image/,
  },
} as const;

const names = ['one', 'two', 'three', 'four', 'five'];

for (const language of ['zh', 'en'] as const) {
  const text = words[language];

  describe(`two projects in ${language}`, () => {
    test('share, answer, change their minds and withdraw, and each is told at once', async (t) => {
      const [owner, member] = [await console.person(), await console.person()];
      for (const name of names) await makeImage(owner, name);
      const sender = await console.page(t, { language, as: owner });
      const recipient = await console.page(t, { language, as: member });
      await recipient.goto(`/p/${member.project.id}/images?tab=shared`);
      const prompt = recipient.getByRole('region', { name: text.prompt });
      const list = recipient.getByRole('region', { name: text.list });
      const named = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
      await list.waitFor();

      // The owner shares five images at once.
      await sender.goto(`/p/${owner.project.id}/images?sort=name`);
      for (const name of names) {
        await sender.getByRole('checkbox', { name: text.select(name) }).check();
      }
      await named(sender, text.share).click();
      await sender.getByLabel(text.ids, { exact: true }).fill(member.project.id);
      await sender.getByText(member.project.name).waitFor();
      await sender.getByLabel(text.message, { exact: true }).fill('golden images');
      await named(sender, text.send).click();
      await sender.getByRole('dialog').waitFor({ state: 'detached' });

      // The recipient is asked without loading anything again.
      await prompt.getByText(text.offers(5)).waitFor();
      await recipient.getByRole('tab', { name: text.shared }).getByText(text.waiting).waitFor();
      await named(recipient, text.unfold).click();
      const answer = async (chosen: readonly string[], word: string, left: number) => {
        for (const name of chosen) {
          await prompt.getByRole('checkbox', { name: text.select(name) }).check();
        }
        await prompt.getByRole('button', { name: word, exact: true }).click();
        await prompt.getByText(text.offers(left)).waitFor();
      };
      await answer(['one', 'two'], text.accept, 3);
      await answer(['three'], text.reject, 2);
      await prompt.getByRole('checkbox', { name: text.all }).check();
      await prompt.getByRole('button', { name: text.reject, exact: true }).click();
      await prompt.waitFor({ state: 'detached' });
      await list.getByText('one', { exact: true }).waitFor();
      await list.getByText('two', { exact: true }).waitFor();
      assert.equal(await list.getByText('three', { exact: true }).count(), 0);

      // The last answers are taken back, and given otherwise.
      await named(recipient, text.undo).click();
      await prompt.getByText(text.offers(2)).waitFor();
      await answer(['four'], text.accept, 1);
      await named(recipient, text.rejected).click();
      const rejected = recipient.getByRole('dialog', { name: text.rejected });
      await rejected.getByRole('checkbox', { name: text.select('three') }).check();
      await rejected.getByRole('button', { name: text.acceptAgain }).click();
      await list.getByText('three', { exact: true }).waitFor();
      await list.getByRole('button', { name: `${text.reject} two` }).click();
      await recipient.getByRole('dialog').getByRole('button', { name: text.reject }).click();
      await list.getByText('two', { exact: true }).waitFor({ state: 'detached' });

      // The owner sees each answer, also one that is given while it looks.
      const stateOf = async (name: string, state: string): Promise<void> => {
        const row = sender.getByRole('row').filter({ hasText: name });
        await row.first().locator('.ant-table-row-expand-icon').click();
        const members = sender.getByRole('region', { name: text.members });
        await members.getByText(state, { exact: true }).waitFor();
        await row.first().locator('.ant-table-row-expand-icon').click();
        await members.waitFor({ state: 'hidden' });
      };
      await stateOf('one', text.states.accepted);
      await stateOf('two', text.states.rejected);

      // The owner takes one back: the recipient is told, and finds a notice of it, also in another browser.
      await sender.getByRole('button', { name: `${text.share} one` }).click();
      const dialog = sender.getByRole('dialog');
      await dialog.getByRole('tab', { name: text.withdraw }).click();
      await dialog.getByRole('checkbox', { name: new RegExp(member.project.name) }).check();
      await named(sender, text.stop).click();
      await dialog.waitFor({ state: 'detached' });
      await list.getByText('one', { exact: true }).waitFor({ state: 'detached' });
      const later = await console.page(t, { language, as: member });
      await later.goto('/');
      for (const page of [recipient, later]) {
        await page.getByRole('button', { name: text.notices }).click();
        await page.getByText(text.told).filter({ hasText: 'one' }).waitFor();
      }
    });
  });
}
