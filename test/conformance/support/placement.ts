// Placement, an OpenStack service that asks this one about the tokens it is given, through Debian's keystonemiddleware.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanEnvironment } from '../../contract/support/environment.ts';
import { freePort } from '../../contract/support/free-port.ts';
import { waitUntil } from '../../contract/support/wait-until.ts';

export interface PlacementOptions {
  /** Where its configuration and its database go. */
  readonly folder: string;
  /** The address of the identity API, with /v3. */
  readonly identity: string;
  /** Whom it asks as; of the domain Default. */
  readonly user: { readonly name: string; readonly password: string; readonly project: string };
  /** How long it goes on believing in a token that it has asked about. */
  readonly cacheSeconds: number;
}

/** Runs `use` beside it, with its address. */
export async function besidePlacement<T>(
  options: PlacementOptions,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const { folder } = options;
  const file = join(folder, 'placement.conf');
  await writeFile(file, configuration(options));
  const port = await freePort();
  const child = spawn(
    '/usr/bin/placement-api',
    ['--host', '127.0.0.1', '--port', String(port), '--', '--config-file', file],
    { cwd: folder, env: cleanEnvironment({ HOME: folder }), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  const ended = once(child, 'close');
  try {
    const url = `http://127.0.0.1:${port}`;
    await waitUntil('placement answers', 60, async () => {
      if (child.exitCode !== null) throw new Error(`placement has ended:\n${words}`);
      // Not listening yet: fetch fails.
      const status = await fetch(url).then(
        (answer) => answer.status,
        () => 0,
      );
      return status === 200 ? true : undefined;
    });
    return await use(url);
  } finally {
    child.kill();
    await ended;
  }
}

function configuration({ folder, identity, user, cacheSeconds }: PlacementOptions): string {
  return `[DEFAULT]
use_stderr = true
[api]
auth_strategy = keystone
[placement_database]
connection = sqlite:///${join(folder, 'placement.sqlite')}
sync_on_startup = true
[keystone_authtoken]
www_authenticate_uri = ${identity}
auth_url = ${identity}
auth_type = password
username = ${user.name}
password = ${user.password}
user_domain_name = Default
project_name = ${user.project}
project_domain_name = Default
token_cache_time = ${cacheSeconds}
`;
}
