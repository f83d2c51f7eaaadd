// One program, several roles. `quickstart` is what `npm start` runs; `serve` is production: it makes no sample accounts.
import { resolve } from 'node:path';
import { readConfig, type Config } from './config.ts';
import { startService, type Service } from './service.ts';
import { completeAccounts, openAccounts, writeClouds, type Accounts } from './setup/accounts.ts';
import { makeFirstWorld } from './setup/first-world.ts';

const usage = `Usage: node src/main.ts quickstart | serve

  quickstart  run the service; the first start makes two accounts and shared sample images (ACCORD_SEED=none: none)
  serve       run the service; the first start makes an administrator only

docs/settings.md lists the settings, all of them environment variables.
`;

/** Makes the file of a disk that boots, for the first start to offer; resolves to null where that cannot be. */
export type BringSystemDisk = (log: (line: string) => void) => Promise<string | null>;

/**
 * Runs a role; resolves when it has started. Errors of the user's making end the process with one line. The program itself makes no disk that boots:
 * what starts it may bring one.
 */
export async function main(
  args: readonly string[],
  bringSystemDisk: BringSystemDisk = async () => null,
): Promise<void> {
  const [role] = args;
  if (role !== 'quickstart' && role !== 'serve') {
    process.stderr.write(usage);
    process.exitCode = role === undefined || role === '--help' ? 0 : 2;
    return;
  }
  try {
    const config = readConfig(process.env);
    await run(role === 'serve' ? { ...config, seed: 'none' } : config, bringSystemDisk);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

async function run(config: Config, bringSystemDisk: BringSystemDisk): Promise<void> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  let accounts: Accounts | undefined;
  const service = await startService(config, log, async (context) => {
    accounts = await openAccounts(config.data, config.seed);
    if (accounts.complete) return;
    const bring = async (): Promise<string | null> => await bringSystemDisk(log);
    const sampleImageId = await makeFirstWorld(context, accounts, bring);
    accounts = await completeAccounts(config.data, accounts, sampleImageId);
  });
  stopOnSignals(service, log);
  if (accounts === undefined) return;
  const clouds = await writeClouds(config.data, service.context.settings.publicUrl, accounts);
  process.stdout.write(greeting(service, clouds, accounts));
}

function greeting(service: Service, clouds: string, accounts: Accounts): string {
  const who = accounts.seed === 'sample' ? 'recipient' : 'admin';
  const names = accounts.seed === 'sample' ? 'owner, recipient and admin' : 'admin';
  const prefix = `OS_CLIENT_CONFIG_FILE=${quoted(clouds)} openstack --os-cloud ${who}`;
  const lines =
    accounts.sampleImageId === null
      ? [`${prefix} image list`, `${prefix} project list`]
      : [
          `${prefix} image list --member-status pending`,
          `${prefix} image set --accept ${accounts.sampleImageId}`,
        ];
  return `Accord is ready at ${service.context.settings.publicUrl}
Sign in as ${names}: the passwords are in ${clouds}
Try (the client is Debian's python3-openstackclient):
  ${lines.join('\n  ')}
`;
}

/** Safe to paste into a shell. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** A part that does not let go of the event loop must not keep a stopped service's process. */
const lingerMilliseconds = 2000;

function stopOnSignals(service: Service, log: (line: string) => void): void {
  let stopping = false;
  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    try {
      await service.stop();
      process.exitCode = code;
    } catch (error) {
      log(`stopping failed: ${String(error)}`);
      process.exitCode = 1;
    }
    setTimeout(() => process.exit(), lingerMilliseconds).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void stop(0));
  }
  void service.lost.then(async (error) => {
    log(error.message);
    await stop(1);
  });
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  await main(process.argv.slice(2));
}
