// What a backup of a running server costs: time, bytes, and how long the guest is held for it. And what it costs to accept a thousand full-server images into a
// vault that has just the room for them.
import { setTimeout as pause } from 'node:timers/promises';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reachGuest, type Guest } from '../../test/contract/support/guest.ts';
import { createServers, deleteAll, uploadImage } from '../../test/contract/support/machines.ts';
import { projectApi, type ProjectApi } from '../../test/contract/support/project-api.ts';
import { startService } from '../../test/contract/support/service-process.ts';
import { temporaryFolder } from '../../test/contract/support/temporary-folder.ts';
import { bootImage } from '../../test/support/boot-images.ts';
import { describeAccord, describeMachine } from '../speed/machine.ts';
import { measureFullServerAccepts, rounds } from './accepts.ts';
import { listenDuring, startHeart, type Silences } from './heartbeat.ts';

/** GiB of the server's disk, and MiB of bytes like no others in it. */
export const diskSize = 20;
export const content = 300;

export interface BackupRound {
  /** From the request until its job has ended. */
  readonly seconds: number;
  readonly silences: Silences;
  /** Bytes that are stored. */
  readonly stored: number;
}

export interface BackupFindings {
  readonly machine: readonly string[];
  readonly backups: readonly BackupRound[];
  /** The longest silences in as long a time without a backup, each round. */
  readonly quiet: readonly Silences[];
  /** Seconds for each acceptance of all offers at once. */
  readonly accepts: readonly number[];
}

/** @param log gets a line for each step. Starts services of its own, and ends them with all their machines. */
export async function measureBackups(log: (line: string) => void): Promise<BackupFindings> {
  const folder = await temporaryFolder();
  try {
    const machine = [...(await describeMachine(folder.path)), await describeAccord()];
    const service = await startService({ data: join(folder.path, 'data') });
    let measured;
    try {
      const api = await projectApi(service, 'owner');
      measured = await measureRounds(service.data, folder.path, api, log);
    } finally {
      await service.stop();
    }
    const accepts = await measureFullServerAccepts(folder.path, log);
    const { engine, ...found } = measured;
    return { machine: [...machine, engine], ...found, accepts };
  } finally {
    await folder.remove();
  }
}

async function measureRounds(
  data: string,
  folder: string,
  api: ProjectApi,
  log: (line: string) => void,
) {
  log(`Starting a server with a disk of ${diskSize} GiB.`);
  const { serverId, guest } = await startServer(folder, api);
  log(`Writing ${content} MiB in it.`);
  await guest.run(`dd if=/dev/urandom of=/root/content bs=1M count=${content} conv=fsync`);
  await startHeart(guest);
  const serial = join(data, 'engine', 'servers', serverId, 'serial.log');
  const { id: vaultId } = await api.ask<{ id: string }>('POST', '/vaults', {
    name: 'bench',
    capacity: 100,
  });
  const backups: BackupRound[] = [];
  const quiet: Silences[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    log(`Backup ${round} of ${rounds}.`);
    const { seconds, silences, result } = await listenDuring(serial, async () =>
      api.finish<{ jobId: string; backupId: string }>('POST', `/servers/${serverId}/backups`, {
        vaultId,
        name: 'bench',
      }),
    );
    const path = `/backups/${result.backupId}`;
    const { disks } = await api.ask<{ disks: { stored: number }[] }>('GET', path);
    backups.push({ seconds, silences, stored: disks.reduce((sum, disk) => sum + disk.stored, 0) });
    await api.ask('DELETE', path);
    const rest = await listenDuring(serial, async () => await pause(seconds * 1000));
    quiet.push(rest.silences);
  }
  const { version, accelerator } = await api.ask<Record<string, string>>('GET', '/engine');
  const engine = `${version}, by ${accelerator === 'kvm' ? 'KVM' : 'TCG, which is emulation'}`;
  await deleteAll(api);
  return { engine, backups, quiet };
}

async function startServer(
  folder: string,
  api: ProjectApi,
): Promise<{ serverId: string; guest: Guest }> {
  const { privateKey } = await api.ask<{ privateKey: string }>('POST', '/key-pairs', {
    name: 'bench',
  });
  const keyFile = join(folder, 'bench.pem');
  await writeFile(keyFile, privateKey, { mode: 0o600 });
  const record = { name: 'system', kind: 'system', diskFormat: 'qcow2' } as const;
  const [server] = await createServers(api, {
    name: 'bench',
    imageId: await uploadImage(api, record, await bootImage('a')),
    diskSize,
    login: { kind: 'key', keyName: 'bench' },
  });
  if (!server?.ssh) throw new Error('there is no server');
  return { serverId: server.id, guest: await reachGuest(server.ssh.port, { keyFile }) };
}
