// What an owner does with its images in the lists, and on the page of one.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { focusIn } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { imagesOf, makeImage, memberStatus, offerImages } from './support/images.ts';

const console = useConsole();

const words = {
  zh: {
    list: '私有镜像',
    edit: '修改',
    more: '更多',
    delete: '删除',
    save: '确定',
    editTitle: '修改镜像 golden',
    name: '名称',
    version: '操作系统版本',
    minDisk: '最小磁盘容量(GB)',
    protect: '删除保护',
    select: (name: string) => `选择 ${name}`,
    deleteTwo: '确定删除这 2 个镜像吗？',
    submitTwo: '删除 2 个镜像',
    lose: /1 个租户将失去该镜像/,
    leftOut: '以下 1 个镜像不能删除，将保留：',
    protectedWhy: /镜像受保护/,
    done: /成功 2 项/,
    gone: '没有找到该镜像',
    tags: '标签',
    newTag: '新标签',
    addTag: '添加标签',
    removeTag: '移除标签 lts',
    properties: '属性',
    addProperty: '添加属性',
    property: '属性名',
    value: '属性值',
    history: '操作记录',
    members: '共享租户',
    disks: '备份详情',
    total: '合计',
    shared: '共享镜像',
    export: '导出',
  },
  en: {
    list: 'Private images',
    edit: 'Edit',
    more: 'More',
    delete: 'Delete',
    save: 'Save',
    editTitle: 'Edit golden',
    name: 'Name',
    version: 'OS version',
    minDisk: 'Minimum disk (GB)',
    protect: 'Protect from deletion',
    select: (name: string) => `Select ${name}`,
    deleteTwo: 'Delete these 2 images?',
    submitTwo: 'Delete 2 images',
    lose: /1 project loses it/,
    leftOut: '1 image cannot be deleted and stays:',
    protectedWhy: /image is protected/,
    done: /2 done/,
    gone: 'This image cannot be found',
    tags: 'Tags',
    newTag: 'New tag',
    addTag: 'Add tag',
    removeTag: 'Remove tag lts',
    properties: 'Properties',
    addProperty: 'Add property',
    property: 'Name',
    value: 'Value',
    history: 'History',
    members: 'Members',
    disks: 'Disks',
    total: 'Total',
    shared: 'Shared images',
    export: 'Export',
  },
} as const;

for (const language of ['zh', 'en'] as const) {
  const text = words[language];

  describe(`images in ${language}`, () => {
    test('are edited', async (t) => {
      const person = await console.person();
      await makeImage(person, 'golden', { os_distro: 'debian', os_version: '12' });
      const page = await console.page(t, { language, as: person });
      await page.goto(`/p/${person.project.id}/images`);
      await page.getByRole('button', { name: `${text.edit} golden` }).click();
      const dialog = page.getByRole('dialog', { name: text.editTitle });
      const field = (name: string) => dialog.getByLabel(name, { exact: true });
      await field(text.name).fill('');
      await dialog.getByRole('button', { name: text.save }).click();
      assert.equal(await field(text.version).inputValue(), '12', 'it stays open');
      await field(text.name).fill('golden-2');
      await field(text.version).fill('13');
      await field(text.minDisk).fill('20');
      await field(text.protect).check();
      await dialog.getByRole('button', { name: text.save }).click();
      await dialog.waitFor({ state: 'hidden' });
      const table = page.getByRole('table', { name: text.list });
      await table.getByText('golden-2').waitFor();
      await table.getByText('debian 13').waitFor();
      const [image] = await imagesOf(person);
      assert.equal(image?.['min_disk'], 20);
      assert.equal(image?.['protected'], true);
      assert.equal(image?.['os_distro'], 'debian');
    });

    test('are deleted together, but for those that may not be', async (t) => {
      const [owner, member] = [await console.person(), await console.person()];
      const one = await makeImage(owner, 'one');
      await makeImage(owner, 'two');
      await makeImage(owner, 'kept', { protected: true });
      await offerImages(owner, [one], [member.project.id]);
      const page = await console.page(t, { language, as: owner });
      await page.goto(`/p/${owner.project.id}/images`);
      const list = page.getByRole('region', { name: text.list });
      for (const name of ['one', 'two', 'kept']) {
        await list.getByRole('checkbox', { name: text.select(name) }).check();
      }
      await list.getByRole('button', { name: text.delete, exact: true }).click();
      const dialog = page.getByRole('dialog', { name: text.deleteTwo });
      await dialog.getByText(text.lose).waitFor();
      const leftOut = dialog.getByRole('region', { name: text.leftOut });
      await leftOut.getByText('kept').waitFor();
      await leftOut.getByText(text.protectedWhy).waitFor();
      await dialog.getByRole('button', { name: text.submitTwo }).click();
      await page.getByText(text.done).waitFor();
      await list.getByText('two', { exact: true }).waitFor({ state: 'detached' });
      assert.deepEqual(
        (await imagesOf(owner)).map(({ name }) => name),
        ['kept'],
      );
    });

    test('say why one cannot be deleted', async (t) => {
      const person = await console.person();
      await makeImage(person, 'kept', { protected: true });
      const page = await console.page(t, { language, as: person });
      await page.goto(`/p/${person.project.id}/images`);
      await page.getByRole('button', { name: `${text.more} kept` }).click();
      const item = page.getByRole('menuitem', { name: text.protectedWhy });
      assert.equal(await item.getAttribute('aria-disabled'), 'true');
    });

    test('have a page with facts, tags, properties, disks and history', async (t) => {
      const [owner, member] = [await console.person(), await console.person()];
      const id = await makeImage(owner, 'golden', { tags: ['lts'], hw_disk_bus: 'virtio' });
      await offerImages(owner, [id], [member.project.id]);
      const page = await console.page(t, { language, as: owner });
      await page.goto(`/p/${owner.project.id}/images`);
      await page.getByRole('link', { name: 'golden', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'golden' }).waitFor();
      await page.getByText('SHA-256').waitFor();

      const tags = page.getByRole('region', { name: text.tags });
      await tags.getByRole('button', { name: text.removeTag }).click();
      await tags.getByText('lts', { exact: true }).waitFor({ state: 'detached' });
      await tags.getByLabel(text.newTag).fill('base');
      await tags.getByRole('button', { name: text.addTag }).click();
      await tags.getByText('base', { exact: true }).waitFor();

      const properties = page.getByRole('region', { name: text.properties });
      await properties.getByText('virtio').waitFor();
      await properties.getByRole('button', { name: text.addProperty }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(text.property, { exact: true }).fill('hw_machine_type');
      await dialog.getByLabel(text.value, { exact: true }).fill('q35');
      await dialog.locator('.ant-btn-primary').click();
      await properties.getByText('q35').waitFor();
      const [image] = await imagesOf(owner);
      assert.equal(image?.['hw_machine_type'], 'q35');
      assert.deepEqual(image?.['tags'], ['base']);

      await page.getByRole('tab', { name: text.members }).click();
      await page.getByText(member.project.name).waitFor();
      await page.getByRole('tab', { name: text.disks }).click();
      await page.getByText(text.total).waitFor();
      await page.getByRole('tab', { name: text.history }).click();
      const history = page.getByRole('table', { name: text.history });
      await history.getByText(new RegExp(member.project.name)).first().waitFor();
      await history.getByText('hw_machine_type').waitFor();
      assert.match(page.url(), /tab=history$/);
      await page.reload();
      await history.getByText('hw_machine_type').waitFor();
    });

    test('that are gone say what may have happened, also while one looks', async (t) => {
      const [owner, member] = [await console.person(), await console.person()];
      const id = await makeImage(owner, 'golden');
      await offerImages(owner, [id], [member.project.id]);
      const page = await console.page(t, { language, as: member });
      await page.goto(`/p/${member.project.id}/images/${id}`);
      await page.getByRole('heading', { level: 1, name: 'golden' }).waitFor();
      await owner.client.request('DELETE', `/v2/images/${id}/members/${member.project.id}`);
      await page.getByRole('heading', { level: 1, name: text.gone }).waitFor();
      await page.getByRole('link', { name: text.shared, exact: true }).click();
      await page.waitForURL(/tab=shared$/);
    });

    test('are exported as they are filtered', async (t) => {
      const person = await console.person();
      for (const name of ['web-1', 'web-2', 'db-1']) await makeImage(person, name);
      const page = await console.page(t, { language, as: person });
      await page.goto(`/p/${person.project.id}/images?search=web&sort=name`);
      await page.getByText('web-2', { exact: true }).waitFor();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: text.export, exact: true }).click();
      const file = await download;
      assert.match(file.suggestedFilename(), /^private-images-RegionOne-.*\.csv$/);
      const lines = (await readFile(await file.path(), 'utf8')).trim().split(/\r?\n/);
      assert.equal(lines.length, 3);
      assert.match(lines[0] ?? '', new RegExp(text.name));
      assert.match(lines[1] ?? '', /web-1/);
    });
  });
}

test('search, filters, sort and page survive a reload and going back', async (t) => {
  const person = await console.person();
  for (let each = 10; each < 37; each += 1) {
    await makeImage(person, `web-${each}`, { os_type: 'linux' });
  }
  await makeImage(person, 'other', { os_type: 'windows' });
  const page = await console.page(t, { as: person });
  const shows = async (name: string): Promise<void> =>
    await page.getByRole('link', { name, exact: true }).waitFor();
  await page.goto(`/p/${person.project.id}/images`);
  await page.getByLabel('名称或镜像ID').fill('web');
  await page.waitForURL(/search=web/);
  await page.getByRole('combobox', { name: '全部操作系统类型' }).click();
  await page.getByTitle('Linux').last().click();
  await page.waitForURL(/osType=linux/);
  await page.getByRole('columnheader', { name: '名称' }).click();
  await page.waitForURL(/sort=name/);
  await shows('web-10');
  await page.getByRole('button', { name: '下一页' }).click();
  await shows('web-36');
  const address = page.url();
  assert.match(address, /cursor=/);

  await page.reload();
  await shows('web-36');
  assert.equal(page.url(), address);
  assert.equal(await page.getByLabel('名称或镜像ID').inputValue(), 'web');

  await page.getByRole('link', { name: 'web-36', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'web-36' }).waitFor();
  await page.goBack();
  await shows('web-36');
  assert.equal(page.url(), address);
  await page.goBack();
  await shows('web-10');
});

test('a recipient answers on the page of an image', async (t) => {
  const [owner, member] = [await console.person(), await console.person()];
  const id = await makeImage(owner, 'golden');
  await offerImages(owner, [id], [member.project.id]);
  const page = await console.page(t, { as: member });
  await page.goto(`/p/${member.project.id}/images/${id}`);
  const mine = page.getByRole('region', { name: '共享状态' });
  await mine.getByText(new RegExp(owner.project.name)).waitFor();
  await page.getByRole('button', { name: '修改' }).and(page.locator('[disabled]')).waitFor();
  await mine.getByRole('button', { name: '拒绝' }).click();
  await mine.getByRole('button', { name: '再次接受' }).click();
  await mine.getByText(/您已接受/).waitFor();
  assert.equal(await memberStatus(owner, id, member.project.id), 'accepted');
  await mine.getByRole('button', { name: '拒绝' }).click();
  const asking = page.getByRole('dialog', { name: '确定要拒绝以下 1 个镜像吗？' });
  await asking.getByText('golden').waitFor();
  await asking.getByRole('button', { name: '拒绝' }).click();
  await mine.getByText(/您已拒绝/).waitFor();
  assert.equal(await memberStatus(owner, id, member.project.id), 'rejected');
});

test('an operator takes an image out of use and puts it back', async (t) => {
  const person = await console.person({ role: 'admin' });
  await makeImage(person, 'golden');
  const page = await console.page(t, { as: person });
  await page.goto(`/p/${person.project.id}/images`);
  const table = page.getByRole('table', { name: '私有镜像' });
  for (const [act, state] of [
    ['停用', '已停用'],
    ['启用', '正常'],
  ] as const) {
    await page.getByRole('button', { name: '更多 golden' }).click();
    await page.getByRole('menuitem', { name: act, exact: true }).click();
    await table.getByText(state, { exact: true }).waitFor();
  }
});

test('a hidden image is found again by its filter', async (t) => {
  const person = await console.person();
  await makeImage(person, 'golden', { os_hidden: true });
  await makeImage(person, 'other');
  const page = await console.page(t, { as: person });
  await page.goto(`/p/${person.project.id}/images`);
  const table = page.getByRole('table', { name: '私有镜像' });
  await table.getByText('other', { exact: true }).waitFor();
  assert.equal(await table.getByText('golden', { exact: true }).count(), 0);
  await page.getByRole('combobox', { name: '未隐藏' }).click();
  await page.getByTitle('已隐藏').last().click();
  await table.getByText('golden', { exact: true }).waitFor();
  assert.match(page.url(), /hidden=true/);
});

test('an image is downloaded under its name', async (t) => {
  const person = await console.person();
  await makeImage(person, '金 golden');
  const page = await console.page(t, { as: person });
  await page.goto(`/p/${person.project.id}/images`);
  await page.getByRole('button', { name: '更多 金 golden' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: '下载', exact: true }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), '金 golden.raw');
  assert.equal((await readFile(await file.path())).length, 4096);
});

test('an image is found, edited and left by the keyboard alone', async (t) => {
  const person = await console.person();
  await makeImage(person, 'golden');
  const page = await console.page(t, { language: 'en', as: person });
  await page.goto(`/p/${person.project.id}/images`);
  const edit = page.getByRole('button', { name: 'Edit golden' });
  await edit.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Edit golden' });
  await focusIn(dialog);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.locator(':focus').and(edit).waitFor();

  const more = page.getByRole('button', { name: 'More golden' });
  const asking = page.getByRole('dialog', { name: 'Delete this image?' });
  const focusedItem = (name: string) =>
    page.locator(':focus').and(page.getByRole('menuitem', { name, exact: true }));
  const askToDelete = async (): Promise<void> => {
    await page.keyboard.press('Enter');
    // The menu moves the focus a frame after the key, and Enter takes what has it.
    await focusedItem('Create server').waitFor();
    await page.keyboard.press('End');
    await focusedItem('Delete').waitFor();
    await page.keyboard.press('Enter');
    await focusIn(asking);
  };
  await more.focus();
  await askToDelete();
  await page.keyboard.press('Escape');
  await asking.waitFor({ state: 'hidden' });
  await page.locator(':focus').and(more).waitFor();
  await askToDelete();
  await asking.getByRole('button', { name: 'Delete 1 image' }).press('Enter');
  await page.getByText(/was deleted/).waitFor();
});
