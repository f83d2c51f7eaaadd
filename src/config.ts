// The only reader of the environment: from the table of settings to one frozen, validated Config.
import { join, resolve } from 'node:path';
import type { Settings } from './domain/settings.ts';
import { ConfigError } from './lib/setting.ts';
import { settingsTable, type BucketSetting, type StoreSetting } from './settings-table.ts';

type Values = { [K in keyof typeof settingsTable]: ReturnType<(typeof settingsTable)[K]['parse']> };

export interface Config extends Omit<Values, 'publicUrl' | 'stores' | keyof Settings> {
  /** Absolute path. */
  readonly data: string;
  /** The default one first; folders are absolute. */
  readonly stores: readonly { readonly name: string; readonly folder: string }[];
  /** null: made from the address the server listens on. */
  readonly publicUrl: string | null;
  readonly settings: Omit<Settings, 'publicUrl'>;
}

/** Reads and checks the environment. Throws an Error with one clear line for the first setting that is wrong. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const known = new Set<string>(Object.values(settingsTable).map((setting) => setting.name));
  for (const name of Object.keys(env)) {
    if (name.startsWith('ACCORD_') && !known.has(name) && name !== 'ACCORD_APT') {
      throw new ConfigError(`${name} is not a setting of Accord. docs/settings.md lists them all.`);
    }
  }
  const values = Object.fromEntries(
    Object.entries(settingsTable).map(([key, setting]) => [
      key,
      setting.parse(env[setting.name] || setting.fallback),
    ]),
  ) as Values;
  const {
    data,
    stores: storesAsWritten,
    buckets: bucketsAsWritten,
    publicUrl,
    port,
    host,
    databaseUrl,
    databasePool,
    secretKey,
    seed,
    log,
    metadefs,
    requestBody,
    drainSeconds,
    uploadIdleSeconds,
    engine,
    accelerator,
    engineUids: uids,
    ...settings
  } = values;
  const placed = placedStores(resolve(data), storesAsWritten);
  const kept = [resolve(data), ...placed.map(({ folder }) => folder)];
  return Object.freeze({
    data: resolve(data),
    stores: placed,
    buckets: checkedBuckets(bucketsAsWritten, kept),
    publicUrl: publicUrl === '' ? null : checkedUrl(publicUrl),
    port,
    host,
    databaseUrl,
    databasePool,
    secretKey: checkedSecret(secretKey),
    seed,
    log,
    metadefs,
    requestBody,
    drainSeconds,
    uploadIdleSeconds,
    engine,
    accelerator,
    engineUids: uids,
    settings: Object.freeze(settings),
  });
}

function placedStores(
  data: string,
  asWritten: readonly StoreSetting[],
): readonly { name: string; folder: string }[] {
  const placed = asWritten.map(({ name, folder }) => ({
    name,
    folder: resolve(folder ?? join(data, name === 'default' ? 'images' : `images-${name}`)),
  }));
  if (new Set(placed.map(({ folder }) => folder)).size < placed.length) {
    throw new ConfigError('ACCORD_STORES gives two stores the same folder.');
  }
  return Object.freeze(placed);
}

/** What is in a bucket can be read by those who use it: it must not hold what the service keeps. */
function checkedBuckets(
  asWritten: readonly BucketSetting[],
  kept: readonly string[],
): readonly BucketSetting[] {
  for (const { name, folder } of asWritten) {
    if (kept.some((path) => isWithin(path, folder) || isWithin(folder, path))) {
      throw new ConfigError(
        `ACCORD_BUCKETS gives "${name}" a folder that holds data of the service itself, or lies among it.`,
      );
    }
  }
  return Object.freeze(asWritten);
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function checkedUrl(url: string): string {
  if (!/^https?:\/\/[^/?#\s]+(\/[^?#\s]*)?$/.test(url)) {
    throw new ConfigError(`ACCORD_PUBLIC_URL must be an http or https address, not "${url}".`);
  }
  return url.replace(/\/+$/, '');
}

function checkedSecret(secret: string): string {
  if (secret !== '' && !/^[0-9a-f]{64,}$/i.test(secret)) {
    throw new ConfigError('ACCORD_SECRET_KEY must be 64 hex digits or more.');
  }
  return secret;
}
