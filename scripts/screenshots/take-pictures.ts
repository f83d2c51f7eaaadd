// Starts a service, fills it, and takes every picture in both languages.
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../../test/browser/support/browser.ts';
import { startService } from '../../test/contract/support/service-process.ts';
import { temporaryFolder } from '../../test/contract/support/temporary-folder.ts';
import { waitUntil } from '../../test/contract/support/wait-until.ts';
import { texts as english } from '../../web/i18n/en/texts.ts';
import { texts as chinese } from '../../web/i18n/zh/texts.ts';
import { ensureConsole } from '../web/ensure-console.ts';
import type { Credentials } from './person.ts';
import { pictures, type Picture } from './pictures.ts';
import { makeWorld, type World } from './world.ts';

const languages = {
  zh: { words: chinese, locale: 'zh-CN' },
  en: { words: english, locale: 'en-GB' },
} as const;

type Language = keyof typeof languages;
type Scheme = 'light' | 'dark';

const patience = 30_000;

/**
 * Writes `<folder>/<language>/<name>.png`, of the pictures named, default all. Answers the addresses at which there was no page; of those
 * there is no picture.
 */
export async function takePictures(
  folder: string,
  names: readonly string[],
  log: (line: string) => void,
): Promise<string[]> {
  const unknown = names.find((name) => pictures.every((picture) => picture.name !== name));
  if (unknown !== undefined) throw new Error(`There is no picture "${unknown}".`);
  const wanted = pictures.filter(({ name }) => names.length === 0 || names.includes(name));
  await ensureConsole(log);
  const home = await temporaryFolder();
  try {
    const service = await startService({ data: join(home.path, 'data') });
    try {
      log('Making what the pictures show.');
      const world = await makeWorld(service);
      try {
        return await takeAll({ folder, url: service.url, world, wanted, log });
      } finally {
        await world.machines.end();
      }
    } finally {
      await service.stop();
    }
  } finally {
    await home.remove();
  }
}

interface Work {
  readonly folder: string;
  readonly url: string;
  readonly world: World;
  readonly wanted: readonly Picture[];
  readonly log: (line: string) => void;
}

async function takeAll({ folder, url, world, wanted, log }: Work): Promise<string[]> {
  const browser = await launchBrowser();
  const contexts = new Map<string, BrowserContext>();
  const missing: string[] = [];
  /** A browser profile for each person in each language and scheme. */
  const contextFor = async (
    as: Picture['as'],
    language: Language,
    colorScheme: Scheme,
  ): Promise<BrowserContext> => {
    const key = `${as} ${language} ${colorScheme}`;
    const opened = contexts.get(key);
    if (opened !== undefined) return opened;
    const context = await browser.newContext({
      baseURL: url,
      locale: languages[language].locale,
      timezoneId: 'Asia/Shanghai',
      colorScheme,
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(patience);
    if (as !== null) await startSession(context, url, world.people[as]);
    contexts.set(key, context);
    return context;
  };
  try {
    for (const picture of wanted) {
      log(picture.name);
      for (const language of ['zh', 'en'] as const) {
        await mkdir(join(folder, language), { recursive: true });
        for (const scheme of schemesOf(picture)) {
          const page = await (await contextFor(picture.as, language, scheme)).newPage();
          const file = `${picture.name}${scheme === 'dark' ? '-dark' : ''}.png`;
          const { words } = languages[language];
          const address = picture.address(world);
          await page.goto(address);
          await settle(page);
          if (await page.getByText(words.frame['not-found'].title, { exact: true }).isVisible()) {
            if (!missing.includes(address)) missing.push(address);
          } else {
            await picture.act?.({ page, words, world });
            await settle(page);
            await save(page, join(folder, language, file));
            await picture.undo?.({ page, words, world });
          }
          await page.close();
        }
      }
    }
    return missing;
  } finally {
    await browser.close();
  }
}

function schemesOf({ dark }: Picture): readonly Scheme[] {
  return dark === true ? ['light', 'dark'] : ['light'];
}

async function startSession(
  context: BrowserContext,
  url: string,
  { account, user, password }: Credentials,
): Promise<void> {
  const answer = await context.request.post('/api/v1/session', {
    headers: { origin: url },
    data: { account, user, password },
  });
  if (answer.status() !== 201) throw new Error(`${user} cannot sign in: ${await answer.text()}`);
}

/** Waits until the page has its heading, its fonts and its data: until it stays as it is for a moment. */
async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const look = async (): Promise<string> => await page.locator('body').innerHTML();
  let before = '';
  let same = 0;
  await waitUntil('the page stays as it is', patience / 1000, async () => {
    const now = await look();
    same = now === before ? same + 1 : 0;
    before = now;
    return same >= 10 ? true : undefined;
  });
}

/** With fewer colours, which such pictures do not miss: a third of the bytes. */
async function save(page: Page, file: string): Promise<void> {
  await page.screenshot({ path: file });
  const options = ['--force', '--strip', '--speed=1', '--output', file];
  await promisify(execFile)('/usr/bin/pngquant', [...options, '--', file]);
}
