// Disks and key pairs, from the pages alone: what a disk goes through between being made and being deleted, and what a reader may not.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bootImage } from '../support/boot-images.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { at, button, openMenu, row } from './support/find.ts';
import { ask, deleteMachines, makeServers, uploadImage } from './support/machines.ts';
import type { Person } from './support/person.ts';

const console = useConsole();

/** Milliseconds: guests and their disks share two cores with others. */
const timeout = 120_000;
// Its bytes are random: nobody has a private half.
const publicKey =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEgPIB9ktTJ1pTvsJv4nGlc0Jg0bbrEJhjGBR0z4vDqp tests';

let person: Person;

describe('the disks of a project', () => {
  before(async () => {
    person = await console.person();
    const record = { kind: 'system', diskFormat: 'qcow2', osType: 'linux' } as const;
    const imageId = await uploadImage(person, { ...record, name: 'golden' }, await bootImage('a'));
    await makeServers(person, { name: 'web', imageId, login: { kind: 'image' } });
  });

  after(async () => await deleteMachines(person));

  test('one is made empty, attached to a running server, grown there and detached', async (t) => {
    const page = await console.page(t, { as: person });
    const dialog = page.getByRole('dialog');
    await page.goto(at(person, 'disks'));
    await button(page, '创建磁盘').first().click();
    await page.getByRole('textbox', { name: '名称', exact: true }).fill('papers');
    await page.getByLabel('容量', { exact: true }).fill('2');
    await button(page, '创建 1 块磁盘').click();
    const papers = row(page, 'papers');
    await papers.getByText('可用', { exact: true }).waitFor({ timeout });

    await button(page, '挂载 papers').click();
    await dialog.getByRole('combobox', { name: '服务器' }).click();
    await page.getByTitle('web', { exact: true }).click();
    await dialog.getByRole('button', { name: /^挂\s*载$/ }).click();
    await papers.getByText('正在使用').waitFor({ timeout });

    await button(page, '更多 papers').click();
    const removal = page.getByRole('menuitem', { name: /^删除/ });
    assert.equal(await removal.getAttribute('aria-disabled'), 'true');
    await keepLooks(page, 'attached');
    await page.keyboard.press('Escape');
    await button(page, '扩容 papers').click();
    const size = dialog.getByLabel('新容量', { exact: true });
    await size.fill('1');
    await dialog.getByRole('button', { name: /^扩\s*容$/ }).click();
    await dialog.locator('.ant-form-item-explain-error').waitFor();
    await size.fill('3');
    await dialog.getByRole('button', { name: /^扩\s*容$/ }).click();
    await papers.getByText('3', { exact: true }).waitFor({ timeout });
    await papers.getByText('正在使用').waitFor({ timeout });

    await button(page, '卸载 papers').click();
    await dialog.getByText('请先在服务器中卸载文件系统').waitFor();
    await dialog.getByRole('button', { name: /^卸\s*载$/ }).click();
    await papers.getByText('可用', { exact: true }).waitFor({ timeout });
  });

  test('an image is made of one, starting at the page for new images, and then it is deleted', async (t) => {
    const page = await console.page(t, { as: person });
    await page.goto(at(person, 'images/new'));
    await page.getByText('云硬盘', { exact: true }).last().click();
    await page.getByRole('combobox', { name: '数据盘' }).click();
    await page.getByTitle('papers', { exact: true }).click();
    await button(page, '下一步').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称', { exact: true }).fill('of-papers');
    await button(dialog, '创建镜像').click();
    await page.getByRole('heading', { name: 'of-papers' }).waitFor();
    await page.locator('main').getByText('正常', { exact: true }).waitFor({ timeout });
    await page.getByText('数据盘镜像').first().waitFor();

    await page.goto(at(person, 'disks'));
    await openMenu(page, 'papers', '删除');
    await dialog.getByText('磁盘上的全部数据将被删除').waitFor();
    await dialog.getByRole('button', { name: /^删\s*除$/ }).click();
    await row(page, 'papers').waitFor({ state: 'detached', timeout });
  });

  test('a key pair of one’s own is imported, refused when it is none, and deleted', async (t) => {
    const page = await console.page(t, { as: person });
    const dialog = page.getByRole('dialog');
    await page.goto(at(person, 'key-pairs'));
    await button(page, '创建密钥对').first().click();
    await dialog.getByRole('radio', { name: '导入自己的公钥' }).check();
    await dialog.getByLabel('名称', { exact: true }).fill('laptop');
    await dialog.getByLabel('公钥', { exact: true }).fill('no key');
    await dialog.getByRole('button', { name: /^导\s*入$/ }).click();
    await dialog.getByText(/^请粘贴公钥/).waitFor();
    await dialog.getByLabel('公钥', { exact: true }).fill(publicKey);
    await dialog.getByRole('button', { name: /^导\s*入$/ }).click();
    await page.getByText('已导入密钥对“laptop”').waitFor();
    await keepLooks(page, 'key-pairs');
    await button(page, '删除 laptop').click();
    await dialog.getByRole('button', { name: /^删\s*除$/ }).click();
    await page.getByText('当前项目还没有密钥对').waitFor();
  });

  test('who may only read sees all of it, and is told why nothing can be done', async (t) => {
    const reader = await console.person({ role: 'reader', project: person.project });
    const { items } = await ask(person, 'GET', '/servers');
    assert.equal((items as unknown[]).length, 1);
    const page = await console.page(t, { as: reader });
    for (const [place, act] of [
      ['servers', '创建服务器'],
      ['disks', '创建磁盘'],
      ['vaults', '新建云服务器备份存储库'],
      ['images', '创建私有镜像'],
    ] as const) {
      await page.goto(at(person, place));
      const begin = button(page, act).first();
      await begin.waitFor();
      if (place !== 'images') assert.equal(await begin.isDisabled(), true, place);
    }
    await page.goto(at(person, 'servers'));
    assert.equal(await button(page, '关机 web').isDisabled(), true);
    await keepLooks(page, 'reader');
  });
});
