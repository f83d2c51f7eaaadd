// A real service with its console, in a process of its own, and a browser: for all tests of a file.
import { join } from 'node:path';
import { before, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { ensureConsole } from '../../../scripts/web/ensure-console.ts';
import type { Environment } from '../../contract/support/environment.ts';
import { readCloud } from '../../contract/support/clouds.ts';
import { signIn, type HttpClient } from '../../contract/support/http-client.ts';
import { startService, type ServiceProcess } from '../../contract/support/service-process.ts';
import { temporaryFolder } from '../../contract/support/temporary-folder.ts';
import { beforeServerEnds, testDatabase, urlOf } from '../../support/test-database.ts';
import { launchBrowser, openPage, type PageOptions, type Profiles } from './browser.ts';
import { makePerson, type Person, type PersonOptions } from './person.ts';

export interface ConsoleService {
  readonly url: () => string;
  /** The operator, over the APIs. */
  readonly admin: () => HttpClient;
  /** Somebody new, by default with a new project of a new account in RegionOne. */
  readonly person: (options?: PersonOptions) => Promise<Person>;
  /** A page in a browser profile without anything of another test in it; `as`: somebody who is signed in there. */
  readonly page: (t: TestContext, options?: PageOptions) => Promise<Page>;
}

/** Starts it all before the tests of the file that calls this, and ends it after them. `settings`: the service's own, beside the defaults. */
export function useConsole(settings: Environment = {}): ConsoleService {
  let service: ServiceProcess;
  let admin: HttpClient;
  let browser: Browser;
  const profiles: Profiles = [];
  /** How what has been started is ended again, the last first. */
  const ends: (() => Promise<void>)[] = [];

  before(async () => {
    await ensureConsole(() => {});
    const folder = await temporaryFolder();
    ends.push(async () => await folder.remove());
    const database = await testDatabase();
    ends.push(async () => await database.drop());
    service = await startService({
      data: join(folder.path, 'data'),
      env: { ACCORD_SEED: 'none', DATABASE_URL: urlOf(database.connection), ...settings },
    });
    ends.push(async () => await service.stop());
    browser = await launchBrowser();
    ends.push(async () => await browser.close());
    admin = await signIn(service.url, await readCloud(service.clouds, 'admin'));
  });

  beforeServerEnds(async () => {
    for (const end of ends.toReversed()) await end();
  });

  return {
    url: () => service.url,
    admin: () => admin,
    person: async (options = {}) => await makePerson(service.url, admin, options),
    page: async (t, options = {}) => await openPage(t, browser, profiles, service.url, options),
  };
}
