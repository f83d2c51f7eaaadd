// Debian's Chromium, headless, and pages in it. A page that throws, or loads something that it may not, fails its test.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { Person } from './person.ts';

export interface PageOptions {
  /** Default zh. */
  readonly language?: 'zh' | 'en';
  /** Default light. */
  readonly scheme?: 'light' | 'dark';
  /** Default 1280×800. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Who is signed in; default: nobody. */
  readonly as?: Person;
}

/** How long something may take to appear, in milliseconds: the tests share two slow cores. */
const patience = 30_000;

export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      // Root has no other way to run it; what it shows is ours.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page with cookies and storage of its own; relative addresses are the service's. */
export async function openPage(
  t: TestContext,
  browser: Browser,
  url: string,
  { language = 'zh', scheme = 'light', size, as }: PageOptions,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    colorScheme: scheme,
    viewport: size ?? { width: 1280, height: 800 },
    // Nothing moves: what is looked at is where it will stay.
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    // A refused request is told here too; pages show those.
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
  });
  t.after(async () => {
    // Node's types do not know it.
    const { passed } = t as TestContext & { readonly passed: boolean };
    if (!passed) t.diagnostic(`${page.url()}\n${await page.locator('body').ariaSnapshot()}`);
    await context.close();
    assert.deepEqual(complaints, [], 'the page complained');
  });
  if (as !== undefined) await startSession(context, url, as);
  return page;
}

/** Signs in without the form. */
async function startSession(context: BrowserContext, url: string, person: Person): Promise<void> {
  const { userName: user, password, project } = person;
  const answer = await context.request.post('/api/v1/session', {
    headers: { origin: url },
    data: { account: project.accountName, user, password },
  });
  assert.equal(answer.status(), 201, await answer.text());
}

/** Keeps what the page looks like, when the variable SCREENSHOTS names a folder for that. */
export async function keepLooks(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
