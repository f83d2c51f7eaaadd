// The pages and dialogs of servers, disks and key pairs hold WCAG 2.2 AA in each language, and in both schemes.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { bootImage } from '../support/boot-images.ts';
import { assertAccessible } from './support/axe.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { ask, deleteMachines, makeDisks, makeServers, uploadImage } from './support/machines.ts';
import type { Person } from './support/person.ts';

const console = useConsole();

interface Scene {
  readonly person: Person;
  readonly serverId: string;
  readonly imageId: string;
}

/** The same for all: nothing is changed by looking. */
let scene: Promise<Scene> | undefined;

async function makeScene(): Promise<Scene> {
  const person = await console.person();
  const record = { kind: 'system', diskFormat: 'qcow2', osType: 'linux' } as const;
  const imageId = await uploadImage(person, { ...record, name: 'golden' }, await bootImage('a'));
  await ask(person, 'POST', '/key-pairs', { name: 'laptop' });
  const login = { kind: 'key', keyName: 'laptop' };
  const [serverId = ''] = await makeServers(person, { name: 'web', imageId, login });
  await makeDisks(person, { name: 'spare', size: 1 });
  return { person, serverId, imageId };
}

const words = {
  zh: {
    dialogs: ['关机 web', '切换操作系统 web'],
    more: '更多 web',
    acts: ['重装操作系统', '购买相同配置', '创建镜像', '挂载磁盘', '修改', '删除'],
    disk: ['挂载 spare', '扩容 spare'],
    pair: '创建密钥对',
    cancel: '取消',
    connected: '已连接',
  },
  en: {
    dialogs: ['Stop web', 'Change OS web'],
    more: 'More web',
    acts: ['Reinstall OS', 'Create the same', 'Create image', 'Attach disk', 'Edit', 'Delete'],
    disk: ['Attach spare', 'Expand spare'],
    pair: 'Create key pair',
    cancel: 'Cancel',
    connected: 'Connected',
  },
} as const;

for (const [language, scheme] of [
  ['zh', 'light'],
  ['en', 'dark'],
] as const) {
  const text = words[language];

  describe(`servers and disks in ${language}, ${scheme}`, () => {
    after(async () => {
      if (language === 'en' && scene !== undefined) await deleteMachines((await scene).person);
    });

    const look = async (page: Page, name: string): Promise<void> => {
      await assertAccessible(page);
      await keepLooks(page, `${name}-${language}-${scheme}`);
    };
    const lookAtDialog = async (page: Page, name: string): Promise<void> => {
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await look(page, name);
      // Two Chinese letters on a button are set apart by a space.
      const cancel = new RegExp(`^${text.cancel.split('').join('\\s?')}$`);
      await dialog.getByRole('button', { name: cancel }).click();
      await dialog.waitFor({ state: 'detached' });
    };

    test('are accessible in their lists', async (t) => {
      const { person } = await (scene ??= makeScene());
      const page = await console.page(t, { language, scheme, as: person });
      const at = (path: string): string => `/p/${person.project.id}/${path}`;
      await page.goto(at('servers'));
      await page.getByRole('link', { name: 'web', exact: true }).waitFor();
      await look(page, 'servers');
      for (const name of text.dialogs) {
        await page.getByRole('button', { name, exact: true }).click();
        await lookAtDialog(page, name);
      }
      for (const name of text.acts) {
        await page.getByRole('button', { name: text.more, exact: true }).click();
        await page.getByRole('menuitem', { name, exact: true }).click();
        await lookAtDialog(page, name);
      }
      await page.goto(at('disks'));
      await page.getByText('spare', { exact: true }).waitFor();
      await look(page, 'disks');
      for (const name of text.disk) {
        await page.getByRole('button', { name, exact: true }).click();
        await lookAtDialog(page, name);
      }
      await page.goto(at('key-pairs'));
      await page.getByText('laptop', { exact: true }).waitFor();
      await look(page, 'key-pairs');
      await page.getByRole('button', { name: text.pair }).click();
      await lookAtDialog(page, 'key-pair');
    });

    test('are accessible while they are created', async (t) => {
      const { person, imageId } = await (scene ??= makeScene());
      const page = await console.page(t, { language, scheme, as: person });
      await page.goto(`/p/${person.project.id}/servers/new?image=${imageId}`);
      await page.getByRole('radio', { name: /s1\.small/ }).check();
      await look(page, 'new-server');
      await page.goto(`/p/${person.project.id}/disks/new`);
      await page.getByRole('main').getByRole('heading', { level: 2 }).waitFor();
      await look(page, 'new-disk');
    });

    test('are accessible one by one, with their consoles', async (t) => {
      const { person, serverId } = await (scene ??= makeScene());
      const page = await console.page(t, { language, scheme, as: person });
      const address = `/p/${person.project.id}/servers/${serverId}`;
      await page.goto(address);
      await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
      await look(page, 'server');
      for (const tab of ['screen', 'serial'] as const) {
        await page.goto(`${address}?tab=${tab}`);
        await page.getByText(text.connected, { exact: true }).waitFor();
        await look(page, tab);
      }
      for (const tab of ['log', 'disks', 'history'] as const) {
        await page.goto(`${address}?tab=${tab}`);
        await page.getByRole('tabpanel').locator('pre, table').first().waitFor();
        await look(page, tab);
      }
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 1280, `${width} pixels wide`);
    });
  });
}

test('an operator sees what runs them, and how they are confined', async (t) => {
  const operator = await console.person({ role: 'admin' });
  const { available } = await ask(operator, 'GET', '/engine');
  assert.equal(available, true);
  for (const [language, text] of [
    ['zh', /^服务器由 QEMU \d.*隔离措施：.*系统调用过滤/],
    ['en', /^Servers run by QEMU \d.*They are confined: .*system calls are filtered/],
  ] as const) {
    const page = await console.page(t, { language, as: operator });
    await page.goto(`/p/${operator.project.id}/servers`);
    await page.getByText(text).waitFor();
    await keepLooks(page, `operator-${language}`);
  }
});
