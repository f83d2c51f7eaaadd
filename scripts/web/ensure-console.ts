// Sees to it that web/dist is what web/ says now.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { isBuilt } from './console-sources.ts';

const script = path.join(import.meta.dirname, '..', 'build-web.mjs');

/**
 * Builds the console when it is missing or older than its sources, which it says in one line first. Throws an Error with what the build said
 * when it cannot be built. In a process of its own: what builds is large, and a server lives long.
 */
export async function ensureConsole(say: (line: string) => void): Promise<void> {
  if (isBuilt()) return;
  say('Building the console, since web/ has changed; this takes some seconds.');
  await promisify(execFile)(process.execPath, [script]);
}
