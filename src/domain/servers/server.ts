// A server: what it is, its life cycle as one table, and what can be done with it in each state. No I/O.
import type { ImageSource } from '../disks/disk.ts';
import { Fault } from '../fault.ts';
import type { KeptFault } from '../jobs/job.ts';

export const serverStatuses = ['building', 'running', 'stopped', 'error', 'deleted'] as const;
export type ServerStatus = (typeof serverStatuses)[number];

/** What is being done to a server; one thing at a time. */
export const serverTasks = [
  'starting',
  'stopping',
  'rebooting',
  'changing-os',
  'reinstalling',
  'attaching',
  'detaching',
  'capturing',
  'backing-up',
  'deleting',
] as const;
export type ServerTask = (typeof serverTasks)[number];

export const architectures = ['x86_64', 'aarch64'] as const;
export type ServerArchitecture = (typeof architectures)[number];
export const firmwares = ['bios', 'uefi'] as const;
export type ServerFirmware = (typeof firmwares)[number];

export const logins = ['password', 'key', 'image'] as const;
export type Login = (typeof logins)[number];

export interface Server {
  readonly id: string;
  readonly projectId: string;
  readonly regionId: string;
  readonly userId: string;
  readonly name: string;
  readonly description: string;
  readonly flavorId: string;
  readonly status: ServerStatus;
  /** What is being done to it; null: nothing. */
  readonly task: ServerTask | null;
  /** The job that does, or did last. */
  readonly jobId: string | null;
  /** Why it is in error, or why what was asked for last did not come about. */
  readonly fault: KeptFault | null;
  /** The image that its system is from. */
  readonly source: ImageSource;
  readonly architecture: ServerArchitecture;
  readonly firmware: ServerFirmware;
  readonly login: Login;
  readonly keyName: string | null;
  readonly publicKey: string | null;
  readonly passwordHash: string | null;
  readonly userData: string | null;
  /** A guest that finds another one than before sets itself up anew. */
  readonly instanceId: string;
  readonly mac: string;
  /** Of 127.0.0.1, and it leads to the guest's port 22; null: deleted. */
  readonly sshPort: number | null;
  /** What clients of other clouds say of it and want to read again. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly startedAt: string | null;
}

/** The address that every guest has in its own network. */
export const guestAddress = '10.0.2.15';

export const serverActs = [
  'start',
  'stop',
  'reboot',
  'change-os',
  'reinstall',
  'attach-disk',
  'detach-disk',
  'capture',
  'back-up',
  'delete',
  'update',
  'console',
] as const;
export type ServerAct = (typeof serverActs)[number];

interface LifeCycleRow {
  /** The states in which the act can begin, when nothing else is being done. */
  readonly from: readonly ServerStatus[];
  /** What is being done meanwhile; null: the act is done at once. */
  readonly task: ServerTask | null;
  /** The state that it comes to; null: the one it was in. */
  readonly to: ServerStatus | null;
}

/** The life cycle. A server that is being built is `building` without a task, and comes to `running`, or to `error`. */
export const lifeCycle: Readonly<Record<ServerAct, LifeCycleRow>> = {
  start: { from: ['stopped', 'error'], task: 'starting', to: 'running' },
  stop: { from: ['running', 'error'], task: 'stopping', to: 'stopped' },
  reboot: { from: ['running'], task: 'rebooting', to: 'running' },
  'change-os': { from: ['stopped', 'running', 'error'], task: 'changing-os', to: 'running' },
  reinstall: { from: ['stopped', 'running', 'error'], task: 'reinstalling', to: 'running' },
  'attach-disk': { from: ['running', 'stopped'], task: 'attaching', to: null },
  'detach-disk': { from: ['running', 'stopped'], task: 'detaching', to: null },
  capture: { from: ['running', 'stopped'], task: 'capturing', to: null },
  'back-up': { from: ['running', 'stopped'], task: 'backing-up', to: null },
  delete: { from: ['running', 'stopped', 'error'], task: 'deleting', to: 'deleted' },
  update: { from: ['building', 'running', 'stopped', 'error'], task: null, to: null },
  console: { from: ['running'], task: null, to: null },
};

/** Why the act cannot begin because of how the server is, whoever asks; null: it can. */
export function refusalToServer(
  server: Pick<Server, 'id' | 'status' | 'task'>,
  act: ServerAct,
): Fault | null {
  const row = lifeCycle[act];
  if (row.task !== null && server.task !== null) {
    return new Fault(
      'conflict',
      'server.busy',
      `Server ${server.id} is ${server.task}: wait until that has ended.`,
      { detail: { serverId: server.id, task: server.task } },
    );
  }
  if (row.from.includes(server.status)) return null;
  return new Fault(
    'conflict',
    'server.wrong-status',
    `Server ${server.id} is ${server.status}: that cannot be done now.`,
    { detail: { serverId: server.id, status: server.status } },
  );
}
