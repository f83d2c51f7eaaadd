// Debian's Chromium, headless, and pages in it. A page that throws, or loads something that it may not, fails its test.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Dialog,
  type Locator,
  type Page,
} from 'playwright-core';
import type { Person } from './person.ts';

type Language = 'zh' | 'en';

export interface PageOptions {
  /** Default zh. */
  readonly language?: Language;
  /** Default light. */
  readonly scheme?: 'light' | 'dark';
  /** Default 1280×800. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Who is signed in; default: nobody. */
  readonly as?: Person;
}

const defaultSize = { width: 1280, height: 800 };

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

/** A browser profile with its only page. */
interface Profile {
  readonly language: Language;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page has thrown or complained of since it was given out. */
  complaints: string[];
}

/**
 * Profiles that the tests of a file have left clean, to be used again: a new one loads and compiles the whole console, which takes longer than
 * most tests.
 */
export type Profiles = Profile[];

/** A page with cookies and storage of its own; relative addresses are the service's. */
export async function openPage(
  t: TestContext,
  browser: Browser,
  profiles: Profiles,
  url: string,
  { language = 'zh', scheme = 'light', size = defaultSize, as }: PageOptions,
): Promise<Page> {
  const index = profiles.findIndex((profile) => profile.language === language);
  const [kept] = index === -1 ? [] : profiles.splice(index, 1);
  const profile = kept ?? (await newProfile(browser, url, language));
  const { context, page } = profile;
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize(size);
  profile.complaints = [];
  t.after(async () => {
    // Node's types do not know it.
    const { passed } = t as TestContext & { readonly passed: boolean };
    if (!passed) t.diagnostic(`${page.url()}\n${await page.locator('body').ariaSnapshot()}`);
    const complaints = [...profile.complaints];
    if (passed && (await clean(profile))) profiles.push(profile);
    else await context.close();
    assert.deepEqual(complaints, [], 'the page complained');
  });
  if (as !== undefined) await startSession(context, url, as);
  return page;
}

async function newProfile(browser: Browser, url: string, language: Language): Promise<Profile> {
  const context = await browser.newContext({
    baseURL: url,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    // Nothing moves: what is looked at is where it will stay.
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(patience);
  const profile: Profile = { language, context, page: await context.newPage(), complaints: [] };
  profile.page.on('pageerror', (error) => profile.complaints.push(error.stack ?? error.message));
  profile.page.on('console', (message) => {
    // A refused request is told here too; pages show those.
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) profile.complaints.push(message.text());
  });
  return profile;
}

/** Leaves the console and forgets who was there; false when the test has opened or changed what cannot be undone here. */
async function clean({ context, page }: Profile): Promise<boolean> {
  if (page.isClosed() || context.pages().length > 1) return false;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.clearPermissions();
  // The console may ask whether to leave.
  const leave = (dialog: Dialog): void => void dialog.accept();
  page.on('dialog', leave);
  await page.goto('about:blank');
  page.off('dialog', leave);
  // Cookies and storage.
  await context.setStorageState({ cookies: [], origins: [] });
  return true;
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

/** Resolves once a dialog has the focus, which it takes when it is open: only then a key goes to it. */
export async function focusIn(dialog: Locator): Promise<void> {
  await dialog.and(dialog.page().locator(':focus-within')).waitFor();
}

/** Keeps what the page looks like, when the variable SCREENSHOTS names a folder for that. */
export async function keepLooks(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
