// A recipient answers, goes away, and comes back; meanwhile its sender looks, and takes something back. Everybody signs in by the form.
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { useConsole } from './support/console-service.ts';
import { makeImage, offerImages } from './support/images.ts';
import type { Person } from './support/person.ts';

const console = useConsole();

const words = {
  zh: {
    account: '账号名',
    user: '用户名',
    password: '密码',
    signIn: '登录',
    menu: /的账号$/,
    signOut: '退出登录',
    shared: /^共享镜像/,
    prompt: '待确认的共享镜像',
    list: '已接受的共享镜像',
    unfold: '展开',
    accept: '接受',
    reject: '拒绝',
    select: (name: string) => `选择 ${name}`,
    offers: (count: number) => new RegExp(`共享给您 ${count} 个镜像`),
    share: (name: string) => `共享 ${name}`,
    withdraw: '取消共享',
    stop: '取消共享 1 个租户',
    cancel: '取消',
    states: { pending: '待接受', accepted: '已接受', rejected: '已拒绝' },
    notices: /^通知/,
    told: /已取消向您共享镜像/,
  },
  en: {
    account: 'Account name',
    user: 'User name',
    password: 'Password',
    signIn: 'Sign in',
    menu: /^Account of/,
    signOut: 'Sign out',
    shared: /^Shared images/,
    prompt: 'Shared images that wait for your answer',
    list: 'Accepted shared images',
    unfold: 'Show',
    accept: 'Accept',
    reject: 'Reject',
    select: (name: string) => `Select ${name}`,
    offers: (count: number) => new RegExp(`offers you ${count} images?`),
    share: (name: string) => `Share ${name}`,
    withdraw: 'Stop sharing',
    stop: 'Stop sharing with 1 project',
    cancel: 'Cancel',
    states: { pending: 'Waiting', accepted: 'Accepted', rejected: 'Rejected' },
    notices: /^Notices/,
    told: /no longer shares the image/,
  },
} as const;

const answers = {
  kept: 'accepted',
  taken: 'accepted',
  unwanted: 'rejected',
  open: 'pending',
} as const;
const names = Object.keys(answers) as (keyof typeof answers)[];

for (const language of ['zh', 'en'] as const) {
  const text = words[language];
  const named = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  const signIn = async (page: Page, { userName, password, project }: Person): Promise<void> => {
    await page.goto('/sign-in');
    await page.getByLabel(text.account, { exact: true }).fill(project.accountName);
    await page.getByLabel(text.user, { exact: true }).fill(userName);
    await page.getByLabel(text.password, { exact: true }).fill(password);
    await named(page, text.signIn).click();
    await page.getByRole('tab', { name: text.shared }).click();
  };

  describe(`a recipient that was away, in ${language}`, () => {
    test('finds at its next sign-in what was taken back, and the rest as it left it', async (t) => {
      const [owner, member] = [await console.person(), await console.person()];
      const ids: string[] = [];
      for (const name of names) ids.push(await makeImage(owner, name));
      await offerImages(owner, ids, [member.project.id]);

      const recipient = await console.page(t, { language });
      const prompt = recipient.getByRole('region', { name: text.prompt });
      const list = recipient.getByRole('region', { name: text.list });
      await signIn(recipient, member);
      await named(recipient, text.unfold).click();
      const answer = async (chosen: readonly string[], word: string, left: number) => {
        for (const name of chosen) {
          await prompt.getByRole('checkbox', { name: text.select(name) }).check();
        }
        await prompt.getByRole('button', { name: word, exact: true }).click();
        await prompt.getByText(text.offers(left)).waitFor();
      };
      await answer(['kept', 'taken'], text.accept, 2);
      await answer(['unwanted'], text.reject, 1);
      await list.getByText('taken', { exact: true }).waitFor();
      await recipient.getByRole('button', { name: text.menu }).click();
      await recipient.getByRole('menuitem', { name: text.signOut }).click();
      await named(recipient, text.signIn).waitFor();

      // The owner sees how each offer stands, and takes one back.
      const sender = await console.page(t, { language, as: owner });
      await sender.goto(`/p/${owner.project.id}/images`);
      const dialog = sender.getByRole('dialog');
      const place = dialog.getByRole('row').filter({ hasText: member.project.name });
      for (const name of names) {
        await named(sender, text.share(name)).click();
        await dialog.getByRole('tab', { name: text.withdraw }).click();
        await place.getByText(text.states[answers[name]], { exact: true }).waitFor();
        await named(sender, text.cancel).click();
        await dialog.waitFor({ state: 'detached' });
      }
      await named(sender, text.share('taken')).click();
      await dialog.getByRole('tab', { name: text.withdraw }).click();
      await place.getByRole('checkbox').check();
      await named(sender, text.stop).click();
      await dialog.waitFor({ state: 'detached' });

      await signIn(recipient, member);
      await prompt.getByText(text.offers(1)).waitFor();
      await list.getByText('kept', { exact: true }).waitFor();
      await list.getByText('taken', { exact: true }).waitFor({ state: 'detached' });
      await recipient.getByRole('button', { name: text.notices }).click();
      await recipient.getByText(text.told).filter({ hasText: 'taken' }).waitFor();
    });
  });
}
