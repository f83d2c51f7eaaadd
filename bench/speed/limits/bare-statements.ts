// What the database gives to a client in Node that does nothing else: prepared SELECTs by key, and commits of one small statement each,
// on a database started as Accord starts its own.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../src/db/embedded/embedded-postgres.ts';
import { postmasterOf } from '../../../test/contract/support/embedded-database.ts';
import { measureCost } from '../measure-cost.ts';
import { callerCounts, type Pace } from '../options.ts';
import { bareName, type RequestResult } from '../results.ts';
import { medianBy } from '../rounds.ts';
import type { Rate } from '../run-wrk.ts';

const images = 20_000;

/** A caller is a connection that makes one statement after another. */
export async function measureStatements(folder: string, pace: Pace): Promise<RequestResult[]> {
  const dataFolder = join(folder, 'bare');
  await mkdir(dataFolder, { mode: 0o711 });
  const postgres = await startEmbeddedPostgres({ dataFolder, log: () => {} });
  try {
    await withClients(1, postgres.connection, async ([client]) => {
      await client?.query(schema);
      await client?.query('vacuum analyze');
    });
    const roots = [await postmasterOf(dataFolder)];
    const results: RequestResult[] = [];
    for (const request of ['bare-select', 'bare-commit'] as const) {
      for (const callers of callerCounts) {
        const found = await withClients(callers, postgres.connection, async (clients) => {
          await repeat(clients, pace.warmUpSeconds, statements[request]);
          const runs: RequestResult[] = [];
          for (let round = 0; round < pace.rounds; round += 1) {
            const { value, cost } = await measureCost(
              roots,
              async () => await repeat(clients, pace.seconds, statements[request]),
            );
            runs.push({ request, side: bareName, callers, rate: value, cost });
          }
          return medianBy(runs, ({ rate }) => rate.perSecond);
        });
        results.push(found);
      }
    }
    return results;
  } finally {
    await postgres.stop();
  }
}

/** Rows of the size of an image as it is shown, and rows like members. */
const schema = `
  create table images (id integer primary key, document text not null);
  insert into images select id, repeat(md5(id::text), 20) from generate_series(1, ${images}) id;
  create table members (
    image_id integer, project_id text, status text not null, primary key (image_id, project_id)
  );`;

type Statement = (caller: number, turn: number) => pg.QueryConfig;

const statements: Readonly<Record<'bare-select' | 'bare-commit', Statement>> = {
  'bare-select': (caller, turn) => ({
    name: 'show',
    text: 'select document from images where id = $1',
    values: [((caller * 977 + turn) % images) + 1],
  }),
  /** As a member comes, accepts and goes. */
  'bare-commit': (caller, turn) => {
    const values = [caller];
    const step = turn % 3;
    if (step === 0) {
      return {
        name: 'add',
        text: "insert into members values ($1, 'recipient', 'pending')",
        values,
      };
    }
    return step === 1
      ? {
          name: 'accept',
          text: "update members set status = 'accepted' where image_id = $1",
          values,
        }
      : { name: 'remove', text: 'delete from members where image_id = $1', values };
  },
};

/** All clients at once, each ending with a whole cycle. */
async function repeat(
  clients: readonly pg.Client[],
  seconds: number,
  statement: Statement,
): Promise<Rate> {
  const began = performance.now();
  const deadline = began + seconds * 1000;
  const latencies: number[] = [];
  await Promise.all(
    clients.map(async (client, caller) => {
      for (let turn = 0; turn % 3 !== 0 || performance.now() < deadline; turn += 1) {
        const start = performance.now();
        await client.query(statement(caller, turn));
        latencies.push(performance.now() - start);
      }
    }),
  );
  const elapsed = (performance.now() - began) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (part: number): number => latencies[Math.floor((latencies.length - 1) * part)] ?? 0;
  return {
    requests: latencies.length,
    perSecond: latencies.length / elapsed,
    mean: latencies.reduce((sum, each) => sum + each, 0) / latencies.length,
    p50: at(0.5),
    p99: at(0.99),
    failures: 0,
  };
}

async function withClients<T>(
  count: number,
  connection: pg.ClientConfig,
  work: (clients: readonly pg.Client[]) => Promise<T>,
): Promise<T> {
  const clients = Array.from({ length: count }, () => new pg.Client(connection));
  try {
    await Promise.all(clients.map(async (client) => await client.connect()));
    return await work(clients);
  } finally {
    await Promise.all(clients.map(async (client) => await client.end()));
  }
}
