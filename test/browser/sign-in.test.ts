import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAccessible } from './support/axe.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { makeImage } from './support/images.ts';

const console = useConsole();

const words = {
  zh: {
    title: '登录 · Accord',
    account: '账号名',
    user: '用户名',
    password: '密码',
    submit: '登录',
    refused: /账号、用户名或密码错误/,
    list: '私有镜像',
    heading: '镜像服务',
    signOut: '退出登录',
    menu: /的账号$/,
  },
  en: {
    title: 'Sign in · Accord',
    account: 'Account name',
    user: 'User name',
    password: 'Password',
    submit: 'Sign in',
    refused: /Account, user or password is wrong/,
    list: 'Private images',
    heading: 'Image service',
    signOut: 'Sign out',
    menu: /^Account of/,
  },
} as const;

for (const [language, scheme] of [
  ['zh', 'light'],
  ['en', 'dark'],
  ['zh', 'dark'],
  ['en', 'light'],
] as const) {
  const text = words[language];

  describe(`the console in ${language}, ${scheme}`, () => {
    test('signs in, shows the images of the project, and signs out', async (t) => {
      const person = await console.person();
      await makeImage(person, 'golden-ubuntu', { os_distro: 'ubuntu', os_version: '24.04' });
      const page = await console.page(t, { language, scheme });
      const field = (name: string) => page.getByLabel(name, { exact: true });
      const submit = page.getByRole('button', { name: text.submit, exact: true });

      await page.goto(`/p/${person.project.id}/images?sort=name`);
      await submit.waitFor();
      assert.equal(await page.title(), text.title);
      await assertAccessible(page);
      await keepLooks(page, `sign-in-${language}-${scheme}`);

      await field(text.account).fill(person.project.accountName);
      await field(text.user).fill(person.userName);
      await field(text.password).fill('wrong');
      await submit.click();
      await page.getByText(text.refused).waitFor();
      assert.equal(await field(text.user).inputValue(), person.userName);

      await field(text.password).fill(person.password);
      await submit.click();
      const table = page.getByRole('table', { name: text.list });
      await table.getByText('golden-ubuntu').waitFor();
      await table.getByText('ubuntu 24.04').waitFor();
      assert.equal(new URL(page.url()).search, '?sort=name');
      await page.getByRole('heading', { level: 1, name: text.heading }).waitFor();
      await assertAccessible(page);
      await keepLooks(page, `images-${language}-${scheme}`);

      await page.getByRole('button', { name: text.menu }).click();
      await page.getByRole('menuitem', { name: text.signOut }).click();
      await submit.waitFor();
      await page.goto(`/p/${person.project.id}/images`);
      await submit.waitFor();
    });
  });
}
