// What the machine gives out: nginx with sendfile, one worker a processor.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { freePort } from '../../../test/contract/support/free-port.ts';
import { waitUntil } from '../../../test/contract/support/wait-until.ts';

export interface Nginx {
  /** Of the file. */
  readonly url: string;
  readonly roots: readonly number[];
  stop(): Promise<void>;
}

/** Serves the folder of that file. */
export async function startNginx(folder: string, file: string): Promise<Nginx> {
  const home = join(folder, 'nginx');
  await mkdir(home, { recursive: true });
  const port = await freePort();
  const configuration = join(home, 'nginx.conf');
  await writeFile(configuration, configurationOf(home, port, dirname(file)));
  const child = spawn('/usr/sbin/nginx', ['-p', home, '-e', 'error.log', '-c', configuration], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(child, 'spawn');
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  const url = `http://127.0.0.1:${port}/${basename(file)}`;
  try {
    await waitUntil('nginx answers', 10, async () => {
      if (child.exitCode !== null) throw new Error(`nginx ended (${child.exitCode})`);
      return await answers(url);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, roots: child.pid === undefined ? [] : [child.pid], stop };
}

function configurationOf(home: string, port: number, served: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes ${availableParallelism()};
pid nginx.pid;
events { worker_connections 256; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  ${temporary.map((name) => `${name}_temp_path ${home}/${name};`).join('\n  ')}
  server { listen 127.0.0.1:${port}; root ${served}; }
}
`;
}

async function answers(url: string): Promise<true | undefined> {
  try {
    return (await fetch(url, { method: 'HEAD' })).ok ? true : undefined;
  } catch {
    // Not listening yet.
    return undefined;
  }
}
