// Receives as many bytes as its second argument says into the file of its first, and prints its peak of resident memory in KiB.
import { open } from 'node:fs/promises';
import { receiveBytes } from './receive-bytes.ts';

const [path = '', size = '0'] = process.argv.slice(2);
const chunk = new Uint8Array(65_536);

async function* source(): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < Number(size); sent += chunk.length) yield chunk;
}

// The MD5 thread alone does not keep a process alive; in the service its server does.
const alive = setInterval(() => {}, 60_000);
const file = await open(path, 'r+');
await receiveBytes(source(), file, Number.MAX_SAFE_INTEGER);
await file.close();
clearInterval(alive);
process.stdout.write(String(process.resourceUsage().maxRSS));
