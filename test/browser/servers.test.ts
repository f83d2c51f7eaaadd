// From an accepted image to running machines and disks, by two people in the browser, and what a withdrawal leaves of it. The tests follow one
// another: each goes on where the one before has left off.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { waitUntil } from '../contract/support/wait-until.ts';
import { bootImage } from '../support/boot-images.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { diskWith } from './support/files.ts';
import { at, button, openMenu } from './support/find.ts';
import { answerOffer, offerImages, withdrawOffer } from './support/images.ts';
import { deleteMachines, uploadImage } from './support/machines.ts';
import type { Person } from './support/person.ts';

const console = useConsole();

const password = 'Guest-walk-1';
/** Seconds: guests are emulated where the machine has no KVM, on two cores that others use too. */
const guestPatience = 120;

let owner: Person;
let member: Person;
let first: string;
let second: string;
let measurements: string;

const row = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });

/** Waits, as long as guests may take, until the row of a server says this. */
async function untilRow(page: Page, name: string, text: string): Promise<void> {
  await row(page, name)
    .getByText(text, { exact: true })
    .waitFor({ timeout: 1000 * guestPatience });
}

interface Serial {
  readonly says: (pattern: RegExp) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
}

/** Opens a server's serial console and logs in there. */
async function logIn(page: Page, name: string): Promise<Serial> {
  await page.goto(at(member, 'servers'));
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('tab', { name: '串口控制台' }).click();
  await page.getByText('已连接', { exact: true }).waitFor();
  const terminal = page.locator('.xterm-rows');
  const says = async (pattern: RegExp): Promise<void> => {
    await waitUntil(`the console says ${String(pattern)}`, guestPatience, async () =>
      pattern.test(await terminal.innerText()) ? true : undefined,
    );
  };
  const type = async (text: string): Promise<void> => {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  await page.getByLabel(`${name} 的串口控制台`).focus();
  await waitUntil('the console asks who is there', guestPatience, async () => {
    // What was said before it was opened is not repeated.
    await page.keyboard.press('Enter');
    return /login: *$/.test((await terminal.innerText()).trimEnd()) ? true : undefined;
  });
  await type('root');
  await says(/Password:/);
  await type(password);
  await says(/# /);
  return { says, type };
}

describe('an accepted image', () => {
  before(async () => {
    [owner, member] = [await console.person(), await console.person()];
    const record = {
      kind: 'system',
      diskFormat: 'qcow2',
      osType: 'linux',
      osDistro: 'debian',
    } as const;
    first = await uploadImage(
      owner,
      { ...record, name: 'golden', osVersion: '13' },
      await bootImage('a'),
    );
    second = await uploadImage(
      owner,
      { ...record, name: 'golden-2', osVersion: '13.1' },
      await bootImage('b'),
    );
    await offerImages(owner, [first, second], [member.project.id]);
    await answerOffer(member, second, 'accepted');
  });

  after(async () => await deleteMachines(member));

  test('becomes two running servers, from its own row', async (t) => {
    const page = await console.page(t, { as: member });
    await page.goto(at(member, 'images?tab=shared'));
    await button(page, '全部接受').click();
    await button(page, '申请服务器 golden').click();
    await page.getByText('系统盘镜像 · debian 13 · 磁盘至少 1 GB').first().waitFor();
    await page.getByRole('radio', { name: /s1\.small/ }).check();
    await page.getByRole('textbox', { name: '名称', exact: true }).fill('web');
    await page.getByLabel('数量', { exact: true }).fill('2');
    await page.getByLabel('root 用户的密码', { exact: true }).fill('short');
    await button(page, '创建 2 台服务器').click();
    await page.getByText('须为 8 至 26 个字符').waitFor();
    await page.getByLabel('root 用户的密码', { exact: true }).fill(password);
    await keepLooks(page, 'new-server');
    await button(page, '创建 2 台服务器').click();
    for (const name of ['web-0001', 'web-0002']) await untilRow(page, name, '运行中');
    await row(page, 'web-0001')
      .getByTitle(/^ssh -p \d+ root@127\.0\.0\.1$/)
      .waitFor();
    await keepLooks(page, 'servers');
  });

  test('lets its serial console be typed in', async (t) => {
    const page = await console.page(t, { as: member });
    await page.goto(at(member, 'servers'));
    await page.getByRole('link', { name: 'web-0001', exact: true }).click();
    await page.getByRole('tab', { name: '日志' }).click();
    await page
      .getByRole('group', { name: '日志' })
      .getByText(/accord-image: ready/)
      .waitFor({ timeout: 1000 * guestPatience });
    await keepLooks(page, 'log');
    const { says, type } = await logIn(page, 'web-0001');
    await type('echo "sum $((6 * 7)) on $(hostname)"');
    await says(/sum 42 on web-0001/);
    await keepLooks(page, 'serial');
    // All other keys are the guest's.
    await page.keyboard.press('Shift+F6');
    await page.locator('button:focus', { hasText: '重新连接' }).waitFor();
  });

  test('shows its screen', async (t) => {
    const page = await console.page(t, { as: member });
    await page.goto(at(member, 'servers'));
    await openMenu(page, 'web-0002', '远程登录');
    await page.getByText('已连接', { exact: true }).waitFor();
    await page.getByRole('application', { name: 'web-0002 的屏幕' }).waitFor();
    await waitUntil('the screen is not black', guestPatience, async () => {
      const lit = await page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('canvas[role=application]');
        const drawing = canvas?.getContext('2d');
        if (!canvas || !drawing || canvas.width === 0) return 0;
        const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((value, index) => index % 4 !== 3 && value > 64).length;
      });
      return lit > 200 ? true : undefined;
    });
    await keepLooks(page, 'screen');
  });

  test('of data becomes a disk: attached while the server runs, with what its owner has put there', async (t) => {
    const file = await diskWith(t, 'measurements.raw', 'words.txt', 'measured by the owner');
    measurements = await uploadImage(
      owner,
      { name: 'measurements', kind: 'data', diskFormat: 'raw' },
      file,
    );
    await offerImages(owner, [measurements], [member.project.id]);
    await answerOffer(member, measurements, 'accepted');
    const page = await console.page(t, { as: member });
    await page.goto(at(member, 'images?tab=shared'));
    await button(page, '申请数据盘 measurements').click();
    await page.getByRole('textbox', { name: '名称', exact: true }).fill('bench');
    await keepLooks(page, 'new-disk');
    await button(page, '创建 1 块磁盘').click();
    const disk = page.getByRole('row').filter({ hasText: 'bench' });
    await disk.getByText('可用', { exact: true }).waitFor();
    await button(page, '挂载 bench').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: '服务器' }).click();
    await page.getByTitle('web-0002').click();
    await dialog.getByRole('button', { name: /挂\s*载/ }).click();
    await disk.getByText('正在使用').waitFor({ timeout: 1000 * guestPatience });
    await disk.getByText('/dev/vdb').waitFor();
    await keepLooks(page, 'disks');

    const { says, type } = await logIn(page, 'web-0002');
    await type('mount /dev/vdb /mnt && echo "read: $(cat /mnt/words.txt)"');
    await says(/read: measured by the owner/);
    await keepLooks(page, 'data-read');
    await type('echo "written by the guest" >/mnt/note; sync; umount /mnt; echo "left: $?"');
    await says(/left: 0/);
  });

  test('takes the place of a system, which asks first', async (t) => {
    const page = await console.page(t, { as: member });
    await page.goto(at(member, 'servers'));
    await button(page, '切换操作系统 web-0002').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('系统盘将被清空').waitFor();
    await dialog.getByRole('combobox', { name: '请选择镜像' }).click();
    await page.getByTitle('golden-2').click();
    await dialog.getByLabel('root 用户的密码', { exact: true }).fill(password);
    const submit = dialog.getByRole('button', { name: '切换操作系统' });
    assert.equal(await submit.isDisabled(), true);
    await dialog.getByRole('checkbox', { name: '立即关机' }).check();
    await dialog.getByRole('checkbox', { name: /我已了解/ }).check();
    await keepLooks(page, 'change-os');
    await submit.click();
    await dialog.waitFor({ state: 'detached' });
    await row(page, 'web-0002')
      .getByText('debian 13.1')
      .waitFor({ timeout: 1000 * guestPatience });
    await untilRow(page, 'web-0002', '运行中');

    const { says, type } = await logIn(page, 'web-0002');
    await type('. /etc/os-release; mount /dev/vdb /mnt; echo "now $VERSION: $(cat /mnt/note)"');
    await says(/now 2\.0: written by the guest/);
    await keepLooks(page, 'changed');
  });

  test('is not the end: a server becomes an image while it runs', async (t) => {
    const page = await console.page(t, { as: member });
    const dialog = page.getByRole('dialog');
    await page.goto(at(member, 'servers'));
    await openMenu(page, 'web-0001', '创建镜像');
    await dialog.getByRole('textbox', { name: '名称', exact: true }).fill('web-image');
    await dialog.getByRole('button', { name: '创建镜像' }).click();
    await page.getByRole('heading', { name: 'web-image' }).waitFor();
    await page
      .locator('main')
      .getByText('正常', { exact: true })
      .waitFor({ timeout: 1000 * guestPatience });
  });

  test('that is withdrawn leaves them running, and says so', async (t) => {
    for (const id of [first, second, measurements])
      await withdrawOffer(owner, id, member.project.id);
    const page = await console.page(t, { as: member });
    await page.goto(at(member, 'servers'));
    await row(page, 'web-0001').getByText('已不可用').waitFor();
    await untilRow(page, 'web-0001', '运行中');
    await button(page, '更多 web-0001').click();
    const reinstall = page.getByRole('menuitem', { name: /重装操作系统/ });
    await reinstall.getByText(/镜像已取消共享或已被删除/).waitFor();
    assert.equal(await reinstall.getAttribute('aria-disabled'), 'true');
    await keepLooks(page, 'withdrawn');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^通知/ }).click();
    const notices = page.getByRole('list', { name: '通知' });
    for (const name of ['web-0001', 'web-0002', 'bench']) {
      await notices.getByRole('link', { name }).waitFor();
    }
    await keepLooks(page, 'notice');
  });
});
