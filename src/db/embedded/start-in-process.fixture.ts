// For tests: starts the database of the folder in argv and says on stdout how it went, one JSON line. Stops it on SIGTERM, and when the
// test that started this process is gone.
import { startEmbeddedPostgres } from './embedded-postgres.ts';

const [dataFolder = ''] = process.argv.slice(2);

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

try {
  const postgres = await startEmbeddedPostgres({ dataFolder, log: (line) => say({ log: line }) });
  const stop = async (): Promise<void> => {
    await postgres.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.stdin.once('close', () => void stop());
  process.stdin.resume();
  say({ ready: postgres.connection });
} catch (error) {
  say({ failed: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
