// What a recipient can count on: what it answers is what it saw, it finds what waits elsewhere, and needs no mouse and few clicks.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { useConsole } from './support/console-service.ts';
import { makeImage, memberStatus, offerImages, withdrawOffer } from './support/images.ts';
import type { Person } from './support/person.ts';

const console = useConsole();

const prompt = (page: Page) => page.getByRole('region', { name: '待确认的共享镜像' });
const list = (page: Page) => page.getByRole('region', { name: '已接受的共享镜像' });
const acceptAll = (page: Page) => page.getByRole('button', { name: '全部接受', exact: true });

async function offer(owner: Person, projectId: string, ...names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push(await makeImage(owner, name));
  await offerImages(owner, ids, [projectId]);
  return ids;
}

/** Fills the form; the click on its button is left to the caller. */
async function fillSignIn(page: Page, { userName, password, project }: Person): Promise<void> {
  await page.goto('/');
  await page.getByLabel('账号名', { exact: true }).fill(project.accountName);
  await page.getByLabel('用户名', { exact: true }).fill(userName);
  await page.getByLabel('密码', { exact: true }).fill(password);
}

describe('a recipient', () => {
  test('answers what it has seen: what comes between looking and clicking stays pending', async (t) => {
    const [owner, member] = [await console.person(), await console.person()];
    const to = member.project.id;
    const [seen = ''] = await offer(owner, to, 'seen');
    const page = await console.page(t, { as: member });
    await page.goto(`/p/${to}/images?tab=shared`);
    await prompt(page)
      .getByText(/1 个镜像/)
      .waitFor();

    // The page is not told of the second one before the click.
    const told = Promise.withResolvers<undefined>();
    await page.route('**/api/v1/projects/*/offers?*', async (route) => {
      await told.promise;
      await route.continue();
    });
    const [late = ''] = await offer(owner, to, 'late');
    await acceptAll(page).click();
    told.resolve(undefined);
    await list(page).getByText('seen', { exact: true }).waitFor();
    await prompt(page)
      .getByText(/1 个镜像/)
      .waitFor();
    assert.equal(await memberStatus(owner, seen, to), 'accepted');
    assert.equal(await memberStatus(owner, late, to), 'pending');
  });

  test('is told image by image what could not be answered, and keeps the rest', async (t) => {
    const [owner, member] = [await console.person(), await console.person()];
    const to = member.project.id;
    const [kept = '', taken = ''] = await offer(owner, to, 'kept', 'taken');
    const page = await console.page(t, { as: member });
    await page.goto(`/p/${to}/images?tab=shared`);
    await prompt(page)
      .getByText(/2 个镜像/)
      .waitFor();

    // The page is not told before the click that one has been withdrawn.
    const told = Promise.withResolvers<undefined>();
    await page.route('**/api/v1/projects/*/offers?*', async (route) => {
      await told.promise;
      await route.continue();
    });
    await withdrawOffer(owner, taken, to);
    await acceptAll(page).click();
    told.resolve(undefined);
    await page.getByText(/成功 1 项 · 失败 1 项/).waitFor();
    await page.getByText(/镜像已不存在，或者已不再共享给您/).waitFor();
    assert.equal(await memberStatus(owner, kept, to), 'accepted');

    // It is offered again, and then another try succeeds, and one undo takes both back.
    await offerImages(owner, [taken], [to]);
    await page.getByRole('button', { name: '重试失败项' }).click();
    await page.getByText(/成功 2 项$/).waitFor();
    assert.equal(await memberStatus(owner, taken, to), 'accepted');
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await prompt(page)
      .getByText(/2 个镜像/)
      .waitFor();
  });

  test('is asked on the first screen, and one click away from having accepted, also sixty images', async (t) => {
    const [owner, member] = [await console.person(), await console.person()];
    const names = Array.from({ length: 60 }, (_, index) => `image-${index}`);
    const ids = await offer(owner, member.project.id, ...names);
    const page = await console.page(t);
    await fillSignIn(page, member);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await prompt(page)
      .getByText(/60 个镜像/)
      .waitFor();
    await acceptAll(page).click();
    await page.getByText(/成功 60 项/).waitFor();
    await prompt(page).waitFor({ state: 'detached' });
    for (const id of ids) {
      assert.equal(await memberStatus(owner, id, member.project.id), 'accepted');
    }
  });

  test('in the wrong region is not asked there, but led to where, in four clicks', async (t) => {
    const member = await console.person();
    const elsewhere = await member.join('other', 'RegionTwo');
    const owner = await console.person({ regionId: 'RegionTwo' });
    await offer(owner, elsewhere.id, 'far-away');
    const page = await console.page(t);
    await fillSignIn(page, member);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.waitForURL(`**/p/${member.project.id}/images*`);
    await page.getByRole('tab', { name: /^共享镜像/ }).click();
    await list(page).getByText(member.project.id).first().waitFor();
    assert.equal(await prompt(page).count(), 0);
    await page.getByRole('link', { name: /RegionTwo › other/ }).click();
    await acceptAll(page).click();
    await list(page).getByText('far-away', { exact: true }).waitFor();
  });

  test('accepts and rejects by the keyboard alone', async (t) => {
    const [owner, member] = [await console.person(), await console.person()];
    const to = member.project.id;
    const [wanted = '', unwanted = ''] = await offer(owner, to, 'wanted', 'unwanted');
    const page = await console.page(t, { as: member });
    await page.goto(`/p/${to}/images?tab=shared`);
    await prompt(page).waitFor();
    await tabTo(page, '展开');
    await page.keyboard.press('Enter');
    await tabTo(page, '选择 wanted');
    await page.keyboard.press('Space');
    await tabTo(page, '接受', 'back');
    await page.keyboard.press('Enter');
    await list(page).getByText('wanted', { exact: true }).waitFor();
    await tabTo(page, '选择 unwanted');
    await page.keyboard.press('Space');
    await tabTo(page, '拒绝', 'back');
    await page.keyboard.press('Enter');
    await prompt(page).waitFor({ state: 'detached' });
    assert.equal(await memberStatus(owner, wanted, to), 'accepted');
    assert.equal(await memberStatus(owner, unwanted, to), 'rejected');
    await page.locator('main :focus').waitFor();
    // Where the prompt was are the results now, and the focus is there.
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), '撤销');
  });

  test('sees at a rejected image that it has been withdrawn meanwhile', async (t) => {
    const [owner, member] = [await console.person(), await console.person()];
    const to = member.project.id;
    const [kept = '', taken = ''] = await offer(owner, to, 'kept', 'taken');
    for (const id of [kept, taken]) {
      const path = `/v2/images/${id}/members/${to}`;
      await member.client.request('PUT', path, { body: { status: 'rejected' } });
    }
    const page = await console.page(t, { as: member });
    await page.goto(`/p/${to}/images?tab=shared`);
    await page.getByRole('button', { name: '已拒绝镜像' }).click();
    const dialog = page.getByRole('dialog', { name: '已拒绝镜像' });
    for (const name of ['kept', 'taken']) {
      await dialog.getByRole('checkbox', { name: `选择 ${name}` }).check();
    }
    await withdrawOffer(owner, taken, to);
    await dialog.getByText(/已取消共享/).waitFor();
    assert.equal(await dialog.getByRole('checkbox', { name: '选择 taken' }).isDisabled(), true);
    await dialog.getByRole('button', { name: '再次接受' }).click();
    await list(page).getByText('kept', { exact: true }).waitFor();
    await page.getByText(/成功 1 项$/).waitFor();
  });

  test('who may only read is told why it cannot answer', async (t) => {
    const owner = await console.person();
    const member = await console.person();
    const reader = await console.person({ project: member.project, role: 'reader' });
    await offer(owner, member.project.id, 'offered');
    const page = await console.page(t, { as: reader });
    await page.goto(`/p/${member.project.id}/images?tab=shared`);
    await prompt(page)
      .getByText(/您的角色不能接受或拒绝镜像/)
      .first()
      .waitFor({ state: 'attached' });
    assert.equal(await acceptAll(page).isDisabled(), true);
  });
});

/** What the element with the focus is called. */
async function focused(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const at = document.activeElement;
    return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
  });
}

/** Presses Tab until what is called `name` has the focus. */
async function tabTo(page: Page, name: string, way: 'on' | 'back' = 'on'): Promise<void> {
  const key = way === 'on' ? 'Tab' : 'Shift+Tab';
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press(key);
    // Two Chinese letters on a button are set apart by a space.
    if ((await focused(page)).replaceAll(/\s/g, '') === name.replaceAll(/\s/g, '')) return;
  }
  assert.fail(`${name} cannot be reached`);
}
