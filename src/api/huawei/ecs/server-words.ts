// Words of the server service for how a server is (ECS API reference, "ECS statuses").
import type { Server, ServerStatus, ServerTask } from '../../../domain/servers/server.ts';

export const statusWords = {
  building: 'BUILD',
  running: 'ACTIVE',
  stopped: 'SHUTOFF',
  error: 'ERROR',
  deleted: 'DELETED',
} as const satisfies Record<ServerStatus, string>;

/** What is being done to it counts more, where that cloud has a status for it. */
const statusWordsDuring: Readonly<Partial<Record<ServerTask, string>>> = {
  'changing-os': 'REBUILD',
  reinstalling: 'REBUILD',
  rebooting: 'REBOOT',
};

/** Nova's words, which that cloud shows beside its own. */
const taskWords = {
  starting: 'powering-on',
  stopping: 'powering-off',
  rebooting: 'rebooting',
  'changing-os': 'rebuilding',
  reinstalling: 'rebuilding',
  attaching: null,
  detaching: null,
  capturing: 'image_snapshot',
  'backing-up': 'image_backup',
  deleting: 'deleting',
} as const satisfies Record<ServerTask, string | null>;

const vmStates = {
  building: 'building',
  running: 'active',
  stopped: 'stopped',
  error: 'error',
  deleted: 'deleted',
} as const satisfies Record<ServerStatus, string>;

/** 0: not known, 1: running, 4: switched off. */
const powerStates = {
  building: 0,
  running: 1,
  stopped: 4,
  error: 0,
  deleted: 4,
} as const satisfies Record<ServerStatus, number>;

export function statusOf({ status, task }: Pick<Server, 'status' | 'task'>): string {
  return (task === null ? undefined : statusWordsDuring[task]) ?? statusWords[status];
}

/** Its finer states, as attributes. */
export function statesOf({ status, task }: Pick<Server, 'status' | 'task'>) {
  const spawning = status === 'building' ? 'spawning' : null;
  return {
    vmState: vmStates[status],
    taskState: task === null ? spawning : taskWords[task],
    powerState: powerStates[status],
  };
}
