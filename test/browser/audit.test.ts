// The audit trail: of a project for its members, of all projects for operators.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible } from './support/axe.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { answerOffer, makeImage, offerImages, withdrawOffer } from './support/images.ts';
import type { Person } from './support/person.ts';

const console = useConsole();
let owner: Person;
let member: Person;
let operator: Person;
let golden: string;

/** The rows of the trail, once the first of them has these words. */
async function rowsFrom(page: Page, table: string, first: string) {
  const rows = page.getByRole('table', { name: table }).locator('tbody tr[data-row-key]');
  await rows.first().filter({ hasText: first }).waitFor();
  return rows;
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByTitle(option, { exact: true }).last().click();
}

const words = {
  zh: { trail: '操作记录', first: '取消共享', time: '操作时间', custom: '自定义时间段' },
  en: { trail: 'Audit trail', first: 'Stopped sharing', time: 'Time', custom: 'From … to …' },
} as const;

describe('the audit trail', () => {
  /** What is looked at: an offer that was accepted and then withdrawn. */
  before(async () => {
    owner = await console.person();
    member = await console.person();
    operator = await console.person({ role: 'admin' });
    golden = await makeImage(owner, 'golden');
    await makeImage(owner, 'other');
    await offerImages(owner, [golden], [member.project.id]);
    await answerOffer(member, golden, 'accepted');
    await withdrawOffer(owner, golden, member.project.id);
  });

  test('a project reads who shared what with whom, narrows it, and takes it away as a file', async (t) => {
    const page = await console.page(t, { as: owner });
    await page.goto(`/p/${owner.project.id}/images`);
    await page.getByRole('link', { name: '云审计' }).click();
    const rows = await rowsFrom(page, '操作记录', '取消共享');
    const { project } = member;
    const other = `${project.accountName} › ${project.name}`;
    await rows
      .nth(1)
      .filter({ hasText: '接受共享镜像' })
      .filter({ hasText: '其他项目的用户' })
      .waitFor();
    await rows.nth(2).filter({ hasText: '共享镜像' }).filter({ hasText: other }).waitFor();
    await rows.nth(2).filter({ hasText: owner.userName }).filter({ hasText: '本项目' }).waitFor();

    await page.getByRole('searchbox', { name: '镜像ID' }).fill(golden);
    await rows.filter({ hasText: 'other' }).first().waitFor({ state: 'detached' });
    await choose(page, '全部操作', '接受共享镜像');
    await rows.nth(1).waitFor({ state: 'detached' });
    const shown = new URL(page.url()).searchParams;
    assert.deepEqual([shown.get('action'), shown.get('search')], ['member.accept', golden]);

    await rows.first().locator('.ant-table-row-expand-icon').click();
    await page.getByText('member.accept', { exact: true }).waitFor();
    await page.getByText(/^req-/).waitFor();
    await page.getByText('待接受 → 已接受').waitFor();

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出' }).click();
    const file = await download;
    assert.match(file.suggestedFilename(), /^audit-RegionOne-/);
    const [head = '', line = '', ...rest] = (await readFile(await file.path(), 'utf8')).split(
      '\r\n',
    );
    assert.match(head, /操作时间,操作,操作代码,操作对象,对象ID/);
    assert.ok(line.includes(`接受共享镜像,member.accept,golden,${golden}`), line);
    assert.deepEqual(rest, ['']);
  });

  test('a time that has passed narrows the trail, and stays in the address', async (t) => {
    const page = await console.page(t, { as: owner });
    await page.goto(`/p/${owner.project.id}/audit?until=2001-01-01T00:00:00.000Z`);
    await page.getByText('没有符合条件的数据').waitFor();
    await choose(page, '操作时间', '最近1小时');
    await rowsFrom(page, '操作记录', '取消共享');
    const address = new URL(page.url()).searchParams;
    assert.equal(address.get('until'), null);
    assert.match(address.get('since') ?? '', /:00\.000Z$/);

    await choose(page, '操作时间', '自定义时间段');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('结束时间').fill('2001-01-01T00:00');
    await dialog.getByRole('button', { name: '确定' }).click();
    await dialog.getByText('结束时间必须晚于开始时间。').waitFor();
    await dialog.getByLabel('开始时间').fill('2000-01-01T00:00');
    await dialog.getByRole('button', { name: '确定' }).click();
    await page.getByText('没有符合条件的数据').waitFor();
  });

  test('an operator reads the trail of all projects, or of one', async (t) => {
    const page = await console.page(t, { as: operator });
    await page.goto(`/p/${operator.project.id}/images`);
    await page.getByRole('link', { name: '全部项目审计' }).click();
    await page.getByRole('combobox', { name: '全部项目' }).fill(owner.project.name);
    await page.getByTitle(`${owner.project.accountName} › ${owner.project.name}`).last().click();
    await page.waitForURL((url) => url.searchParams.get('projectId') === owner.project.id);
    const rows = await rowsFrom(page, '操作记录', '取消共享');
    await rows
      .nth(1)
      .filter({ hasText: '接受共享镜像' })
      .filter({ hasText: member.userName })
      .waitFor();
  });

  test('a member has no trail of all projects, and is told so', async (t) => {
    const page = await console.page(t, { as: member });
    await page.goto('/audit');
    await page.getByRole('heading', { level: 1, name: '仅限管理员' }).waitFor();
    assert.equal(await page.getByRole('link', { name: '全部项目审计' }).count(), 0);
  });

  for (const [language, scheme] of [
    ['zh', 'light'],
    ['zh', 'dark'],
    ['en', 'light'],
    ['en', 'dark'],
  ] as const) {
    test(`the trail is accessible in ${language}, ${scheme}`, async (t) => {
      const text = words[language];
      const page = await console.page(t, { language, scheme, as: operator });
      for (const address of [
        `/audit?projectId=${owner.project.id}`,
        `/p/${owner.project.id}/audit`,
      ]) {
        const isOwn = address.startsWith('/p/');
        const reader = isOwn ? await console.page(t, { language, scheme, as: owner }) : page;
        await reader.goto(address);
        const rows = await rowsFrom(reader, text.trail, text.first);
        await rows.first().locator('.ant-table-row-expand-icon').click();
        await reader.getByText(/^req-/).waitFor();
        await keepLooks(reader, `audit-${isOwn ? 'own' : 'all'}-${language}-${scheme}`);
        await assertAccessible(reader);
      }
      await choose(page, text.time, text.custom);
      await page.getByRole('dialog').waitFor();
      await keepLooks(page, `audit-time-${language}-${scheme}`);
      await assertAccessible(page);
    });
  }
});
