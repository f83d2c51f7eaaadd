// An image that has room for one more member: whoever shares it is told before anything is sent, and when nobody more can be added.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useConsole } from './support/console-service.ts';
import { makeImage, memberStatus, offerImages } from './support/images.ts';

const console = useConsole({ ACCORD_MEMBERS_PER_IMAGE: '2' });

test('the last place goes to the first id, and the others are told', async (t) => {
  const owner = await console.person();
  const [has, first, second] = [
    await console.person(),
    await console.person(),
    await console.person(),
  ];
  const image = await makeImage(owner, 'golden');
  await offerImages(owner, [image], [has.project.id]);
  const page = await console.page(t, { as: owner });
  await page.goto(`/p/${owner.project.id}/images`);
  const share = page.getByRole('button', { name: '共享 golden' });
  await share.click();
  const dialog = page.getByRole('dialog');
  const ids = [first, second].map(({ project }) => project.id);
  await dialog.getByLabel('项目ID', { exact: true }).fill(ids.join('\n'));
  const checked = dialog.getByRole('group', { name: '已检查的项目ID' });
  const told = checked.getByRole('listitem').filter({ hasText: second.project.id });
  await told.getByText(/超出该镜像的租户配额/).waitFor();
  await dialog.getByText(/1 个可以共享 · 1 个有问题/).waitFor();
  await dialog.getByRole('button', { name: '移除有问题的 1 个' }).click();
  await dialog.getByRole('button', { name: '共享给 1 个项目' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await memberStatus(owner, image, first.project.id), 'pending');
  assert.equal(await memberStatus(owner, image, second.project.id), undefined);

  await page
    .getByText(/超出该镜像的租户配额/)
    .first()
    .waitFor({ state: 'attached' });
  assert.equal(await share.isDisabled(), true);
});
