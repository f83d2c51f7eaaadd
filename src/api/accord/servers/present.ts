import { deviceOf } from '../../../domain/disks/disk.ts';
import { guestAddress } from '../../../domain/servers/server.ts';
import type { ShownEngine } from '../../../domain/servers/show-engine.ts';
import type { ServerView } from '../../../domain/servers/view-servers.ts';
import { presentItemProblem } from '../errors.ts';
import { presentJob } from '../jobs/present.ts';
import type { EngineStatus, Server } from './schema.ts';

/** Where a server's port for ssh is: it is open to this machine alone. */
const sshHost = '127.0.0.1';

export function presentServer({ server, flavor, image, disks, job, can }: ServerView): Server {
  const { osType, osDistro, osVersion, ...madeFrom } = image;
  return {
    id: server.id,
    name: server.name,
    description: server.description,
    status: server.status,
    task: server.task,
    flavor,
    image: madeFrom,
    osType,
    osDistro,
    osVersion,
    architecture: server.architecture,
    firmware: server.firmware,
    login: server.login,
    keyName: server.keyName,
    address: guestAddress,
    mac: server.mac,
    ssh: server.sshPort === null ? null : { host: sshHost, port: server.sshPort },
    disks: disks.map(({ id, name, kind, status, size, slot, deleteWithServer }) => ({
      id,
      name,
      kind,
      status,
      size,
      device: slot === null ? null : deviceOf(slot),
      deleteWithServer,
    })),
    job: job && presentJob(job),
    problem: server.fault && presentItemProblem(server.fault),
    can: {
      start: can.start,
      stop: can.stop,
      reboot: can.reboot,
      changeOs: can['change-os'],
      reinstall: can.reinstall,
      same: can.same,
      attachDisk: can['attach-disk'],
      detachDisk: can['detach-disk'],
      capture: can.capture,
      backUp: can['back-up'],
      delete: can.delete,
      update: can.update,
      console: can.console,
    },
    createdAt: server.createdAt,
    updatedAt: server.updatedAt,
    startedAt: server.startedAt,
  };
}

export function presentEngine(engine: ShownEngine | null): EngineStatus {
  if (engine === null) {
    return {
      name: 'none',
      available: false,
      missing: [],
      version: null,
      accelerator: null,
      confinement: null,
    };
  }
  const { name, available, missing, version, accelerator, confinement } = engine;
  return { name, available, missing: [...missing], version, accelerator, confinement };
}
