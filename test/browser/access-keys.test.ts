// The access keys of somebody's programs, on the page of its account.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import {
  ask,
  basicCredentials,
  huaweiClient,
  type KeyPair,
} from '../contract/support/huawei-client.ts';
import { waitUntil } from '../contract/support/wait-until.ts';
import { assertAccessible } from './support/axe.ts';
import { focusIn, keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';

const console = useConsole();

const words = {
  zh: {
    title: '访问密钥',
    none: '您还没有访问密钥',
    create: '新增访问密钥',
    submit: '创建',
    made: '访问密钥已创建',
    saved: '我已保存',
    list: '访问密钥',
  },
  en: {
    title: 'Access keys',
    none: 'You have no access key yet',
    create: 'Create access key',
    submit: 'Create',
    made: 'Your new access key',
    saved: 'I have saved it',
    list: 'Access keys',
  },
} as const;

/** What a program does with the key: it is told its account, or refused. */
async function tryKey(key: KeyPair): Promise<unknown> {
  const client = huaweiClient(console.url(), basicCredentials(console.url(), key));
  return await ask(client, { url: '/v3/auth/domains' });
}

const refused = { httpStatusCode: 401 };

async function openKeys(page: Page, language: keyof typeof words = 'zh'): Promise<Locator> {
  await page.goto('/account');
  const card = page.getByRole('region', { name: words[language].title, exact: true });
  await card.getByRole('button', { name: words[language].create }).waitFor();
  return card;
}

/** Makes a key and leaves the dialog with its secret open. */
async function createKey(
  page: Page,
  description: string,
  language: keyof typeof words = 'zh',
): Promise<{ dialog: Locator; key: KeyPair }> {
  const text = words[language];
  await page.getByRole('button', { name: text.create }).click();
  const question = page.getByRole('dialog', { name: text.create });
  await question.getByRole('textbox').fill(description);
  await question.getByRole('button', { name: text.submit, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: text.made });
  await dialog.getByRole('button', { name: text.saved }).waitFor();
  const [access = '', secret = ''] = await dialog.getByRole('definition').allInnerTexts();
  return { dialog, key: { access: access.trim(), secret: secret.trim() } };
}

describe('access keys', () => {
  test('a user makes a key, a program uses it, and it works until it is disabled and deleted', async (t) => {
    const person = await console.person();
    const page = await console.page(t, { as: person });
    const card = await openKeys(page);
    await card.getByText('您还没有访问密钥').waitFor();
    const { dialog, key } = await createKey(page, '夜间构建');
    await dialog.getByText(/只在此时显示一次/).waitFor();
    await tryKey(key);
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: '我已保存' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.ok(!(await page.content()).includes(key.secret));

    const row = card.getByRole('row').filter({ hasText: key.access });
    await row.filter({ hasText: '夜间构建' }).filter({ hasText: '已启用' }).waitFor();
    await card.getByText(/您已有 1 个密钥，最多 2 个/).waitFor();
    await row.getByRole('button', { name: `停用 ${key.access}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: '停用', exact: true }).click();
    await row.filter({ hasText: '已停用' }).waitFor();
    await assert.rejects(tryKey(key), refused);
    await row.getByRole('button', { name: `启用 ${key.access}` }).click();
    await row.filter({ hasText: '已启用' }).waitFor();
    await tryKey(key);

    await row.getByRole('button', { name: `修改 ${key.access}` }).click();
    const edit = page.getByRole('dialog', { name: '修改访问密钥' });
    await edit.getByRole('textbox').fill('每周构建');
    await edit.getByRole('button', { name: '保存' }).click();
    await row.filter({ hasText: '每周构建' }).waitFor();

    await row.getByRole('button', { name: `删除 ${key.access}` }).click();
    const question = page.getByRole('dialog', { name: '删除该访问密钥？' });
    await question.getByText(/此操作不可撤销/).waitFor();
    await question.getByRole('button', { name: '删除', exact: true }).click();
    await card.getByText('您还没有访问密钥').waitFor();
    await assert.rejects(tryKey(key), refused);
  });

  test('a new key can be downloaded in the file that programs know, and copied', async (t) => {
    const person = await console.person();
    const page = await console.page(t, { as: person });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await openKeys(page);
    const { dialog, key } = await createKey(page, '');
    const coming = page.waitForEvent('download');
    await dialog.getByRole('button', { name: '下载 credentials.csv' }).click();
    const download = await coming;
    assert.equal(download.suggestedFilename(), 'credentials.csv');
    assert.equal(
      await readFile(await download.path(), 'utf8'),
      `User Name,Access Key Id,Secret Access Key\r\n${person.userName},${key.access},${key.secret}\r\n`,
    );
    for (const [name, text] of [
      [key.access, key.access],
      ['秘密访问密钥', key.secret],
    ] as const) {
      await dialog.getByRole('button', { name: `复制 ${name}` }).click();
      await waitUntil(`${name} is copied`, 30, async () =>
        (await page.evaluate('navigator.clipboard.readText()')) === text ? true : undefined,
      );
    }
  });

  test('who has as many keys as allowed is told so before making another', async (t) => {
    const person = await console.person();
    for (const description of ['one', 'two']) {
      const user_id = person.client.userId;
      const path = '/v3.0/OS-CREDENTIAL/credentials';
      const body = { credential: { user_id, description } };
      assert.equal((await person.client.request('POST', path, { body })).status, 201);
    }
    const page = await console.page(t, { as: person });
    const card = await openKeys(page);
    const create = card.getByRole('button', { name: '新增访问密钥' });
    await card.getByText(/每个用户最多可以有 2 个访问密钥/).waitFor();
    assert.ok(await create.isDisabled());
  });

  test('all of it can be done at the keyboard, and the focus comes back', async (t) => {
    const page = await console.page(t, { as: await console.person() });
    const card = await openKeys(page);
    const create = card.getByRole('button', { name: '新增访问密钥' });
    await create.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('build');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '访问密钥已创建' });
    await focusIn(dialog);
    await dialog.getByRole('button', { name: '我已保存' }).press('Enter');
    await create.and(page.locator(':focus')).waitFor();
  });

  for (const [language, scheme] of [
    ['zh', 'light'],
    ['zh', 'dark'],
    ['en', 'light'],
    ['en', 'dark'],
  ] as const) {
    test(`they are accessible in ${language}, ${scheme}`, async (t) => {
      const text = words[language];
      const page = await console.page(t, { language, scheme, as: await console.person() });
      const card = await openKeys(page, language);
      await card.getByText(text.none).waitFor();
      await card.scrollIntoViewIfNeeded();
      await keepLooks(page, `access-keys-none-${language}-${scheme}`);
      const { dialog } = await createKey(page, 'Terraform', language);
      await keepLooks(page, `access-keys-secret-${language}-${scheme}`);
      await assertAccessible(page);
      await dialog.getByRole('button', { name: text.saved }).click();
      await dialog.waitFor({ state: 'detached' });
      await card.getByRole('table', { name: text.list }).getByText('Terraform').waitFor();
      await keepLooks(page, `access-keys-${language}-${scheme}`);
      await assertAccessible(page);
    });
  }
});
