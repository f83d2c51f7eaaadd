// The end of a run: its program is gone, its disks are ours again, nothing of its cell is left. May be begun again at any point.
import { rm } from 'node:fs/promises';
import { waitUntilGone } from '../../../lib/process-state.ts';
import { takeBack } from './cell.ts';
import type { Host } from './host.ts';
import { readLastWords } from './last-words.ts';
import type { LiveServer } from './live-server.ts';
import { QmpError, QmpLost } from './qmp.ts';
import type { Run, ServerFiles } from './server-files.ts';
import { endProcess, findPrograms, programName, stillRuns } from './server-process.ts';

/** How long QEMU may take to bring what it holds of its disks to them. */
const patience = 30_000;

/** Switches a server off at once, as on purpose. */
export async function switchOff(host: Host, server: LiveServer): Promise<void> {
  const run = host.runs.get(server.id);
  if (run !== undefined) await host.runs.keep(server.files, { ...run, ending: true });
  try {
    await server.ask('quit', {}, 2000);
    await waitUntilGone(server.process.pid, patience);
  } catch (error) {
    // It may go before it has answered; a program that does not listen is ended otherwise.
    if (!(error instanceof QmpLost) && !(error instanceof QmpError)) throw error;
  }
  server.letGo();
  await putBack(host, server.files);
}

/** Ends a server's program if it runs and puts everything that it had back. */
export async function putBack(host: Host, files: ServerFiles): Promise<void> {
  const run = host.runs.get(files.id);
  if (run === undefined) return;
  for (const pid of await programsOf(host, files, run)) await endProcess(pid);
  await rm(files.cell, { recursive: true, force: true });
  for (const { diskId } of run.disks) await host.disks.takeBack(diskId);
  await takeBack(files.firmwareVars);
  await host.groups?.remove(files.id);
  await host.runs.forget(files);
}

/** One line for a person about a program that ended without being asked. */
export async function whyItDied(
  files: ServerFiles,
  signal: NodeJS.Signals | null,
): Promise<string> {
  const lastWords = await readLastWords(files.errorsLog);
  if (lastWords !== '') return lastWords;
  if (signal === 'SIGKILL') return 'It was ended by the system, perhaps for want of memory.';
  return signal === null ? 'Its program ended without a word.' : `Its program ended by ${signal}.`;
}

async function programsOf(host: Host, files: ServerFiles, run: Run): Promise<number[]> {
  // Of before the machine was started again.
  if (run.bootId !== host.bootId) return [];
  if (run.process === null) return await findPrograms(programName(host.folders.id, files.id));
  return (await stillRuns(run.process)) ? [run.process.pid] : [];
}
