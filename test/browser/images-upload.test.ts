// A private image from a file, as far as it goes well and where it does not.
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { waitUntil } from '../contract/support/wait-until.ts';
import { assertAccessible } from './support/axe.ts';
import { keepLooks } from './support/browser.ts';
import { useConsole } from './support/console-service.ts';
import { emptyFile, qcow2File } from './support/files.ts';
import { imagesOf } from './support/images.ts';

const console = useConsole();

const words = {
  zh: {
    title: '创建私有镜像',
    file: '镜像文件',
    name: '名称',
    format: '镜像格式',
    kind: '镜像类型',
    tags: '标签',
    fileMissing: '请选择镜像文件。',
    submit: '上传并创建',
    again: '重试',
    done: /已创建/,
    mismatch: /实际格式（qcow2）与所选格式（raw）不符/,
    progress: '已上传',
    uploading: /正在上传/,
    left: /剩余约/,
    cancel: '取消上传',
    cancelTitle: '确定取消上传吗？',
    leaveTitle: '离开此页面将取消上传，确定离开吗？',
    stay: '取消',
    images: '镜像服务',
  },
  en: {
    title: 'Create private image',
    file: 'Image file',
    name: 'Name',
    format: 'Format',
    kind: 'Image type',
    tags: 'Tags',
    fileMissing: 'Choose a file.',
    submit: 'Upload and create',
    again: 'Try again',
    done: /was created/,
    mismatch: /not what its format says \(raw; found: qcow2\)/,
    progress: 'Uploaded',
    uploading: /^Uploading/,
    left: /left$/,
    cancel: 'Cancel upload',
    cancelTitle: 'Cancel the upload?',
    leaveTitle: 'Leaving this page cancels the upload. Leave?',
    stay: 'Cancel',
    images: 'Images',
  },
} as const;
type Words = (typeof words)['zh' | 'en'];

const mebibyte = 2 ** 20;
/** At the pace of the tests it would take minutes: it is under way for as long as a test looks at it. */
const endless = 2 ** 30;

/** As over a thin line, so that an upload lasts. */
async function slowDown(t: TestContext, page: Page, bytesPerSecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  t.after(async () => {
    if (!page.isClosed()) await session.detach();
  });
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  });
}

function parts(page: Page, text: Words) {
  return {
    file: page.getByLabel(text.file, { exact: true }).and(page.locator('input')),
    name: page.getByLabel(text.name, { exact: true }),
    format: page.getByRole('combobox', { name: text.format, exact: true }),
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    progress: page.getByRole('progressbar', { name: text.progress }),
  };
}

async function choose(page: Page, text: Words, option: string): Promise<void> {
  const { format } = parts(page, text);
  const chosen = page.locator('.ant-select').filter({ has: format, hasText: option });
  // A list that finds its place anew under the pointer is clicked beside its lines.
  await waitUntil('the format is chosen', 30, async () => {
    if ((await format.getAttribute('aria-expanded')) !== 'true') await format.press('ArrowDown');
    await page.getByTitle(option, { exact: true }).last().click();
    return (await chosen.count()) > 0 ? true : undefined;
  });
}

for (const [language, scheme] of [
  ['zh', 'light'],
  ['en', 'dark'],
] as const) {
  const text: Words = words[language];

  describe(`uploading in ${language}, ${scheme}`, () => {
    test('makes an image, and a wrong format is refused without losing what was entered', async (t) => {
      const person = await console.person();
      const page = await console.page(t, { language, scheme, as: person });
      const form = parts(page, text);
      await page.goto(`/p/${person.project.id}/images`);
      await form.button(text.title).click();
      await page.getByRole('heading', { level: 1, name: text.title }).waitFor();
      await form.button(text.submit).click();
      await page.getByText(text.fileMissing).waitFor();

      await form.file.setInputFiles(await qcow2File(t, 'golden-1.0.img'));
      await waitUntil('the name is proposed', 30, async () =>
        (await form.name.inputValue()) === 'golden-1.0' ? true : undefined,
      );
      await page.getByLabel(text.tags, { exact: true }).fill('base,lts,');
      await assertAccessible(page);
      await keepLooks(page, `new-image-${language}-${scheme}`);
      await form.button(text.submit).click();
      await page.getByText(text.mismatch).waitFor();
      await assertAccessible(page);
      await keepLooks(page, `new-image-failed-${language}-${scheme}`);
      assert.equal(await form.name.inputValue(), 'golden-1.0');
      assert.deepEqual(await imagesOf(person), [], 'nothing is kept of what failed');

      await choose(page, text, 'QCOW2');
      await form.button(text.again).click();
      await page.getByText(text.done).waitFor();
      await page.getByRole('heading', { level: 1, name: 'golden-1.0' }).waitFor();
      const [image] = await imagesOf(person);
      assert.equal(image?.['disk_format'], 'qcow2');
      assert.deepEqual(image?.['tags'], ['base', 'lts']);
      assert.match(page.url(), new RegExp(`/images/${String(image?.['id'])}$`));
    });

    test('says how far it is, and can be cancelled', async (t) => {
      const person = await console.person();
      const page = await console.page(t, { language, scheme, as: person });
      const form = parts(page, text);
      await page.goto(`/p/${person.project.id}/images/new`);
      await form.file.setInputFiles(await emptyFile(t, 'data.raw', endless));
      await slowDown(t, page, 2 * mebibyte);
      await form.button(text.submit).click();
      await page.getByText(text.uploading).waitFor();
      await page.getByText(text.left).waitFor();
      await page.getByText(/ 1 GB/).last().waitFor();
      assert.ok(Number(await form.progress.getAttribute('aria-valuenow')) < 100);
      await assertAccessible(page);
      await keepLooks(page, `uploading-${language}-${scheme}`);

      await form.button(text.cancel).click();
      const dialog = page.getByRole('dialog', { name: text.cancelTitle });
      await dialog.getByRole('button', { name: text.cancel }).click();
      await dialog.waitFor({ state: 'hidden' });
      await form.button(text.submit).waitFor();
      assert.equal(await form.name.inputValue(), 'data');
      assert.deepEqual(await imagesOf(person), []);
    });
  });
}

test('leaving the page asks while an upload runs, and takes it back', async (t) => {
  const text = words.zh;
  const person = await console.person();
  const page = await console.page(t, { as: person });
  const form = parts(page, text);
  await page.goto(`/p/${person.project.id}/images/new`);
  await form.file.setInputFiles(await emptyFile(t, 'data.raw', endless));
  await slowDown(t, page, mebibyte);
  await form.button(text.submit).click();
  await page.getByText(text.uploading).waitFor();
  const leave = page.getByRole('dialog', { name: text.leaveTitle });

  await page.getByRole('link', { name: text.images }).click();
  await leave.getByRole('button', { name: text.stay, exact: true }).click();
  await leave.waitFor({ state: 'hidden' });
  assert.match(page.url(), /\/images\/new$/);
  assert.equal((await imagesOf(person)).length, 1);

  await page.getByRole('link', { name: text.images }).click();
  await leave.getByRole('button', { name: text.cancel }).click();
  await page.waitForURL(/\/images(\?|$)/);
  await waitUntil('the record is deleted', 30, async () =>
    (await imagesOf(person)).length === 0 ? true : undefined,
  );
});

test('closing the tab asks while an upload runs', async (t) => {
  const text = words.zh;
  const person = await console.person();
  const page = await console.page(t, { as: person });
  const form = parts(page, text);
  await page.goto(`/p/${person.project.id}/images/new`);
  await form.file.setInputFiles(await emptyFile(t, 'data.raw', endless));
  await slowDown(t, page, mebibyte);
  await form.button(text.submit).click();
  await page.getByText(text.uploading).waitFor();
  const asked = page.waitForEvent('dialog');
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.dismiss();
  await closing;
  await page.getByText(text.uploading).waitFor();
});

test('what the service does with whole bytes is told of, and can still be cancelled', async (t) => {
  const text = words.zh;
  const person = await console.person();
  const page = await console.page(t, { as: person });
  const form = parts(page, text);
  await page.goto(`/p/${person.project.id}/images/new`);
  // It takes the service a moment only, so the answer is ours.
  await page.route(/\/upload$/, async (route) => {
    const json = { phase: 'storing', received: endless, since: new Date().toISOString() };
    await route.fulfill({ json });
  });
  await form.file.setInputFiles(await emptyFile(t, 'data.raw', endless));
  await slowDown(t, page, mebibyte);
  await form.button(text.submit).click();
  await page.getByText('校验通过，正在保存。').waitFor();
  await page
    .getByRole('listitem')
    .filter({ hasText: '保存' })
    .and(page.locator('[aria-current]'))
    .waitFor();
  await form.button(text.cancel).click();
  await page.getByRole('dialog').getByRole('button', { name: text.cancel }).click();
  await form.button(text.submit).waitFor();
  assert.deepEqual(await imagesOf(person), [], 'it can be cancelled until it is done');
});

test('an ISO file makes an ISO image', async (t) => {
  const text = words.zh;
  const person = await console.person();
  const page = await console.page(t, { as: person });
  const form = parts(page, text);
  await page.goto(`/p/${person.project.id}/images/new`);
  await form.file.setInputFiles(await emptyFile(t, 'netinst.iso', 4096));
  const kind = page.locator('.ant-form-item').filter({ hasText: text.kind });
  await kind.getByText('ISO镜像', { exact: true }).waitFor();
});
