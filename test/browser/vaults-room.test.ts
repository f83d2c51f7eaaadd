// Room for whole servers: which vaults take none and why, a vault for each of several, and what else a backup and a full-server image are good for. The
// tests follow one another: each goes on where the one before has left off.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { signIn } from '../contract/support/http-client.ts';
import { bootImage } from '../support/boot-images.ts';
import { assertAccessible } from './support/axe.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { at, button, dialog, openMenu, row } from './support/find.ts';
import { memberStatus } from './support/images.ts';
import { ask, deleteMachines, makeDisks, makeServers, uploadImage } from './support/machines.ts';
import type { Person } from './support/person.ts';

const console = useConsole();

const password = 'Guest-walk-1';
/** Milliseconds: guests and their disks share two cores with others. */
const timeout = 180_000;

let owner: Person;
let member: Person;
/** The member in its project of another region. */
let away: Person;
let golden: string;
/** The full-server images, by name. */
const wholes = new Map<string, string>();

/** Offers images, private ones too, to the member. */
async function offer(imageIds: readonly string[]): Promise<void> {
  await ask(owner, 'POST', '/shares', { imageIds, projectIds: [member.project.id] });
}

describe('room for full-server images', () => {
  before(async () => {
    [owner, member] = [await console.person(), await console.person()];
    const project = await member.join('away', 'RegionTwo');
    const client = await signIn(console.url(), {
      userName: member.userName,
      password: member.password,
      domainName: project.accountName,
      projectName: project.name,
    });
    away = { ...member, project, client };
    golden = await uploadImage(
      owner,
      { name: 'golden', kind: 'system', diskFormat: 'qcow2', osType: 'linux', osDistro: 'debian' },
      await bootImage('a'),
    );
    await makeServers(owner, {
      name: 'source',
      imageId: golden,
      diskSize: 40,
      dataDisks: [{ size: 40, deleteWithServer: true }],
      login: { kind: 'password', password },
    });
    await ask(owner, 'POST', '/vaults', { name: 'home', capacity: 200 });
  });

  after(async () => {
    await deleteMachines(owner);
    await deleteMachines(member);
  });

  test('a server is backed up, restored to a new one, and its backup made an image', async (t) => {
    const page = await console.page(t, { as: owner });
    await page.goto(at(owner, 'servers'));
    await openMenu(page, 'source', '创建备份');
    const backing = dialog(page, '备份 source');
    await backing.getByText('服务器继续运行').waitFor();
    await backing.getByLabel('备份名称', { exact: true }).fill('nightly');
    await keepLooks(page, 'back-up');
    await button(backing, '创建备份').click();
    await page.getByText('正在备份 source').waitFor();

    await page.goto(at(owner, 'backups'));
    await row(page, 'nightly').getByText('可用', { exact: true }).waitFor({ timeout });
    await button(page, '恢复到新服务器 nightly').click();
    const restoring = dialog(page, '将 nightly 恢复到新服务器');
    await row(restoring, '合计').getByText('80', { exact: true }).waitFor();
    await restoring.getByLabel('新服务器名称', { exact: true }).fill('second');
    await restoring.getByLabel('root 用户的密码', { exact: true }).fill(password);
    await button(restoring, '创建服务器').click();
    const second = row(page, 'second');
    await second.getByText('运行中', { exact: true }).waitFor({ timeout });
    await second.getByText('2 块，80 GB').waitFor();
    await keepLooks(page, 'restored');

    await page.goto(at(owner, 'backups'));
    await openMenu(page, 'nightly', '创建整机镜像');
    const imaging = dialog(page, '使用 nightly 创建整机镜像');
    await imaging.getByLabel('名称', { exact: true }).fill('of-backup');
    await button(imaging, '创建整机镜像').click();
    await page.getByRole('heading', { name: 'of-backup' }).waitFor();
    await page.getByText('正常', { exact: true }).waitFor();
    wholes.set('of-backup', new URL(page.url()).pathname.split('/').at(-1) ?? '');

    await page.goto(at(owner, 'backups'));
    await button(page, '更多 nightly').click();
    const again = page.getByRole('menuitem', { name: /^创建整机镜像/ });
    assert.equal(await again.getAttribute('aria-disabled'), 'true');
    await keepLooks(page, 'backup-with-image');
  });

  test('a vault that is locked takes nothing, and one of another region is not there', async (t) => {
    const page = await console.page(t, { as: owner });
    await page.goto(at(owner, 'images/new'));
    await page.getByText('整台云服务器', { exact: true }).click();
    await page.getByRole('combobox', { name: '云服务器' }).click();
    await page.getByTitle('source', { exact: true }).click();
    await keepLooks(page, 'image-of-server');
    await assertAccessible(page);
    await button(page, '下一步').click();
    const making = dialog(page, '使用 source 创建整机镜像');
    await making.getByLabel('镜像名称', { exact: true }).fill('of-server');
    await button(making, '创建整机镜像').click();
    await page.getByRole('heading', { name: 'of-server' }).waitFor();
    wholes.set('of-server', new URL(page.url()).pathname.split('/').at(-1) ?? '');
    await page.getByText('正常', { exact: true }).waitFor({ timeout });
    await offer([...wholes.values()]);

    await ask(member, 'POST', '/vaults', { name: 'first', capacity: 100 });
    const elsewhere = await ask(away, 'POST', '/vaults', { name: 'elsewhere', capacity: 500 });
    const hers = await console.page(t, { as: member });
    await hers.goto(at(member, 'vaults'));
    await openMenu(hers, 'first', '锁定');
    await button(dialog(hers, '确定要锁定 first 吗？'), '锁定').click();
    await hers.getByText('“first”已锁定').waitFor();
    await row(hers, 'first').getByText('已锁定', { exact: true }).waitFor();

    await hers.goto(at(member, 'images?tab=shared'));
    await button(hers, '全部接受').click();
    const asking = dialog(hers, '接受整机镜像');
    await row(asking, 'first').getByText('存储库已锁定').waitFor();
    assert.equal(await asking.getByRole('radio', { name: 'first' }).isDisabled(), true);
    assert.equal(await asking.getByText('elsewhere').count(), 0);
    assert.equal(await button(asking, '接受 2 个镜像').isDisabled(), true);
    await keepLooks(hers, 'locked-vault');
    await button(asking, '取消').click();

    // What no page offers, a program may ask for all the same.
    const refused = await member.client.request(
      'POST',
      `/api/v1/projects/${member.project.id}/answers`,
      {
        headers: { authorization: `Bearer ${member.client.token}` },
        body: { answer: 'accepted', imageIds: [wholes.get('of-server')], vaultId: elsewhere['id'] },
      },
    );
    assert.match(refused.bytes.toString('utf8'), /vault\.not-found/);
    const status = await memberStatus(owner, wholes.get('of-server') ?? '', member.project.id);
    assert.equal(status, 'pending');
  });

  test('two images go into a vault each, one of which is unlocked and the other made larger', async (t) => {
    const page = await console.page(t, { as: member });
    await page.goto(at(member, 'vaults'));
    await openMenu(page, 'first', '解锁');
    await button(dialog(page, '确定要解锁 first 吗？'), '解锁').click();
    await row(page, 'first').getByText('可用', { exact: true }).waitFor();
    await ask(member, 'POST', '/vaults', { name: 'other', capacity: 50 });

    await page.goto(at(member, 'images?tab=shared'));
    await button(page, '全部接受').click();
    const asking = dialog(page, '接受整机镜像');
    await row(asking, 'first').getByText('容量还差 60 GB').waitFor();
    await asking.getByRole('radio', { name: '分别选择存储库' }).check();
    const submit = button(asking, '接受 2 个镜像');
    for (const [image, vault] of [
      ['of-backup', 'first'],
      ['of-server', 'other'],
    ] as const) {
      await asking.getByRole('combobox', { name: `${image} 的存储库` }).click();
      await page.getByRole('option', { name: vault }).waitFor({ state: 'attached' });
      await page.locator('.ant-select-dropdown:visible').getByText(vault, { exact: true }).click();
    }
    await row(asking, 'other').getByText('容量还差 30 GB').waitFor();
    assert.equal(await submit.isDisabled(), true);
    await keepLooks(page, 'vault-for-each');
    await button(asking, 'other: 扩容 30 GB').click();
    await submit.click();
    await page.getByText(/成功 2 项$/).waitFor();

    await page.goto(at(member, 'vaults'));
    await row(page, 'first').getByText('剩余 20 GB，共 100 GB').waitFor();
    await row(page, 'other').getByText('剩余 0 B，共 80 GB').waitFor();
    await button(page, '变更容量 first').click();
    const resizing = dialog(page, '变更 first 的容量');
    await resizing.getByLabel('总容量', { exact: true }).fill('79');
    await button(resizing, '变更容量').click();
    await resizing.getByText(/请输入 80 至/).waitFor();
    await resizing.getByLabel('总容量', { exact: true }).fill('80');
    await button(resizing, '变更容量').click();
    await page.getByText('“first”的容量已变更为 80 GB').waitFor();
    await button(page, '更多 first').click();
    const removal = page.getByRole('menuitem', { name: /^删除/ });
    assert.equal(await removal.getAttribute('aria-disabled'), 'true');
    await keepLooks(page, 'full-vaults');
  });

  test('a server whose OS is changed to one keeps the data disks that it has', async (t) => {
    await offer([golden]);
    const page = await console.page(t, { as: member });
    await page.goto(at(member, 'images?tab=shared'));
    await button(page, '全部接受').click();
    await page.getByText(/成功 1 项$/).waitFor();
    const [serverId] = await makeServers(member, {
      name: 'mine',
      imageId: golden,
      login: { kind: 'password', password },
    });
    const [diskId] = await makeDisks(member, { name: 'papers', size: 3 });
    const attach = await ask(member, 'POST', `/servers/${serverId}/disks`, { diskId });
    assert.ok(attach['jobId']);
    await page.goto(at(member, 'servers'));
    await row(page, 'mine').getByText(/^2 块/).waitFor({ timeout });

    await page.goto(at(member, 'images?tab=shared'));
    await openMenu(page, 'of-backup', '切换操作系统');
    // Its title names the server once that is chosen.
    const asking = page.getByRole('dialog', { name: /操作系统/ });
    await asking.getByRole('combobox', { name: '服务器' }).click();
    await page.getByTitle('mine').click();
    await asking.getByLabel('root 用户的密码', { exact: true }).fill(password);
    await asking.getByRole('checkbox', { name: '立即关机' }).check();
    await asking.getByRole('checkbox', { name: /我已了解/ }).check();
    await keepLooks(page, 'os-of-server-image');
    await button(asking, '切换操作系统').click();
    await asking.waitFor({ state: 'detached' });

    await page.goto(at(member, `servers/${serverId}`));
    await page.getByText('of-backup').first().waitFor({ timeout });
    await page.getByText('运行中', { exact: true }).first().waitFor({ timeout });
    await page.getByRole('tab', { name: /磁盘/ }).click();
    await row(page, 'papers').getByText('3', { exact: true }).waitFor();
    await row(page, 'mine-system').getByText('of-backup').waitFor();
    await keepLooks(page, 'disks-kept');
    const { items: disks } = await ask(member, 'GET', '/disks?limit=10');
    const sizes = (disks as { name: string; size: number }[]).map(({ name, size }) => [name, size]);
    assert.deepEqual(Object.fromEntries(sizes), { papers: 3, 'mine-system': 40 });
  });
});
