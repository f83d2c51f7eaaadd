// A whole server, shared: made an image into a vault, accepted into a vault with room for it, and made a server again, by two people in the browser. The
// tests follow one another: each goes on where the one before has left off.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { bootImage } from '../support/boot-images.ts';
import { assertAccessible } from './support/axe.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { at, button, dialog, openMenu, row } from './support/find.ts';
import { makeImage, memberStatus, offerImages } from './support/images.ts';
import { ask, deleteMachines, makeServers, uploadImage } from './support/machines.ts';
import type { Person } from './support/person.ts';

const console = useConsole();

const password = 'Guest-walk-1';
/** Milliseconds: guests and their disks share two cores with others. */
const timeout = 180_000;

let owner: Person;
let member: Person;
let whole: string;
let plain: string;

/** Waits until a vault's page says what is reserved in it. */
async function untilReserved(page: Page, text: string): Promise<void> {
  await page
    .getByRole('listitem')
    .filter({ hasText: `已预留 ${text}` })
    .waitFor();
}

describe('a full-server image', () => {
  before(async () => {
    [owner, member] = [await console.person(), await console.person()];
    const system = await uploadImage(
      owner,
      { name: 'golden', kind: 'system', diskFormat: 'qcow2', osType: 'linux', osDistro: 'debian' },
      await bootImage('a'),
    );
    await makeServers(owner, {
      name: 'source',
      imageId: system,
      diskSize: 40,
      dataDisks: [{ size: 40, deleteWithServer: true }],
      login: { kind: 'password', password },
    });
    plain = await makeImage(owner, 'plain');
    await offerImages(owner, [plain], [member.project.id]);
    for (const vault of [
      { name: 'for-disks', capacity: 100, objectType: 'disk' },
      { name: 'replicas', capacity: 100, protectType: 'replication' },
    ]) {
      await ask(member, 'POST', '/vaults', vault);
    }
  });

  after(async () => {
    await deleteMachines(owner);
    await deleteMachines(member);
  });

  test('is made of a running server, into a vault that is made on the way', async (t) => {
    const page = await console.page(t, { as: owner });
    await page.goto(at(owner, 'servers'));
    await openMenu(page, 'source', '创建整机镜像');
    const asking = dialog(page, '使用 source 创建整机镜像');
    await asking.getByLabel('镜像名称', { exact: true }).fill('whole');
    await asking.getByText('当前项目还没有存储库').waitFor();
    assert.equal(await button(asking, '创建整机镜像').isDisabled(), true);
    await button(asking, '新建云服务器备份存储库').click();
    const making = dialog(page, '新建云服务器备份存储库');
    await making.getByLabel('名称', { exact: true }).fill('home');
    assert.equal(await making.getByLabel('总容量', { exact: true }).inputValue(), '80');
    await keepLooks(page, 'new-vault');
    await button(making, '创建').click();
    assert.equal(await asking.getByRole('radio', { name: 'home' }).isChecked(), true);
    await keepLooks(page, 'server-image');
    await assertAccessible(page);
    await button(asking, '创建整机镜像').click();
    await page.getByRole('heading', { name: 'whole' }).waitFor();
    await page.getByText('正常', { exact: true }).waitFor({ timeout });
    whole = new URL(page.url()).pathname.split('/').at(-1) ?? '';

    await page.getByRole('tab', { name: '备份详情' }).click();
    await row(page, '合计').getByText('80 GB').waitFor();
    await row(page, '数据盘').getByText('40 GB').waitFor();
    await keepLooks(page, 'backup-details');
    await button(page, '共享').click();
    const sharing = dialog(page, '共享镜像（1 个）');
    await sharing.getByText('2 块磁盘，共 80 GB').waitFor();
    await sharing.getByText('最多共享给 10 个项目').waitFor();
    await sharing.getByLabel('项目ID', { exact: true }).fill(member.project.id);
    await keepLooks(page, 'share-server');
    await button(sharing, '共享给 1 个项目').click();
    await page.getByText('已共享给 1 个项目').waitFor();
  });

  test('is accepted into a vault that has just been made large enough, others beside it', async (t) => {
    const page = await console.page(t, { as: member });
    await page.goto(at(member, 'images?tab=shared'));
    await button(page, '全部接受').click();
    const asking = dialog(page, '接受整机镜像');
    await row(asking, 'whole').getByText('80 GB').waitFor();
    await row(asking, 'for-disks').getByText('对象类型为云硬盘').waitFor();
    await row(asking, 'replicas').getByText('保护类型为复制').waitFor();
    assert.equal(await asking.getByRole('radio', { name: 'replicas' }).isDisabled(), true);
    assert.equal(await button(asking, '接受 2 个镜像').isDisabled(), true);

    await button(asking, '新建云服务器备份存储库').click();
    const making = dialog(page, '新建云服务器备份存储库');
    await making.getByLabel('名称', { exact: true }).fill('mine');
    await making.getByLabel('总容量', { exact: true }).fill('79');
    await button(making, '创建').click();
    await row(asking, 'mine').getByText('容量还差 1 GB').waitFor();
    await keepLooks(page, 'accept-servers');
    await assertAccessible(page);
    await button(asking, 'mine: 扩容 1 GB').click();
    await asking.getByRole('radio', { name: 'mine' }).and(page.locator(':checked')).waitFor();
    await button(asking, '接受 2 个镜像').click();
    await page.getByText(/成功 2 项$/).waitFor();
    for (const id of [whole, plain]) {
      assert.equal(await memberStatus(owner, id, member.project.id), 'accepted');
    }

    await page.goto(at(member, 'vaults'));
    await row(page, 'mine').getByText('剩余 0 B，共 80 GB').waitFor();
    await keepLooks(page, 'vaults');
    await page.getByRole('link', { name: 'mine', exact: true }).click();
    await untilReserved(page, '80 GB');
    await row(page, 'source').getByText(/共享$/).waitFor();
    await keepLooks(page, 'vault');
    await assertAccessible(page);
  });

  test('gives its room back when it is rejected, and asks for it again', async (t) => {
    const page = await console.page(t, { as: member });
    await page.goto(at(member, 'images?tab=shared'));
    await button(page, '拒绝 whole').click();
    await button(page.getByRole('dialog'), '拒绝').click();
    await page.getByText(/成功 1 项$/).waitFor();
    await page.goto(at(member, 'vaults'));
    await row(page, 'mine').getByText('剩余 80 GB，共 80 GB').waitFor();

    await page.goto(at(member, 'images?tab=shared'));
    await button(page, '已拒绝镜像').click();
    const rejected = dialog(page, '已拒绝镜像');
    await rejected.getByRole('checkbox', { name: '选择 whole' }).check();
    await button(rejected, '再次接受').click();
    const asking = dialog(page, '接受整机镜像');
    await asking.getByRole('radio', { name: 'mine' }).and(page.locator(':checked')).waitFor();
    await button(asking, '取消').click();
    await asking.waitFor({ state: 'detached' });
    assert.equal(await rejected.getByRole('checkbox', { name: '选择 whole' }).isChecked(), true);
    await button(rejected, '再次接受').click();
    await button(asking, '接受 1 个镜像').click();
    await page.getByText(/成功 1 项$/).waitFor();
    assert.equal(await memberStatus(owner, whole, member.project.id), 'accepted');
  });

  test('becomes a server with all its disks, as large as they were or larger', async (t) => {
    const page = await console.page(t, { as: member });
    await page.goto(at(member, 'images?tab=shared'));
    await button(page, '申请服务器 whole').click();
    const data = page.getByRole('group', { name: '数据盘 1' });
    await data.getByText(/来自整机镜像/).waitFor();
    const size = data.getByLabel('容量', { exact: true });
    assert.equal(await size.inputValue(), '40');
    assert.equal(await page.getByLabel('系统盘', { exact: true }).inputValue(), '40');
    await page.getByRole('radio', { name: /s1\.small/ }).check();
    await page.getByLabel('名称', { exact: true }).fill('again');
    await page.getByLabel('root 用户的密码', { exact: true }).fill(password);
    await size.fill('39');
    await button(page, '创建 1 台服务器').click();
    await data.locator('.ant-form-item-explain-error').getByText('至少 40 GB').waitFor();
    await size.fill('41');
    await keepLooks(page, 'new-server-of-image');
    await button(page, '创建 1 台服务器').click();
    const again = row(page, 'again');
    await again.getByText('运行中', { exact: true }).waitFor({ timeout });
    await again.getByText(/81 GB/).waitFor();
  });

  test('and all that belongs to it can be seen in English, at night', async (t) => {
    const page = await console.page(t, { as: owner, language: 'en', scheme: 'dark' });
    await page.goto(at(owner, 'vaults'));
    await button(page, 'What is a vault?').click();
    await dialog(page, 'What is a vault?').getByText('What it is', { exact: true }).waitFor();
    await keepLooks(page, 'vault-guide');
    await assertAccessible(page);
    await button(page, 'Close').last().click();
    await page.goto(at(owner, 'backups'));
    await row(page, 'whole').getByText('Available', { exact: true }).waitFor();
    await keepLooks(page, 'backups');
    await assertAccessible(page);
    await row(page, 'whole').getByRole('link').first().click();
    await row(page, 'Total').getByText('80', { exact: true }).waitFor();
    await keepLooks(page, 'backup');
    await assertAccessible(page);
    await button(page, 'Restore to a new server').click();
    await dialog(page, 'Restore whole to a new server')
      .getByText(/stay as they are/)
      .waitFor();
    await keepLooks(page, 'restore');
    await assertAccessible(page);
  });

  test('can go with the backup behind it', async (t) => {
    const page = await console.page(t, { as: owner });
    await page.goto(at(owner, 'images'));
    await openMenu(page, 'whole', '删除');
    const asking = page.getByRole('dialog');
    await asking.getByText('备份将保留在存储库中').waitFor();
    await asking.getByRole('checkbox').check();
    await keepLooks(page, 'delete-server-image');
    await button(asking, '删除 1 个镜像').click();
    await page.getByText('镜像“whole”已删除').waitFor();
    await page.goto(at(owner, 'backups'));
    await page.getByText('还没有备份').waitFor({ timeout });
    await page.goto(at(owner, 'vaults'));
    await row(page, 'home').getByText('剩余 80 GB，共 80 GB').waitFor();
  });
});
