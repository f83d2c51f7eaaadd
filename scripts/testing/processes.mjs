// Finds and ends what a test file has started, however detached: every process whose environment, arguments or working folder name the
// temporary folder that the file was given. Only Linux tells; elsewhere nothing is found.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits up to `patience` milliseconds until the processes of a folder are gone by themselves, then kills those that are left.
 * @param {string} folder absolute path
 * @param {number} patience
 * @returns {Promise<string[]>} the command lines of those that had to be killed
 */
export async function endProcesses(folder, patience) {
  const deadline = performance.now() + patience;
  let found = findProcesses(folder);
  while (found.length > 0 && performance.now() < deadline) {
    await pause(50);
    found = findProcesses(folder);
  }
  await killAll(folder);
  return found.map(({ command }) => command);
}

/** Again and again: what is killed may have started another just before. */
async function killAll(folder) {
  const deadline = performance.now() + 10_000;
  for (let found = findProcesses(folder); found.length > 0; found = findProcesses(folder)) {
    if (performance.now() > deadline) throw new Error(`processes in ${folder} survive kill -9`);
    for (const { pid } of found) kill(pid);
    await pause(20);
  }
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function findProcesses(folder) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const command = read(() => readFileSync(`/proc/${name}/cmdline`, 'utf8'));
      // A zombie has neither arguments nor environment: only its parent can end it.
      const places = [
        command,
        read(() => readFileSync(`/proc/${name}/environ`, 'utf8')),
        read(() => readlinkSync(`/proc/${name}/cwd`)),
      ];
      const isOurs = places.some((text) => text.includes(folder));
      return isOurs ? [{ pid: Number(name), command: command.replaceAll('\0', ' ').trim() }] : [];
    });
}

/** Empty for a process that has ended meanwhile or belongs to somebody else. */
function read(from) {
  try {
    return from();
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(error.code)) return '';
    throw error;
  }
}
