// The members of an image, for its owner.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useConsole } from './support/console-service.ts';
import { makeImage, memberStatus, offerImages } from './support/images.ts';

const console = useConsole();

test('an owner adds members, removes one, then all, and is told first what that means', async (t) => {
  const owner = await console.person();
  const [first, second, third] = [
    await console.person(),
    await console.person(),
    await console.person(),
  ];
  const image = await makeImage(owner, 'golden');
  await offerImages(owner, [image], [first.project.id, second.project.id]);
  const page = await console.page(t, { as: owner });
  await page.goto(`/p/${owner.project.id}/images`);
  await page.locator('.ant-table-row-expand-icon').click();
  const members = page.getByRole('region', { name: '共享租户' });
  await members.getByText('还可以添加 126 个租户').waitFor();

  await members.getByRole('button', { name: '添加租户' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('项目ID', { exact: true }).fill(third.project.id);
  await dialog.getByRole('button', { name: '共享给 1 个项目' }).click();
  await members.getByText(third.project.name, { exact: true }).waitFor();
  await members.getByText('还可以添加 125 个租户').waitFor();

  await members.getByRole('button', { name: new RegExp(`^删除 .*${first.project.name}$`) }).click();
  await dialog.getByText(/对方将立即无法查看和使用镜像/).waitFor();
  await dialog.getByText(new RegExp(first.project.name)).waitFor();
  await dialog.getByRole('button', { name: '取消共享' }).click();
  await members.getByText(first.project.name, { exact: true }).waitFor({ state: 'detached' });
  assert.equal(await memberStatus(owner, image, second.project.id), 'pending');

  await members.getByRole('button', { name: '全部删除' }).click();
  for (const { project } of [second, third]) {
    await dialog.getByText(new RegExp(project.name)).waitFor();
  }
  await dialog.getByRole('button', { name: '取消共享' }).click();
  await members.getByText('没有共享给任何租户').first().waitFor();
  await members.getByText('还可以添加 128 个租户').waitFor();
});
