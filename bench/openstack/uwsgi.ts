// How Debian runs services of OpenStack: a uWSGI of their own that speaks HTTP itself.
import { join } from 'node:path';
import { startDaemon, type Daemon } from './daemon.ts';
import { answersAt } from './answers-at.ts';
import { writeIni, type Ini } from './ini.ts';

export interface UwsgiOptions {
  readonly folder: string;
  readonly name: string;
  readonly port: number;
  readonly workers: number;
  readonly threads: number;
  readonly application: string;
  readonly more: Ini[string];
  /** A path that answers this status as soon as the application is there. */
  readonly ready: readonly [path: string, status: number];
}

export async function startUwsgi(options: UwsgiOptions): Promise<Daemon> {
  const { folder, name, port, ready } = options;
  const settings = join(folder, `${name}.ini`);
  await writeIni(settings, {
    uwsgi: {
      // What Debian's files say, except for the numbers; no line of log for each request, and no
      // waiting for an application that cannot be loaded.
      'buffer-size': 65_535,
      'rem-header': 'Content-Length',
      'add-header': 'Connection: close',
      master: true,
      'thunder-lock': true,
      plugins: 'python3',
      'lazy-apps': true,
      'no-orphans': true,
      'die-on-term': true,
      'exit-on-reload': true,
      'need-app': true,
      'enable-threads': true,
      'disable-logging': true,
      processes: options.workers,
      threads: options.threads,
      listen: 1024,
      'http-socket': `127.0.0.1:${port}`,
      'wsgi-file': options.application,
      ...options.more,
    },
  });
  const [path, status] = ready;
  return await startDaemon({
    command: ['/usr/bin/uwsgi', '--ini', settings],
    log: join(folder, `${name}.log`),
    isReady: async () => await answersAt(`http://127.0.0.1:${port}${path}`, status),
  });
}
