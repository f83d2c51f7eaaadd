// MariaDB on a socket of its own; big enough buffers that everything a bench asks for is in memory.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import { runCommand, mustRun } from '../../test/contract/support/run-command.ts';
import { startDaemon, type Daemon } from './daemon.ts';
import { writeIni } from './ini.ts';

export interface MariaDb extends Daemon {
  /** Makes an empty database and a user of the same name; returns how SQLAlchemy reaches it. */
  makeDatabase(name: string): Promise<string>;
  /** Runs statements; returns the rows of the last, without column names, as lines of fields with tabs between. */
  run(database: string, sql: string): Promise<string>;
}

/** @param folder must exist; data, socket and log go there */
export async function startMariaDb(folder: string): Promise<MariaDb> {
  const socket = join(folder, 'mariadb.sock');
  const data = join(folder, 'mariadb');
  const settings = join(folder, 'mariadb.cnf');
  const user = userInfo().username;
  await mkdir(data);
  await writeIni(settings, {
    mariadbd: {
      user,
      datadir: data,
      socket,
      'pid-file': join(folder, 'mariadb.pid'),
      'skip-networking': 'on',
      innodb_buffer_pool_size: '1G',
      innodb_log_file_size: '256M',
      max_connections: 400,
      // As Debian ships OpenStack: the tables' collation knows no case.
      'character-set-server': 'utf8mb3',
      'collation-server': 'utf8mb3_general_ci',
      'skip-log-bin': 'on',
    },
  });
  const install = ['--skip-test-db', '--auth-root-authentication-method=normal'];
  await mustRun('/usr/bin/mariadb-install-db', [`--defaults-file=${settings}`, ...install]);
  const daemon = await startDaemon({
    command: ['/usr/sbin/mariadbd', `--defaults-file=${settings}`],
    log: join(folder, 'mariadb.log'),
    isReady: async () => {
      const ping = ['--no-defaults', `--socket=${socket}`, '--user=root', 'ping'];
      return (await runCommand('/usr/bin/mariadb-admin', ping)).code === 0;
    },
  });
  const run = async (database: string, sql: string): Promise<string> => {
    const client = ['--no-defaults', `--socket=${socket}`, '--user=root', '--batch'];
    const statements = ['--skip-column-names', '--execute', sql, database];
    return await mustRun('/usr/bin/mariadb', [...client, ...statements], { seconds: 300 });
  };
  return {
    ...daemon,
    run,
    async makeDatabase(name) {
      await run(
        '',
        `create database ${name};
        create user ${name}@localhost identified by '${name}';
        grant all on ${name}.* to ${name}@localhost`,
      );
      return `mysql+pymysql://${name}:${name}@localhost/${name}?unix_socket=${socket}&charset=utf8`;
    },
  };
}
