// Every setting there is, as one table: docs/settings.md is printed from it, and config.ts reads the environment by it.
import { resolve } from 'node:path';
import { parseHostPort } from './lib/host-port.ts';
import { choice, ConfigError, integer, type Setting } from './lib/setting.ts';

/** Stores as written: `name` or `name=folder`, the default one first. */
const stores: Setting<readonly StoreSetting[]> = {
  name: 'ACCORD_STORES',
  fallback: 'default',
  doc: 'Image stores, as name or name=folder, separated by commas; the first is where bytes go when nobody asks for another. Without a folder: images in the data folder for default, images-NAME for another name',
  parse(text) {
    const found = text.split(',').map((part) => {
      const [, name = '', folder = null] = /^([a-z0-9-]+)(?:=(.+))?$/.exec(part.trim()) ?? [];
      if (name === '') {
        throw new ConfigError(
          `ACCORD_STORES must be names of small letters, digits and dashes, each with =folder if it has one, not "${part}".`,
        );
      }
      return { name, folder };
    });
    if (new Set(found.map(({ name }) => name)).size < found.length) {
      throw new ConfigError(`ACCORD_STORES names a store twice: "${text}".`);
    }
    return found;
  },
};

export interface StoreSetting {
  readonly name: string;
  readonly folder: string | null;
}

/** Buckets as written: `name=folder`, or `name@project+project=folder`. */
const buckets: Setting<readonly BucketSetting[]> = {
  name: 'ACCORD_BUCKETS',
  fallback: '',
  doc: 'Buckets that images are made from and exported to, as name=folder or name@project+project=folder, separated by commas. Whoever may make images in one of those projects, or in any when none is named, may use all of the bucket',
  parse(text) {
    if (text === '') return [];
    const found = text.split(',').map((part) => {
      const match = /^([a-z0-9][a-z0-9.-]{0,62})(?:@([0-9a-f]{32}(?:\+[0-9a-f]{32})*))?=(.+)$/.exec(
        part.trim(),
      );
      const [, name, projects, folder] = match ?? [];
      if (name === undefined || folder === undefined) {
        throw new ConfigError(
          `ACCORD_BUCKETS must be name=folder or name@project=folder, with names of small letters, digits, dots and dashes and ids of projects, not "${part}".`,
        );
      }
      return { name, folder: resolve(folder), projects: projects?.split('+') ?? null };
    });
    if (new Set(found.map(({ name }) => name)).size < found.length) {
      throw new ConfigError(`ACCORD_BUCKETS names a bucket twice: "${text}".`);
    }
    return found;
  },
};

export interface BucketSetting {
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** null: for all projects. */
  readonly projects: readonly string[] | null;
}

const importAllow: Setting<readonly string[]> = {
  name: 'ACCORD_IMPORT_ALLOW',
  fallback: '',
  doc: 'Hosts, as host:port separated by commas, that images may be imported from though their address is private or their port is neither 80 nor 443',
  parse: (text) =>
    text === ''
      ? []
      : text.split(',').map((part) => {
          const pair = parseHostPort(part.trim());
          if (pair === null) {
            throw new ConfigError(`ACCORD_IMPORT_ALLOW must be host:port,…, not "${part}".`);
          }
          return pair;
        }),
};

const sshPorts: Setting<{ readonly first: number; readonly last: number }> = {
  name: 'ACCORD_SSH_PORTS',
  fallback: '22000-22999',
  doc: "Ports of 127.0.0.1 that lead to servers' port 22, as first-last: one for each server",
  parse(text) {
    const [, first, last] = /^(\d{4,5})-(\d{4,5})$/.exec(text)?.map(Number) ?? [];
    if (first === undefined || last === undefined || first > last || first < 1024 || last > 65_535)
      throw new ConfigError(
        `ACCORD_SSH_PORTS must be first-last, two ports from 1024 to 65535, not "${text}".`,
      );
    return { first, last };
  },
};

const engineUids: Setting<{ readonly first: number; readonly count: number }> = {
  name: 'ACCORD_ENGINE_UIDS',
  fallback: '300000-365535',
  doc: 'Uids, as first-last, that servers run as, one for each, when the service runs as root; nobody else must have them',
  parse(text) {
    const [, first, last] = /^(\d{4,9})-(\d{4,9})$/.exec(text)?.map(Number) ?? [];
    if (first === undefined || last === undefined || first > last || first < 1000)
      throw new ConfigError(
        `ACCORD_ENGINE_UIDS must be first-last, two uids from 1000 on, not "${text}".`,
      );
    return { first, count: last - first + 1 };
  },
};

function words(name: string, fallback: string, doc: string): Setting<string> {
  return { name, fallback, doc, parse: (value) => value };
}

/** Every setting there is. `$` in a fallback is explained by its text. */
export const settingsTable = {
  data: words('ACCORD_DATA', './data', 'Folder for the database, image bytes and secrets'),
  stores,
  buckets,
  port: integer('ACCORD_PORT', 9292, 0, 65_535, 'Port to listen on; 0 takes a free one'),
  host: words('ACCORD_HOST', '127.0.0.1', 'Address to listen on'),
  publicUrl: words(
    'ACCORD_PUBLIC_URL',
    '',
    'Where clients reach this service; empty: made from host and port',
  ),
  databaseUrl: words(
    'DATABASE_URL',
    '',
    'A PostgreSQL 15 or newer to use; empty: the embedded one in the data folder',
  ),
  databasePool: integer('ACCORD_DATABASE_POOL', 20, 6, 500, 'Database connections at most'),
  secretKey: words(
    'ACCORD_SECRET_KEY',
    '',
    'Secret that the keys for signing tokens and sealing access keys come from (64 hex digits or more); empty: made once and kept in the data folder',
  ),
  seed: choice(
    'ACCORD_SEED',
    ['sample', 'none'],
    'What the first start puts into an empty service beside its administrator: two accounts, sub-projects and shared images, or nothing',
  ),
  log: choice(
    'ACCORD_LOG',
    ['warn', 'info', 'debug', 'error', 'silent'],
    'Least level of the log lines on standard error; info adds one line a request',
  ),
  metadefs: words(
    'ACCORD_METADEFS',
    '',
    'Folder of JSON files with metadata definitions, loaded when the service starts; what is there already stays as it is',
  ),
  requestBody: integer(
    'ACCORD_REQUEST_BODY',
    1_048_576,
    1024,
    104_857_600,
    'Bytes of one request body at most, image bytes apart',
  ),
  drainSeconds: integer(
    'ACCORD_DRAIN_SECONDS',
    10,
    0,
    3600,
    'Seconds that running requests get to finish when the service stops',
  ),
  uploadIdleSeconds: integer(
    'ACCORD_UPLOAD_IDLE_SECONDS',
    120,
    1,
    86_400,
    'Seconds without a byte after which an upload or download is given up',
  ),
  consent: choice(
    'ACCORD_CONSENT',
    ['strict', 'glance'],
    "strict: a pending or rejected image cannot be used; glance: Glance's rule, where it can",
  ),
  format: choice(
    'ACCORD_FORMAT',
    ['lenient', 'strict'],
    'What happens to bytes that are not recognised as the declared structured format: flagged, or refused',
  ),
  quota: choice(
    'ACCORD_QUOTA',
    ['hard', 'glance'],
    "hard: a project never has more bytes of images than its limit; glance: Glance's rule, the upload that passes the limit is the last",
  ),
  membersPerImage: integer(
    'ACCORD_MEMBERS_PER_IMAGE',
    128,
    0,
    100_000,
    'Members of one image at most',
  ),
  membersPerServerImage: integer(
    'ACCORD_MEMBERS_PER_SERVER_IMAGE',
    10,
    0,
    100_000,
    'Members of one full-server image at most',
  ),
  propertiesPerImage: integer(
    'ACCORD_PROPERTIES_PER_IMAGE',
    128,
    0,
    10_000,
    'Additional properties of one image at most',
  ),
  tagsPerImage: integer('ACCORD_TAGS_PER_IMAGE', 128, 0, 10_000, 'Tags of one image at most'),
  imageSizeCap: integer(
    'ACCORD_IMAGE_SIZE_CAP',
    1_099_511_627_776,
    1,
    Number.MAX_SAFE_INTEGER,
    'Bytes of one image at most',
  ),
  copySizeCap: integer(
    'ACCORD_COPY_SIZE_CAP',
    137_438_953_472,
    1,
    Number.MAX_SAFE_INTEGER,
    'Bytes of an image that may be copied to a new image at most',
  ),
  importAllow,
  pageDefault: integer(
    'ACCORD_PAGE_DEFAULT',
    25,
    1,
    1000,
    'Rows of a list when none are asked for',
  ),
  pageMax: integer('ACCORD_PAGE_MAX', 1000, 1, 10_000, 'Rows of a list at most'),
  tokenTtlSeconds: integer(
    'ACCORD_TOKEN_TTL',
    86_400,
    60,
    31_536_000,
    'Seconds that a token lives',
  ),
  loginFailures: integer(
    'ACCORD_LOGIN_FAILURES',
    10,
    1,
    1000,
    'Wrong passwords or signatures in a row, from one address for one user or access key, before that pair is locked out',
  ),
  loginLockSeconds: integer(
    'ACCORD_LOGIN_LOCK_SECONDS',
    300,
    1,
    86_400,
    'Seconds that a lock-out lasts',
  ),
  accessKeysPerUser: integer(
    'ACCORD_ACCESS_KEYS_PER_USER',
    2,
    0,
    1000,
    'Permanent access keys of one user at most',
  ),
  imagesPerBatch: integer(
    'ACCORD_IMAGES_PER_BATCH',
    1000,
    1,
    10_000,
    'Images in one call that offers them, answers or withdraws offers as a job, at most',
  ),
  projectsPerBatch: integer(
    'ACCORD_PROJECTS_PER_BATCH',
    100,
    1,
    1000,
    'Projects in one such call at most; it is for every pair of its images and projects',
  ),
  jobHours: integer(
    'ACCORD_JOB_HOURS',
    48,
    1,
    8760,
    'Hours that a job can be looked at after it has ended',
  ),
  directoryRate: integer(
    'ACCORD_DIRECTORY_RATE',
    600,
    100,
    1_000_000,
    'Project ids that one user may look up in a minute, to learn whose they are',
  ),
  engine: choice(
    'ACCORD_ENGINE',
    ['qemu', 'none'],
    'What runs servers and keeps their disks: QEMU on this machine, or nothing. Of several processes on one database only one may have an engine',
  ),
  accelerator: choice(
    'ACCORD_ACCELERATOR',
    ['auto', 'kvm', 'tcg'],
    'How QEMU runs guests: auto takes KVM where it works, else TCG, which is emulation',
  ),
  engineUids,
  sshPorts,
  serversPerProject: integer(
    'ACCORD_SERVERS_PER_PROJECT',
    100,
    0,
    100_000,
    'Servers of one project at most',
  ),
  vcpusPerProject: integer(
    'ACCORD_VCPUS_PER_PROJECT',
    200,
    0,
    1_000_000,
    'Virtual processors of all servers of one project at most',
  ),
  memoryPerProject: integer(
    'ACCORD_MEMORY_PER_PROJECT',
    204_800,
    0,
    1_000_000_000,
    'MiB of memory of all servers of one project at most',
  ),
  disksPerProject: integer(
    'ACCORD_DISKS_PER_PROJECT',
    500,
    0,
    100_000,
    'Disks of one project at most, system disks too',
  ),
  diskSpacePerProject: integer(
    'ACCORD_DISK_SPACE_PER_PROJECT',
    102_400,
    0,
    1_000_000_000,
    'GiB of all disks of one project at most, as guests see them',
  ),
  serversPerBatch: integer(
    'ACCORD_SERVERS_PER_BATCH',
    100,
    1,
    500,
    'Servers that one call makes at most',
  ),
  disksPerBatch: integer(
    'ACCORD_DISKS_PER_BATCH',
    100,
    1,
    500,
    'Disks that one call makes at most',
  ),
  diskSizeCap: integer('ACCORD_DISK_SIZE_CAP', 32_768, 1, 65_536, 'GiB of one disk at most'),
  disksPerServer: integer(
    'ACCORD_DISKS_PER_SERVER',
    23,
    0,
    23,
    'Data disks attached to one server at most',
  ),
  stopSeconds: integer(
    'ACCORD_STOP_SECONDS',
    30,
    0,
    3600,
    'Seconds that a guest gets to switch off by itself before it is switched off',
  ),
  serversAfterBoot: choice(
    'ACCORD_SERVERS_AFTER_BOOT',
    ['stopped', 'start'],
    'What becomes of servers that were running when the machine went down: shown as stopped, or started again',
  ),
  keyPairsPerProject: integer(
    'ACCORD_KEY_PAIRS_PER_PROJECT',
    100,
    0,
    10_000,
    'Key pairs of one project at most',
  ),
  userDataCap: integer(
    'ACCORD_USER_DATA_CAP',
    32_768,
    0,
    1_048_576,
    'Bytes of the user data of one server at most',
  ),
  socketsPerUser: integer(
    'ACCORD_SOCKETS_PER_USER',
    32,
    1,
    10_000,
    'Consoles and screens of servers that one user may have open in one process at most',
  ),
  knownSessions: integer(
    'ACCORD_KNOWN_SESSIONS',
    10_000,
    0,
    1_000_000,
    'Tokens whose user, roles and scope are kept in memory, about 1 KiB each; every request asks whether they still hold',
  ),
} satisfies Record<string, Setting<unknown>>;
