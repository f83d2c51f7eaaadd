// What operators manage: regions, accounts, projects, users and their roles.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { assertAccessible } from './support/axe.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import type { Person } from './support/person.ts';

const console = useConsole();
let operator: Person;
let member: Person;

async function open(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: '主导航' })
    .getByRole('link', { name, exact: true })
    .click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** Chooses from a select; `text`: what it is searched for by. */
async function choose(place: Locator, field: string, option: string, text?: string): Promise<void> {
  const select = place.getByRole('combobox', { name: field });
  if (text === undefined) await select.click();
  else await select.fill(text);
  await place.page().getByTitle(option, { exact: true }).last().click();
}

/** Answers the question that is asked with yes. */
async function confirm(page: Page, act: string): Promise<void> {
  const consequences = page.getByRole('list', { name: '将发生什么' });
  const question = page.getByRole('dialog').filter({ has: consequences });
  await question.getByRole('button', { name: act, exact: true }).click();
  await question.waitFor({ state: 'detached' });
}

const words = {
  zh: { create: '创建用户', roles: '角色', remove: '删除', list: '项目角色' },
  en: { create: 'Create user', roles: 'Roles', remove: 'Delete', list: 'Roles in projects' },
} as const;

describe('the administration', () => {
  before(async () => {
    operator = await console.person({ role: 'admin' });
    member = await console.person();
  });

  test('an operator makes a region, an account, a project and a user, who signs in; then deletes them', async (t) => {
    const page = await console.page(t, { as: operator });
    const dialog = page.getByRole('dialog').last();
    const create = dialog.getByRole('button', { name: '创建', exact: true });
    await page.goto('/admin/regions');
    await page.getByRole('button', { name: '创建区域' }).click();
    await dialog.getByLabel('区域', { exact: true }).fill('South 1');
    await create.click();
    await dialog.getByText(/^请输入 1 至 64 个字符/).waitFor();
    await dialog.getByLabel('区域', { exact: true }).fill('South-1');
    await create.click();
    await page.getByText('“South-1”已创建').waitFor();

    await open(page, '账号');
    await page.getByRole('button', { name: '创建账号' }).click();
    await dialog.getByLabel('账号', { exact: true }).fill('acme');
    await create.click();
    await page.getByRole('table', { name: '账号' }).getByText('acme', { exact: true }).waitFor();

    await page.getByRole('link', { name: '项目 acme' }).click();
    await page.getByRole('button', { name: '创建项目' }).click();
    await choose(dialog, '区域', 'South-1');
    await dialog.getByLabel('项目', { exact: true }).fill('web');
    await create.click();
    const drawer = page.getByRole('dialog', { name: '项目：web' });
    await drawer.getByText('该项目没有成员').first().waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });

    await open(page, '用户');
    await page.getByRole('button', { name: '创建用户' }).click();
    await choose(dialog, '账号', 'acme', 'acm');
    await dialog.getByLabel('用户名', { exact: true }).fill('ann');
    await dialog.getByLabel('密码', { exact: true }).fill('Ann-secret-1');
    await create.click();
    const details = page.getByRole('dialog', { name: '用户：ann' });
    await choose(details, '选择项目', 'acme › web', 'we');
    await details.getByRole('button', { name: '授权' }).click();
    await details
      .getByRole('row')
      .filter({ hasText: 'acme › web' })
      .filter({ hasText: '成员' })
      .waitFor();

    const hers = await console.page(t);
    await hers.goto('/sign-in');
    await hers.getByLabel('账号名').fill('acme');
    await hers.getByLabel('用户名').fill('ann');
    await hers.getByLabel('密码', { exact: true }).fill('Ann-secret-1');
    await hers.getByRole('button', { name: '登录', exact: true }).click();
    await hers.getByRole('button', { name: 'South-1 › web' }).waitFor();

    await details.getByRole('button', { name: '收回 成员 acme › web' }).click();
    await confirm(page, '收回');
    await details.getByText('该用户没有任何角色').first().waitFor();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '删除 ann', exact: true }).click();
    await confirm(page, '删除');
    await page.getByText('“ann”已删除').waitFor();

    await open(page, '区域');
    await page.getByRole('button', { name: '删除 South-1' }).click();
    const question = page.getByRole('dialog', { name: '删除该区域？' });
    await question.getByRole('button', { name: '删除', exact: true }).click();
    await question.getByText(/^区域仍在使用，不能删除/).waitFor();
    await question.getByRole('button', { name: '取消' }).click();
    await page.getByRole('link', { name: '查看项目 South-1' }).click();
    await page.getByRole('button', { name: '删除 web', exact: true }).click();
    await page.getByText(/^项目的所有镜像将被删除/).waitFor();
    await confirm(page, '删除');
    await page.getByText('没有符合条件的数据').waitFor();
    await open(page, '区域');
    await page.getByRole('button', { name: '删除 South-1' }).click();
    await confirm(page, '删除');
    await page.getByText('“South-1”已删除').waitFor();

    await open(page, '账号');
    await page.getByRole('searchbox', { name: '账号名或账号ID' }).fill('acme');
    const gone = page.getByRole('button', { name: '删除 acme' });
    assert.equal(await gone.isDisabled(), true);
    await page.getByRole('button', { name: '停用 acme' }).click();
    await confirm(page, '停用');
    await page.getByText('已停用', { exact: true }).waitFor();
    await gone.click();
    await confirm(page, '删除');
    await page.getByText('没有符合条件的数据').waitFor();
  });

  test('an operator edits a user, and a new password replaces the old one', async (t) => {
    const somebody = await console.person();
    const page = await console.page(t, { as: operator });
    await page.goto(`/admin/users?search=${somebody.userName}`);
    await page.getByRole('button', { name: `编辑 ${somebody.userName}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('邮箱').fill('somebody@example.com');
    await dialog.getByLabel('新密码').fill('Changed-1');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByRole('table', { name: '用户' }).getByText('somebody@example.com').waitFor();
    const request = async (password: string) =>
      await fetch(`${console.url()}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          account: somebody.project.accountName,
          user: somebody.userName,
          password,
        }),
      });
    assert.equal((await request(somebody.password)).status, 401);
    assert.equal((await request('Changed-1')).status, 201);
  });

  test('an operator cannot cut off the branch that it sits on', async (t) => {
    const page = await console.page(t, { as: operator });
    const { userName, project } = operator;
    for (const [noun, name, reason] of [
      ['users', userName, '不能停用或删除您自己。'],
      ['accounts', project.accountName, '这是您所在的账号，不能停用或删除。'],
      ['projects', project.name, '这是您拥有管理员角色的唯一项目，停用或删除后您将失去管理权限。'],
    ] as const) {
      await page.goto(`/admin/${noun}?search=${name}`);
      const act = page.getByRole('button', { name: `停用 ${name}` });
      await page.getByRole('group').filter({ hasText: reason }).first().waitFor();
      assert.equal(await act.isDisabled(), true);
    }
  });

  test('who is no operator is told so, and has no way there', async (t) => {
    const page = await console.page(t, { as: member });
    for (const noun of ['regions', 'accounts', 'projects', 'users']) {
      await page.goto(`/admin/${noun}`);
      await page.getByRole('heading', { level: 1, name: '仅限管理员' }).waitFor();
    }
    assert.equal(await page.getByRole('region', { name: '系统管理' }).count(), 0);
  });

  for (const [language, scheme] of [
    ['zh', 'light'],
    ['zh', 'dark'],
    ['en', 'light'],
    ['en', 'dark'],
  ] as const) {
    test(`the administration is accessible in ${language}, ${scheme}`, async (t) => {
      const text = words[language];
      const page = await console.page(t, { language, scheme, as: operator });
      for (const noun of ['regions', 'accounts', 'projects', 'users'] as const) {
        await page.goto(`/admin/${noun}`);
        await page.locator('tbody tr[data-row-key]').first().waitFor();
        await keepLooks(page, `admin-${noun}-${language}-${scheme}`);
        await assertAccessible(page);
      }
      await page.getByRole('button', { name: text.create }).click();
      await page.getByRole('dialog').waitFor();
      await keepLooks(page, `admin-create-${language}-${scheme}`);
      await assertAccessible(page);
      await page.goto(`/admin/users?search=${member.userName}`);
      await page.getByRole('button', { name: `${text.roles} ${member.userName}` }).click();
      await page.getByRole('table', { name: text.list }).getByText(member.project.name).waitFor();
      await keepLooks(page, `admin-roles-${language}-${scheme}`);
      await assertAccessible(page);

      await page.goto(`/admin/projects?search=${member.project.name}`);
      await page
        .getByRole('button', { name: `${text.remove} ${member.project.name}`, exact: true })
        .click();
      await page.getByRole('dialog').waitFor();
      await keepLooks(page, `admin-delete-${language}-${scheme}`);
      await assertAccessible(page);
    });
  }
});
