// Glance with its database, in either of the ways that it can be run.
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../test/contract/support/free-port.ts';
import { mustRun } from '../../test/contract/support/run-command.ts';
import { answersAt } from './answers-at.ts';
import { startDaemon, type Daemon } from './daemon.ts';
import { writeIni, type Ini } from './ini.ts';
import type { MariaDb } from './mariadb.ts';
import { startUwsgi } from './uwsgi.ts';

/** `uwsgi`: processes with threads, as Debian runs it; `eventlet`: Glance's own server. */
export type Flavour = 'uwsgi' | 'eventlet';

export interface Glance extends Daemon {
  readonly flavour: Flavour;
  /** Without a slash at its end. */
  readonly url: string;
}

/** The same name as Accord gives to the store that it has when none is configured. */
const store = 'default';

/** Which parts a request passes through, as Debian's package has it. */
const pipelines = '/etc/glance/glance-api-paste.ini';

/** Metadata definitions that come with Debian's package. */
export const metadefs = '/etc/glance/metadefs';

export interface GlanceData {
  readonly folder: string;
  /** Where bytes are, by id of the image. */
  readonly images: string;
  readonly settings: Ini;
}

/** Makes the database and the folders that all servers of one Glance share. */
export async function prepareGlance(folder: string, database: MariaDb): Promise<GlanceData> {
  const place = async (name: string): Promise<string> => {
    const path = join(folder, `glance-${name}`);
    await mkdir(path);
    return path;
  };
  const images = await place('images');
  const staging = await place('staging');
  const settings: Ini = {
    database: {
      connection: await database.makeDatabase('glance'),
      max_pool_size: 16,
      max_overflow: 64,
    },
    glance_store: { default_backend: store },
    [store]: { filesystem_store_datadir: images },
    os_glance_staging_store: { filesystem_store_datadir: staging },
    os_glance_tasks_store: { filesystem_store_datadir: await place('tasks') },
    oslo_concurrency: { lock_path: await place('locks') },
    oslo_policy: { enforce_scope: false, enforce_new_defaults: false },
    oslo_messaging_notifications: { driver: 'noop' },
    paste_deploy: { flavor: 'keystone', config_file: pipelines },
    task: { task_executor: 'taskflow' },
    taskflow_executor: { max_workers: 10 },
    image_import_opts: { image_import_plugins: '[]' },
  };
  const file = join(folder, 'glance-manage.conf');
  await writeIni(file, settings);
  const manage = ['--config-file', file, 'db'];
  await mustRun('/usr/bin/glance-manage', [...manage, 'sync'], { seconds: 180 });
  await mustRun('/usr/bin/glance-manage', [...manage, 'load_metadefs', metadefs], { seconds: 180 });
  return { folder, images, settings };
}

/** @param more sections beside those that say where its data are */
export async function startGlance(
  { folder, settings }: GlanceData,
  flavour: Flavour,
  workers: number,
  more: Ini,
): Promise<Glance> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const name = `glance-${flavour}`;
  const place = join(folder, name);
  await mkdir(place);
  // Under uWSGI it looks for a file of this name and no other.
  await symlink(pipelines, join(place, 'glance-api-paste.ini'));
  const file = join(place, 'glance-api.conf');
  await writeIni(file, {
    DEFAULT: {
      bind_host: '127.0.0.1',
      bind_port: port,
      workers,
      public_endpoint: url,
      worker_self_reference_url: url,
      enabled_backends: `${store}:file`,
      enabled_import_methods: '[glance-direct,web-download,copy-image]',
      enforce_secure_rbac: false,
      // No line for each request, as uWSGI is told below.
      default_log_levels: 'eventlet.wsgi.server=WARN,sqlalchemy=WARN,keystonemiddleware=INFO',
    },
    ...settings,
    ...more,
  });
  const daemon =
    flavour === 'uwsgi'
      ? await startUwsgi({
          folder,
          name,
          port,
          workers,
          threads: 16,
          application: '/usr/bin/glance-wsgi-api',
          more: {
            // Without a length an answer ends with its connection, and wrk connects twice for each.
            'rem-header': [],
            'socket-timeout': '30',
            'http-auto-chunked': true,
            'http-chunked-input': true,
            'http-raw-body': true,
            'wsgi-manage-chunked-input': true,
            env: `OS_GLANCE_CONFIG_DIR=${place}`,
          },
          ready: ['/', 300],
        })
      : await startDaemon({
          command: ['/usr/bin/glance-api', '--config-file', file],
          log: join(folder, `${name}.log`),
          isReady: async () => await answersAt(`${url}/`, 300),
        });
  return { ...daemon, flavour, url };
}
