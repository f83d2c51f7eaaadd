// Named settings that a suite is run under: profiles/<name>.env, and a service of its own that has them.
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readCloud, type Cloud } from '../../contract/support/clouds.ts';
import { startService, type ServiceProcess } from '../../contract/support/service-process.ts';
import { temporaryFolder } from '../../contract/support/temporary-folder.ts';

export interface Lab {
  readonly service: ServiceProcess;
  readonly admin: Cloud;
  /** An empty folder for the suite. */
  readonly workspace: string;
  /** Settings of the profile, as in its file, to start another process of the same service with. */
  readonly settings: Readonly<Record<string, string>>;
  /** The address of an image on a web server of the test's own. */
  readonly webImage: string;
}

/** Runs `use` beside a fresh service under a profile, which must end cleanly. */
export async function underProfile<T>(name: string, use: (lab: Lab) => Promise<T>): Promise<T> {
  const folder = await temporaryFolder();
  const web = await serveImage();
  try {
    const settings = await readProfile(name, { web: web.address });
    const service = await startService({ data: join(folder.path, 'data'), env: settings });
    const workspace = join(folder.path, 'suite');
    await mkdir(workspace);
    const result = await use({
      service,
      admin: await readCloud(service.clouds, 'admin'),
      workspace,
      settings,
      webImage: `http://${web.address}/image`,
    });
    await service.stop();
    return result;
  } finally {
    web.server.close();
    await folder.remove();
  }
}

/** `{name}` in a profile stands for what is known only when it runs. */
async function readProfile(
  name: string,
  known: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const text = await readFile(new URL(`../profiles/${name}.env`, import.meta.url), 'utf8');
  const filled = text.replaceAll(/\{(\w+)\}/g, (whole, word: string) => known[word] ?? whole);
  return Object.fromEntries(
    Object.entries(parseEnv(filled)).map(([key, value]) => [key, value ?? '']),
  );
}

async function serveImage(): Promise<{ server: Server; address: string }> {
  const bytes = Buffer.alloc(1 << 20, 'image');
  const server = createServer((_request, response) => response.end(bytes));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}
