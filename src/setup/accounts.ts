// The accounts of the first start and their passwords. The database holds hashes only; the passwords are made here, once, and kept in the
// data folder, so that clouds.yaml can be written again when the address changes.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePrivateFile } from '../lib/private-file.ts';

export const accountNames = ['owner', 'recipient', 'admin'] as const;
export type AccountName = (typeof accountNames)[number];

export interface Accounts {
  /** What the first start put into the service; later starts keep to it, whatever ACCORD_SEED says then. */
  readonly seed: 'sample' | 'none';
  /** The first start came to its end. */
  readonly complete: boolean;
  /** The image that the sample's owner offers to its recipient. */
  readonly sampleImageId: string | null;
  readonly passwords: Readonly<Record<AccountName, string>>;
}

function pathIn(dataFolder: string): string {
  return join(dataFolder, 'secrets', 'accounts.json');
}

/** Reads the accounts, or makes and keeps new ones. */
export async function openAccounts(dataFolder: string, seed: Accounts['seed']): Promise<Accounts> {
  const stored = await readFile(pathIn(dataFolder), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
  if (stored !== null) return JSON.parse(stored) as Accounts;
  const password = (): string => randomBytes(15).toString('base64url');
  const made: Accounts = {
    seed,
    complete: false,
    sampleImageId: null,
    passwords: { owner: password(), recipient: password(), admin: password() },
  };
  await mkdir(join(dataFolder, 'secrets'), { recursive: true, mode: 0o700 });
  await writePrivateFile(pathIn(dataFolder), JSON.stringify(made, null, 2));
  return made;
}

/** Notes that the first start is done. */
export async function completeAccounts(
  dataFolder: string,
  accounts: Accounts,
  sampleImageId: string | null,
): Promise<Accounts> {
  const done: Accounts = { ...accounts, complete: true, sampleImageId };
  await writePrivateFile(pathIn(dataFolder), JSON.stringify(done, null, 2));
  return done;
}

/**
 * Writes `clouds.yaml` for the `openstack` client, readable by its user only; unchanged content is left alone. Returns its path.
 */
export async function writeClouds(
  dataFolder: string,
  publicUrl: string,
  accounts: Accounts,
): Promise<string> {
  const path = join(dataFolder, 'clouds.yaml');
  const names = accountNames.filter((name) => accounts.seed === 'sample' || name === 'admin');
  const content = `clouds:\n${names.map((name) => cloud(name, publicUrl, accounts.passwords[name])).join('')}`;
  const existing = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (existing !== content) await writePrivateFile(path, content);
  return path;
}

function cloud(name: AccountName, publicUrl: string, password: string): string {
  const domain = name === 'admin' ? 'Default' : name;
  return `  ${name}:
    identity_api_version: 3
    region_name: RegionOne
    auth:
      auth_url: ${JSON.stringify(`${publicUrl}/v3`)}
      username: ${name}
      password: ${JSON.stringify(password)}
      user_domain_name: ${domain}
      project_name: RegionOne
      project_domain_name: ${domain}
`;
}
