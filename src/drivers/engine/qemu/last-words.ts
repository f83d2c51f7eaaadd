// What became of a program, from what it complained of.
import { readFile } from 'node:fs/promises';
import { causeCode } from '../../../lib/cause-code.ts';
import { EngineError } from '../engine.ts';

/** The last thing that a server's program said, warnings apart; empty when nothing. */
export async function readLastWords(errorsLog: string): Promise<string> {
  let text = '';
  try {
    text = await readFile(errorsLog, 'utf8');
  } catch (error) {
    if (causeCode(error) !== 'ENOENT') throw error;
  }
  const lines = text.split('\n').map((line) => line.trim().replace(/^[\w-]*qemu[\w-]*: /, ''));
  return lines.findLast((line) => line !== '' && !line.startsWith('warning: ')) ?? '';
}

/** Why a program did not get to run its guest. */
export function notStarted(lastWords: string): EngineError {
  const cause = { cause: new Error(lastWords) };
  if (/Could not set up host forwarding rule/.test(lastWords)) {
    return new EngineError('port-taken', 'The port for ssh is in use.', cause);
  }
  if (/cannot allocate memory|cannot set up guest memory/i.test(lastWords)) {
    return new EngineError('no-memory', 'The machine has not enough memory for it.', cause);
  }
  if (/Failed to get .* lock/.test(lastWords)) {
    return new EngineError('disk-busy', 'Another program has a disk of it open.', cause);
  }
  return new EngineError(
    'not-started',
    lastWords === '' ? 'Its program ended without a word.' : lastWords,
  );
}
