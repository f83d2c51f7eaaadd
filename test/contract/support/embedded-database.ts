// Reaches the database that a running service has started in its data folder, past the service.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Its address, as DATABASE_URL has it. */
export async function databaseUrlOf(data: string): Promise<string> {
  const { host, port } = await socketOf(data);
  const password = (await readFile(join(data, 'secrets', 'postgres-password'), 'utf8')).trim();
  const place = new URLSearchParams({ host, port: String(port) });
  return `postgresql://accord:${encodeURIComponent(password)}@/accord?${place.toString()}`;
}

/** Runs one statement in the service's database. */
export async function queryDatabaseOf(data: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: await databaseUrlOf(data) });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** PostgreSQL's process id. */
export async function postmasterOf(data: string): Promise<number> {
  return Number((await postmasterLines(data))[0]);
}

/** Where it can be reached on this machine, and its folder. */
export async function postgresSocketOf(
  data: string,
): Promise<{ readonly socket: string; readonly postgres: string }> {
  const { host, port } = await socketOf(data);
  return { socket: join(host, `.s.PGSQL.${port}`), postgres: join(data, 'postgres') };
}

async function socketOf(data: string): Promise<{ host: string; port: number }> {
  const lines = await postmasterLines(data);
  return { host: lines[4] ?? '', port: Number(lines[3]) };
}

/** Pid, data folder, start time, port, socket folder, … one a line. */
async function postmasterLines(data: string): Promise<string[]> {
  return (await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
}
