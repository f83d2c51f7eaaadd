// The PostgreSQL of tests: the one that comes with Accord, without what makes it survive a crash. A database is cloned for nearly every test,
// and nothing of it is worth a flush to disk. What survives a crash is tested with servers of those tests' own, which flush.
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/db/embedded/embedded-postgres.ts';

const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/** Starts it in a folder; the caller stops it. */
export async function startTestPostgres(dataFolder: string): Promise<EmbeddedPostgres> {
  return await startEmbeddedPostgres({ dataFolder, log: () => {}, settings });
}
