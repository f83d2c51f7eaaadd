// Receives 4 MiB into the file named by its argument and prints the fault that comes of it as JSON.
import { open } from 'node:fs/promises';
import { Fault } from '../fault.ts';
import { receiveBytes } from './receive-bytes.ts';

async function* source(): AsyncGenerator<Uint8Array> {
  for (let turn = 0; turn < 64; turn += 1) {
    yield new Uint8Array(65_536).fill(turn);
    // As a socket does: what was written meanwhile has failed by the time the next bytes come.
    await new Promise(setImmediate);
  }
}

// The MD5 thread alone does not keep a process alive; in the service its server does.
const alive = setInterval(() => {}, 60_000);
const file = await open(process.argv[2] ?? '', 'wx+');
try {
  await receiveBytes(source(), file, Number.MAX_SAFE_INTEGER);
  process.stdout.write('null');
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  process.stdout.write(JSON.stringify({ kind: error.kind, code: error.code }));
} finally {
  await file.close();
  clearInterval(alive);
}
