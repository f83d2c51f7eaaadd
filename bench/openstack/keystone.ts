// Keystone with its database, its keys, and the people and services that a bench needs.
import { mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Cloud } from '../../test/contract/support/clouds.ts';
import { freePort } from '../../test/contract/support/free-port.ts';
import { signIn, type HttpClient } from '../../test/contract/support/http-client.ts';
import { mustRun } from '../../test/contract/support/run-command.ts';
import type { Daemon } from './daemon.ts';
import { writeIni } from './ini.ts';
import type { MariaDb } from './mariadb.ts';
import { startUwsgi } from './uwsgi.ts';

export interface KeystoneData {
  readonly folder: string;
  /** The file of its settings. */
  readonly settings: string;
  readonly port: number;
}

export interface Keystone extends Daemon {
  /** Without a slash at its end, and without `/v3`. */
  readonly url: string;
  /** The administrator of the first project. */
  readonly admin: Cloud;
}

const password = 'secret';

/** Makes its database, keys and administrator. `folder` must exist; `cache` is where memcached is, host:port. */
export async function prepareKeystone(
  folder: string,
  database: MariaDb,
  cache: string,
): Promise<KeystoneData> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = join(folder, 'keystone.conf');
  const keys = async (name: string): Promise<string> => {
    const place = join(folder, `keystone-${name}`);
    await mkdir(place, { mode: 0o700 });
    return place;
  };
  const fernet = await keys('fernet');
  await writeIni(settings, {
    DEFAULT: { public_endpoint: `${url}/` },
    database: {
      connection: await database.makeDatabase('keystone'),
      max_pool_size: 8,
      max_overflow: 32,
    },
    fernet_tokens: { key_repository: fernet },
    fernet_receipts: { key_repository: fernet },
    credential: { key_repository: await keys('credential') },
    token: { provider: 'fernet', expiration: 43_200 },
    cache: { enabled: true, backend: 'dogpile.cache.memcached', memcache_servers: cache },
    oslo_policy: { enforce_scope: false, enforce_new_defaults: false },
    // Signing in is not what is measured.
    identity: { password_hash_algorithm: 'bcrypt', password_hash_rounds: 4 },
  });
  const manage = async (...args: string[]): Promise<string> =>
    await mustRun('/usr/bin/keystone-manage', ['--config-file', settings, ...args], {
      seconds: 180,
    });
  const { uid, gid } = userInfo();
  const user = ['--keystone-user', `${uid}`, '--keystone-group', `${gid}`];
  await manage('db_sync');
  await manage('fernet_setup', ...user);
  await manage('credential_setup', ...user);
  const endpoints = ['public', 'internal', 'admin'].flatMap((each) => [
    `--bootstrap-${each}-url`,
    `${url}/v3/`,
  ]);
  const region = ['--bootstrap-region-id', 'RegionOne'];
  await manage('bootstrap', '--bootstrap-password', password, ...region, ...endpoints);
  return { folder, settings, port };
}

export async function startKeystone(data: KeystoneData, workers: number): Promise<Keystone> {
  const { folder, settings, port } = data;
  const url = `http://127.0.0.1:${port}`;
  const daemon = await startUwsgi({
    folder,
    name: 'keystone',
    port,
    workers,
    threads: 8,
    application: '/usr/bin/keystone-wsgi-public',
    more: { env: `OS_KEYSTONE_CONFIG_FILES=${settings}` },
    ready: ['/v3', 200],
  });
  return { ...daemon, url, admin: cloudOf(url, 'admin', 'admin') };
}

/** Makes a project with one user, and gives the user the role there; at any service that speaks Keystone's API. */
export async function addPerson(
  keystone: Pick<Keystone, 'url' | 'admin'>,
  user: string,
  project: string,
  role: 'member' | 'admin',
): Promise<Cloud> {
  const admin = await signIn(keystone.url, keystone.admin);
  const projectId = await make(admin, '/v3/projects', { project: { name: project } });
  const userId = await make(admin, '/v3/users', { user: { name: user, password } });
  const { json } = await must(admin, 200, 'GET', `/v3/roles?name=${role}`);
  const [found] = (json?.['roles'] ?? []) as { id: string }[];
  const grant = `/v3/projects/${projectId}/users/${userId}/roles/${found?.id}`;
  await must(admin, 204, 'PUT', grant);
  return cloudOf(keystone.url, user, project);
}

/** Puts the image service into the catalogue. */
export async function addImageService(keystone: Keystone, url: string): Promise<void> {
  const admin = await signIn(keystone.url, keystone.admin);
  const service_id = await make(admin, '/v3/services', {
    service: { name: 'glance', type: 'image' },
  });
  for (const each of ['public', 'internal', 'admin']) {
    const endpoint = { service_id, interface: each, region_id: 'RegionOne', url };
    await make(admin, '/v3/endpoints', { endpoint });
  }
}

/** How Glance itself signs in, as settings of [keystone_authtoken]. */
export function serviceUser(keystone: Keystone, { userName, projectName }: Cloud) {
  return {
    // With the version, as the clients of Accord are told it.
    www_authenticate_uri: `${keystone.url}/v3`,
    auth_url: keystone.url,
    auth_type: 'password',
    project_domain_name: 'Default',
    user_domain_name: 'Default',
    project_name: projectName,
    username: userName,
    password,
  };
}

function cloudOf(url: string, userName: string, projectName: string): Cloud {
  return { authUrl: `${url}/v3`, userName, password, domainName: 'Default', projectName };
}

/** Returns the id of what was made. */
async function make(admin: HttpClient, path: string, body: object): Promise<string> {
  const { json } = await must(admin, 201, 'POST', path, body);
  const [resource] = Object.values(json ?? {}) as { id: string }[];
  return resource?.id ?? '';
}

async function must(
  admin: HttpClient,
  status: number,
  method: string,
  path: string,
  body?: object,
): ReturnType<HttpClient['request']> {
  const answer = await admin.request(method, path, { body });
  if (answer.status === status) return answer;
  throw new Error(`${method} ${path} answered ${answer.status}: ${String(answer.bytes)}`);
}
