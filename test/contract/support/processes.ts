// Which processes belong to a folder, as Linux tells it in /proc.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

export interface FoundProcess {
  readonly pid: number;
  readonly command: string;
}

/** Every process whose arguments, environment or working folder name the folder, this one apart. */
export function processesOf(folder: string): FoundProcess[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    const command = read(() => readFileSync(`/proc/${name}/cmdline`, 'utf8'));
    const places = [
      command,
      read(() => readFileSync(`/proc/${name}/environ`, 'utf8')),
      read(() => readlinkSync(`/proc/${name}/cwd`)),
    ];
    return places.some((text) => text.includes(folder))
      ? [{ pid: Number(name), command: command.replaceAll('\0', ' ').trim() }]
      : [];
  });
}

/** Empty for a process that has ended meanwhile or is somebody else's. */
function read(from: () => string): string {
  try {
    return from();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined && ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(code)) return '';
    throw error;
  }
}
