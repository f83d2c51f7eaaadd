// What people see of themselves and can set for themselves.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { assertAccessible } from './support/axe.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import type { Person } from './support/person.ts';

const console = useConsole();
let person: Person;
let other: Person['project'];

const words = {
  zh: { title: '账号设置', submit: '修改密码', missing: '请输入当前密码。' },
  en: {
    title: 'Account settings',
    submit: 'Change password',
    missing: 'Enter your current password.',
  },
} as const;

describe('the account settings', () => {
  before(async () => {
    person = await console.person();
    other = await person.join('sharing', 'RegionTwo');
  });

  test('a user finds its projects with their ids, and who it is', async (t) => {
    const page = await console.page(t, { as: person });
    await page.goto('/');
    await page.getByRole('button', { name: /的账号$/ }).click();
    await page.getByRole('menuitem', { name: '账号设置' }).click();
    await page.getByRole('heading', { level: 1, name: '账号设置' }).waitFor();
    const table = page.getByRole('table', { name: '我的项目' });
    for (const { id, name, regionId } of [person.project, other]) {
      const row = table.getByRole('row').filter({ hasText: id });
      await row.filter({ hasText: name }).filter({ hasText: regionId }).waitFor();
      await row
        .filter({ hasText: '成员' })
        .getByRole('button', { name: `复制 ${id}` })
        .waitFor();
    }
    const who = page.getByRole('region', { name: '基本信息' });
    await who.getByText(person.userName, { exact: true }).waitFor();
    await who.getByText(person.project.accountName, { exact: true }).waitFor();
    await who.getByText('普通用户').waitFor();
    await table.getByRole('link', { name: 'sharing' }).click();
    await page.waitForURL(`**/p/${other.id}/images`);
  });

  test('the language that is chosen is there again', async (t) => {
    const page = await console.page(t, { as: person });
    await page.goto('/account');
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Account settings' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Account settings' }).waitFor();
    assert.equal(await page.getByRole('radio', { name: 'English' }).isChecked(), true);
  });

  test('a user changes its password, stays signed in, and signs in with the new one', async (t) => {
    const somebody = await console.person();
    const next = 'Browser-test-2';
    const page = await console.page(t, { as: somebody });
    await page.goto('/account');
    const field = (name: string) => page.getByLabel(name, { exact: true });
    const submit = page.getByRole('button', { name: '修改密码' });
    await submit.click();
    await page.getByText('请输入当前密码。').waitFor();
    await field('当前密码').fill('wrong');
    await field('新密码').fill(next);
    await field('确认新密码').fill('Browser-test-3');
    await submit.click();
    await page.getByText('两次输入的新密码不一致。').waitFor();
    await field('确认新密码').fill(next);
    await submit.click();
    await page.getByText(/^当前密码错误/).waitFor();
    assert.equal(await field('新密码').inputValue(), next);

    await field('当前密码').fill(somebody.password);
    await submit.click();
    await page.getByText('密码已修改').waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '账号设置' }).waitFor();

    await page.getByRole('button', { name: '退出登录' }).click();
    await field('账号名').fill(somebody.project.accountName);
    await field('用户名').fill(somebody.userName);
    await field('密码').fill(somebody.password);
    const signIn = page.getByRole('button', { name: '登录', exact: true });
    await signIn.click();
    await page.getByText(/账号、用户名或密码错误/).waitFor();
    await field('密码').fill(next);
    await signIn.click();
    await page.getByRole('heading', { level: 1, name: '镜像服务' }).waitFor();
  });

  for (const [language, scheme] of [
    ['zh', 'light'],
    ['zh', 'dark'],
    ['en', 'light'],
    ['en', 'dark'],
  ] as const) {
    test(`the settings are accessible in ${language}, ${scheme}`, async (t) => {
      const text = words[language];
      const page = await console.page(t, { language, scheme, as: person });
      await page.goto('/account');
      await page.getByRole('heading', { level: 1, name: text.title }).waitFor();
      await keepLooks(page, `account-${language}-${scheme}`);
      await page.getByRole('button', { name: text.submit }).click();
      await page.getByText(text.missing).waitFor();
      await keepLooks(page, `account-password-${language}-${scheme}`);
      await assertAccessible(page);
    });
  }
});
