// Project ids as people paste them: each is told apart before anything is sent.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { useConsole } from './support/console-service.ts';
import { makeImage, memberStatus, offerImages } from './support/images.ts';

const console = useConsole();

test('a hundred ids are checked as they are typed, and the bad ones are told and taken out', async (t) => {
  const owner = await console.person();
  const abroad = await console.person({ regionId: 'RegionTwo' });
  const has = await console.person();
  const fresh = await console.person();
  const image = await makeImage(owner, 'golden');
  const other = await makeImage(owner, 'silver');
  await offerImages(owner, [image], [has.project.id]);
  const unknown = Array.from({ length: 95 }, () => randomUUID().replaceAll('-', ''));
  const bad = [owner.project.id, abroad.project.id, 'x'.repeat(65), ...unknown];
  const ids = [fresh.project.id, has.project.id, ...bad];
  assert.equal(ids.length, 100);

  const page = await console.page(t, { as: owner });
  await page.goto(`/p/${owner.project.id}/images`);
  for (const name of ['golden', 'silver']) {
    await page.getByRole('checkbox', { name: `选择 ${name}` }).check();
  }
  await page.getByRole('button', { name: '共享', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const field = dialog.getByLabel('项目ID', { exact: true });
  const checked = dialog.getByRole('group', { name: '已检查的项目ID' });
  const row = (id: string) => checked.getByRole('listitem').filter({ hasText: id });

  await field.fill([...ids, 'one-more'].join(', '));
  await dialog.getByRole('alert').getByText(/101/).waitFor();
  await field.fill([...ids, fresh.project.id].join('，\n'));
  await dialog.getByText(/2 个可以共享 · 98 个有问题 · 已忽略 1 个重复/).waitFor();
  await row(fresh.project.id).getByText(fresh.project.name).waitFor();
  await row(has.project.id)
    .getByText(/1 个镜像不会共享给它：已是该镜像的共享租户/)
    .waitFor();
  await row(owner.project.id)
    .getByText(/不能共享给自己/)
    .waitFor();
  await row(abroad.project.id)
    .getByText(/不在镜像所在的区域/)
    .waitFor();
  await row('x'.repeat(65))
    .getByText(/项目不存在/)
    .waitFor();
  await row(unknown.at(-1) ?? '')
    .getByText(/项目不存在/)
    .waitFor();
  await dialog.getByRole('row').filter({ hasText: 'golden' }).getByText('127').waitFor();

  const send = dialog.getByRole('button', { name: /^共享给/ });
  assert.equal(await send.isDisabled(), true);
  await dialog.getByRole('button', { name: '移除有问题的 98 个' }).click();
  await dialog.getByText('2 个可以共享', { exact: true }).waitFor();
  await send.click();
  await dialog.waitFor({ state: 'detached' });
  for (const id of [image, other]) {
    for (const { project } of [fresh, has]) {
      assert.equal(await memberStatus(owner, id, project.id), 'pending');
    }
  }
});
