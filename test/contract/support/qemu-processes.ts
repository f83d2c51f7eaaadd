// The QEMUs that run servers of a data folder, as Linux tells it in /proc.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface QemuProcess {
  readonly pid: number;
  readonly serverId: string;
  readonly args: readonly string[];
}

/** Every QEMU that runs in the folder of a server of the service with this data folder. */
export function qemusOf(data: string): QemuProcess[] {
  const servers = join(data, 'engine', 'servers');
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const found = look(name);
    if (found === null || !basename(found.args[0] ?? '').startsWith('qemu-system-')) return [];
    const cell = found.folder.replace(/ \(deleted\)$/, '');
    if (!cell.startsWith(`${servers}/`)) return [];
    const serverId = cell.slice(servers.length + 1).split('/')[0] ?? '';
    return [{ pid: Number(name), serverId, args: found.args }];
  });
}

/** Null for a process that has ended meanwhile or is somebody else's. */
function look(name: string): { folder: string; args: readonly string[] } | null {
  try {
    const folder = readlinkSync(`/proc/${name}/cwd`);
    const args = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
    return { folder, args };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined && ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(code)) return null;
    throw error;
  }
}

/** A field of /proc/<pid>/status, such as `Seccomp`. */
export function statusField(pid: number, field: string): string {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  const value = new RegExp(`^${field}:\\s*(?<value>.*)$`, 'm').exec(text)?.groups?.['value'];
  if (value === undefined) throw new Error(`/proc/${pid}/status has no ${field}`);
  return value;
}
